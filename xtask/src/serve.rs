//! `cargo xtask serve`: everything from a fresh machine to the open page.

use crate::{build, run, setup, tools};

/// Installs what is missing, builds, serves and opens the page; rebuilds on every change until stopped.
pub fn run(args: &[String]) -> Result<(), String> {
    let mut steps = setup::ready(setup::For::Build, 1)?;
    let (ours, theirs): (Vec<&String>, Vec<&String>) = args.iter().partition(|arg| *arg == "--no-open");
    let mut trunk_args = vec!["serve"];
    if ours.is_empty() && desktop() {
        trunk_args.push("--open");
    }
    trunk_args.extend(theirs.into_iter().map(String::as_str));
    steps.begin("the page: a first build takes about two minutes, Ctrl-C ends it");
    println!();
    run::shown(&mut build::trunk(&trunk_args))
}

/// Is there a desktop on which a browser can open?
fn desktop() -> bool {
    if cfg!(any(target_os = "macos", windows)) {
        return true;
    }
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| std::env::var_os(name).is_some());
    display && tools::has("xdg-open")
}
