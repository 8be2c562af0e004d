//! `cargo xtask finish`: what is left to do once Trunk has put the page together. Trunk calls it after each build.

use crate::{csp, docs, editor, offline, project, split, worker};
use std::path::PathBuf;

/// Adds the docs of the checks, gives editor and worker names of their own content and lets the page's in-line scripts through its
/// policy. In a release, what the first body does not need becomes files of its own before, and the service worker is told
/// what to keep behind it.
pub fn run() -> Result<(), String> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("TRUNK_STAGING_DIR is not set: Trunk sets it when it calls this after a build.")?;
    docs::checks(&staged)?;
    let file = staged.join("index.html");
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let mut html = editor::named_by_content(&project::root(), &staged, &project::read(&file)?)?;
    if release {
        html = split::run(&staged, &html)?;
    }
    html = csp::with_hashes("index.html", &worker::named_by_content(&staged, &html)?)?;
    if release {
        html = offline::kept(&staged, &html)?;
    }
    let fetch = staged.join("fetch.html");
    let asks = csp::with_hashes("fetch.html", &project::read(&fetch)?)?;
    project::write(&fetch, asks)?;
    project::write(&file, html)
}
