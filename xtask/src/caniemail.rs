//! `cargo xtask caniemail FOLDER`: writes what mail clients support (`public/caniemail.json`) from the npm package
//! `caniemail`, unpacked in a folder (`npm pack caniemail && tar xzf caniemail-*.tgz`). To be run when its data is newer.

use std::process::Command;

use crate::project;

const SCRIPT: &str = include_str!("caniemail.mjs");
const TO: &str = "public/caniemail.json";

/// Writes it.
pub fn run(folder: &str) -> Result<(), String> {
    let output = Command::new("node")
        .args(["--input-type=module", "-e", SCRIPT, "--", folder])
        .output()
        .map_err(|why| format!("node cannot be run: {why}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    std::fs::write(project::root().join(TO), output.stdout).map_err(|why| format!("{TO} cannot be written: {why}"))?;
    println!("{TO} written");
    Ok(())
}
