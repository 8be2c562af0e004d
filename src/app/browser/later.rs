//! What the first body does not need: parts of the page's own module (`xtask/src/split.rs`) and one of the editor
//! (`editor/src/later.ts`).

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchRest)]
    fn fetch_rest_of_editor();
}

/// Brings what the page does of itself behind the first body, and returns when it is there; the rest of the editor comes
/// beside it. Where the module is whole there is nothing to wait for; what cannot be had is asked for again by the first
/// call that needs it.
pub async fn second() {
    fetch_rest_of_editor();
    brought("loadSecond").await;
}

/// Brings all there is, in the same way.
pub async fn rest() {
    brought("loadRest").await;
}

async fn brought(by: &str) {
    let load = Reflect::get(&global(), &JsValue::from_str(by)).ok();
    let load = load.and_then(|load| load.dyn_into::<Function>().ok());
    let coming = load.and_then(|load| load.call0(&JsValue::UNDEFINED).ok());
    if let Some(coming) = coming.and_then(|coming| coming.dyn_into::<Promise>().ok()) {
        // It never fails.
        let _ = JsFuture::from(coming).await;
    }
}
