//! `cargo xtask assets`: what must lie there before Cargo and Trunk look for it. Trunk calls it before each build.

use crate::{project, run, tools};
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// Bundles the editor, when its sources have changed, and the style sheets.
pub fn run() -> Result<(), String> {
    editor()?;
    sheets()
}

/// editor/dist/editor.js (with later.js beside it), which the page's Rust imports: it must be there before anything is compiled for WebAssembly.
pub fn editor() -> Result<(), String> {
    let editor = project::root().join("editor");
    tools::npm(&editor)?;
    let bundled = std::fs::metadata(editor.join("dist/editor.js")).and_then(|file| file.modified()).ok();
    // A bundle written again, even unchanged, would make Cargo compile the page again.
    if bundled.is_some_and(|bundled| newest(&editor).is_some_and(|newest| newest < bundled)) {
        return Ok(());
    }
    quiet(tools::npm_command().args(["run", "build"]).current_dir(&editor))
}

/// build/style.css, one sheet from style/index.css and what it imports.
fn sheets() -> Result<(), String> {
    let root = project::root();
    tools::npm(&root)?;
    let mut command = Command::new(root.join("node_modules/.bin/esbuild"));
    command
        .args(["style/index.css", "--bundle", "--outfile=build/style.css", "--log-level=warning"])
        .current_dir(&root);
    if std::env::var("TRUNK_PROFILE").as_deref() == Ok("release") {
        command.arg("--minify");
    }
    quiet(&mut command)
}

fn quiet(command: &mut Command) -> Result<(), String> {
    let (succeeded, said) = run::captured(command)?;
    if succeeded { Ok(()) } else { Err(format!("{said}\n`{}` failed; what it said stands above.", run::line(command))) }
}

/// When anything the bundle is made from was last written: all of editor/ but what is installed or made there.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let sources =
        entries.filter(|entry| !["node_modules", "dist", "dist-test"].iter().any(|made| entry.file_name() == *made));
    sources
        .filter_map(
            |entry| {
                if entry.path().is_dir() { newest(&entry.path()) } else { entry.metadata().ok()?.modified().ok() }
            },
        )
        .max()
}
