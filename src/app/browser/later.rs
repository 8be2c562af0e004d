//! What the first body does not need: parts of the page's own module (`xtask/src/split.rs`) and one of the editor
//! (`editor/src/later.ts`).

use js_sys::{Function, Promise, Reflect, global};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Said while the second part cannot be had.
pub const CUT_OFF: &str =
    "The rest of this page cannot be reached now. It is asked for again and again; what you write is kept.";

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchRest)]
    fn fetch_rest_of_editor();
}

/// Brings what the page does of itself behind the first body, and answers whether it is there; the rest of the editor comes
/// beside it. Where the module is whole there is nothing to wait for.
pub async fn second() -> bool {
    fetch_rest_of_editor();
    brought("loadSecond").await
}

/// Brings all there is, in the same way.
pub async fn rest() -> bool {
    brought("loadRest").await
}

async fn brought(by: &str) -> bool {
    let load = Reflect::get(&global(), &JsValue::from_str(by)).ok();
    let Some(load) = load.and_then(|load| load.dyn_into::<Function>().ok()) else { return true };
    let coming = load.call0(&JsValue::UNDEFINED).ok().and_then(|coming| coming.dyn_into::<Promise>().ok());
    match coming {
        Some(coming) => JsFuture::from(coming).await.is_ok_and(|there| there.is_truthy()),
        None => false,
    }
}
