//! The boundary, in a real browser: one module, so that it is linked once; empty natively.
//! `cargo test --target wasm32-unknown-unknown --test web lane` runs one file of it.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod editor;
mod lane;

wasm_bindgen_test_configure!(run_in_browser);
