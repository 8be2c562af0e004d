//! The files somebody chose, as texts.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement};

/// Names and texts of the files chosen in a field; one that cannot be read is left out.
pub async fn of(event: &Event) -> Vec<(String, String)> {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(files) = field.and_then(|field| field.files()) else { return Vec::new() };
    let mut texts = Vec::new();
    for at in 0..files.length() {
        let Some(file) = files.get(at) else { continue };
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        texts.extend(text.map(|text| (file.name(), text)));
    }
    texts
}
