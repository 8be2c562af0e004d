//! Saving as a file.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

/// How long the address of a file stays good, in milliseconds.
const LATER_MS: u32 = 60_000;

/// The browser would not make a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownloadRefused;

/// Offers `text` as a file called `name`.
pub fn save(name: &str, text: &str) -> Result<(), DownloadRefused> {
    offer(name, "text/plain;charset=utf-8", &Array::of1(&JsValue::from_str(text))).ok_or(DownloadRefused)
}

/// Offers bytes of a type as a file called `name`.
pub fn save_bytes(name: &str, kind: &str, bytes: &[u8]) -> Result<(), DownloadRefused> {
    offer(name, kind, &Array::of1(&Uint8Array::from(bytes))).ok_or(DownloadRefused)
}

fn offer(name: &str, kind: &str, parts: &Array) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    // A sequence of texts and one of bytes are built alike.
    let blob = Blob::new_with_buffer_source_sequence_and_options(parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Safari reads the file only after this turn, and then the address must still be good.
    Timeout::new(LATER_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}
