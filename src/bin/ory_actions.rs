//! `ory-actions`: the same report in a terminal or a pipeline. Empty on wasm32.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    playground::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
