//! `cargo xtask finish`: what is left to do once Trunk has put the page together. Trunk calls it after each build.

use crate::{csp, docs, offline, project, worker};
use std::path::PathBuf;

/// Adds the docs of the checks, gives the worker a name of its own content, lets the page's in-line scripts through its policy and, in a release, tells
/// the service worker what to keep.
pub fn run() -> Result<(), String> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("TRUNK_STAGING_DIR is not set: Trunk sets it when it calls this after a build.")?;
    docs::checks(&staged)?;
    let file = staged.join("index.html");
    let html = worker::named_by_content(&staged, &project::read(&file)?)?;
    let mut html = csp::with_hashes(&html)?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        html = offline::kept(&staged, &html)?;
    }
    std::fs::write(&file, html).map_err(|why| format!("{} cannot be written: {why}", file.display()))
}
