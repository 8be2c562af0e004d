//! The engine's own WebAssembly module, run in a Web Worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    playground::worker::engine_end::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This binary runs in a browser. `cargo xtask serve` opens the page.");
}
