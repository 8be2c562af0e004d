//! The worker that the page's head has started already, while the page itself was still loading.

use js_sys::{Array, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Worker;

/// Takes over the early worker and what it has said so far; none when there is none (any more), or it has failed.
pub fn take() -> Option<(Worker, Vec<String>)> {
    let name = JsValue::from_str("earlyWorker");
    let early = Reflect::get(&global(), &name).ok().filter(JsValue::is_object)?;
    let _ = Reflect::set(&global(), &name, &JsValue::UNDEFINED);
    let part = |name: &str| Reflect::get(&early, &JsValue::from_str(name)).ok();
    let worker: Worker = part("worker")?.dyn_into().ok()?;
    if part("failed")?.is_truthy() {
        worker.terminate();
        return None;
    }
    let said = part("said")?.dyn_into::<Array>().ok()?.iter().filter_map(|said| said.as_string()).collect();
    Some((worker, said))
}
