//! The engine's own WebAssembly module, run in a Web Worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    playground::worker::engine_end::serve("answer");
}

/// What the worker's end calls on a stack of its own.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn answer() {
    playground::worker::engine_end::answer();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This binary runs in a browser. `cargo xtask serve` opens the page.");
}
