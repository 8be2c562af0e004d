//! Where in a text somebody has clicked.

use leptos::prelude::window;
use web_sys::{Document, Node, Selection};

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

/// How many letters that are no white space stand before what was clicked in another document, styles left out.
pub fn letters_before(document: &Document) -> Option<usize> {
    let selection = document.get_selection().ok()??;
    let (node, offset) = place(&selection)?;
    let body = document.body()?;
    let range = document.create_range().ok()?;
    range.set_start(&body, 0).ok()?;
    range.set_end(&node, offset).ok()?;
    let before = range.clone_contents().ok()?;
    let styles = before.query_selector_all("style").ok()?;
    for at in 0..styles.length() {
        let style = styles.item(at)?;
        style.parent_node()?.remove_child(&style).ok()?;
    }
    let text = before.text_content()?;
    Some(text.chars().filter(|letter| !letter.is_whitespace()).count())
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
