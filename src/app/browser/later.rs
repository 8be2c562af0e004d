//! The part of the page's own module that the first body does not need (`xtask/src/split.rs`).

use js_sys::{Function, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// Has it fetched, once. Where the module is whole there is nothing to do; a fetch that fails is made again by the first
/// call that needs it.
pub fn fetch() {
    let load = Reflect::get(&global(), &JsValue::from_str("loadLater")).ok();
    if let Some(load) = load.and_then(|load| load.dyn_into::<Function>().ok()) {
        // It answers a promise that never fails.
        let _ = load.call0(&JsValue::UNDEFINED);
    }
}
