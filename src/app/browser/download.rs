//! Saving text as a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, window};

/// The browser would not make a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownloadRefused;

/// Offers `text` as a file called `name`.
pub fn save(name: &str, text: &str) -> Result<(), DownloadRefused> {
    offer(name, text).ok_or(DownloadRefused)
}

fn offer(name: &str, text: &str) -> Option<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address).ok()
}
