//! What the first body does not need: a part of the page's own module (`xtask/src/split.rs`) and one of the editor
//! (`editor/src/later.ts`).

use js_sys::{Function, Reflect, global};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchRest)]
    fn fetch_rest_of_editor();
}

/// Has both fetched, once. Where the module is whole there is nothing to do; a fetch that fails is made again by the first
/// call that needs it.
pub fn fetch() {
    fetch_rest_of_editor();
    let load = Reflect::get(&global(), &JsValue::from_str("loadLater")).ok();
    if let Some(load) = load.and_then(|load| load.dyn_into::<Function>().ok()) {
        // It answers a promise that never fails.
        let _ = load.call0(&JsValue::UNDEFINED);
    }
}
