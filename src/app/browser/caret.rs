//! Where in a text somebody has clicked.

use js_sys::{Function, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
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

/// How many letters that are no white space stand before a point of another document, styles left out. The point is in pixels
/// of what of it is on the screen.
pub fn letters_before(document: &Document, x: f64, y: f64) -> Option<usize> {
    let (node, offset) = at_point(document, x, y)?;
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

/// The text at a point; browsers have two names for it.
fn at_point(document: &Document, x: f64, y: f64) -> Option<(Node, u32)> {
    let names =
        [("caretPositionFromPoint", "offsetNode", "offset"), ("caretRangeFromPoint", "startContainer", "startOffset")];
    names.into_iter().find_map(|(method, node, offset)| {
        let method: Function = Reflect::get(document, &method.into()).ok()?.dyn_into().ok()?;
        let found = method.call2(document, &x.into(), &y.into()).ok()?;
        // What belongs to another document is no instance of this one's kinds.
        let node = Reflect::get(&found, &node.into()).ok().filter(JsValue::is_object)?.unchecked_into();
        Some((node, Reflect::get(&found, &offset.into()).ok()?.as_f64()? as u32))
    })
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
