//! Mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    playground::app::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This binary runs in a browser. `cargo xtask serve` opens the page.");
}
