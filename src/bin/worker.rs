//! Runs the engine inside a Web Worker.
fn main() {}
