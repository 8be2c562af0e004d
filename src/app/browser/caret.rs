//! Where in a text somebody has clicked.

use leptos::prelude::window;
use web_sys::{Node, Selection};

/// The number of the character that was clicked, in the text of its element; none while something is selected. To be asked
/// by the element's own click.
pub fn clicked() -> Option<usize> {
    let selection = window().get_selection().ok()??;
    let (node, offset) = place(&selection)?;
    let text = node.text_content()?;
    // Behind the last one, that is meant.
    let last = text.chars().count().saturating_sub(1);
    Some(characters(&text, offset).min(last))
}

fn place(selection: &Selection) -> Option<(Node, u32)> {
    selection.is_collapsed().then(|| Some((selection.anchor_node()?, selection.anchor_offset())))?
}

/// How many characters the first so many UTF-16 units of a text are.
fn characters(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    text.chars()
        .take_while(|letter| {
            let fits = left >= letter.len_utf16();
            left = left.saturating_sub(letter.len_utf16());
            fits
        })
        .count()
}
