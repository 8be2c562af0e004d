//! `cargo xtask size`: what a visitor downloads.

use crate::{project, run};
use std::process::Command;

/// Brotli at its best, as a static host compresses once; Node has it built in.
const MEASURE: &str = r#"
const { readdirSync, readFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const { brotliCompressSync } = require("node:zlib");
const root = process.argv[1];
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const rows = files.map((file) => {
  const bytes = readFileSync(file);
  return [relative(root, file), bytes.length, brotliCompressSync(bytes).length];
});
rows.sort((a, b) => b[2] - a[2]);
rows.push(["in all", rows.reduce((sum, row) => sum + row[1], 0), rows.reduce((sum, row) => sum + row[2], 0)]);
const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9) + " kB";
console.log("    plain      brotli  file");
for (const [name, plain, brotli] of rows) console.log(`${kB(plain)}${kB(brotli)}  ${name}`);
"#;

/// Prints each file of dist/, the largest download first, and the sum.
pub fn run() -> Result<(), String> {
    let dist = project::root().join("dist");
    if !dist.is_dir() {
        return Err("There is no dist/ yet: cargo xtask build makes it.".into());
    }
    run::shown(Command::new("node").args(["-e", MEASURE]).arg(&dist))
}
