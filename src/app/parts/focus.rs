//! Where the keyboard goes when what it was at has gone.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Gives the keyboard to the element of that id; false when it is not on the screen.
pub fn on(id: &str) -> bool {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = element.filter(|element| element.offset_width() > 0) else { return false };
    element.focus().is_ok()
}

/// Gives the keyboard to the panel that is on the screen, after what it was at was taken away.
pub fn settle() {
    request_animation_frame(|| {
        let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if lost {
            let _ = ["result", "ship", "write"].into_iter().any(on);
        }
    });
}
