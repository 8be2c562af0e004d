//! Putting text on the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// The browser has no clipboard for this page, or the user denied it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClipboardRefused;

/// Copies `text`; [`ClipboardRefused`] where the browser says no.
pub async fn copy(text: &str) -> Result<(), ClipboardRefused> {
    let navigator = window().ok_or(ClipboardRefused)?.navigator();
    // Absent on pages that are not served securely.
    let there = Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|found| found.is_object());
    if !there {
        return Err(ClipboardRefused);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(drop).map_err(|_| ClipboardRefused)
}
