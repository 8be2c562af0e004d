//! `cargo xtask size`: what a visitor downloads, against what it may cost.

use crate::{project, run};
use std::process::Command;

/// What each file may cost, in bytes as brotli sends it, and whether the first body waits for it. The hashes in their
/// names are left out.
const BUDGET: &[(&str, usize, Needed)] = &[
    ("index.html", 3_000, Needed::First),
    ("style.css", 9_000, Needed::First),
    ("ory-actions-playground.js", 11_000, Needed::First),
    ("ory-actions-playground_bg.wasm", 243_000, Needed::First),
    ("snippets/ory-actions-playground/editor/dist/editor.js", 101_000, Needed::First),
    ("worker/worker_loader.js", 300, Needed::First),
    ("worker/worker.js", 5_500, Needed::First),
    ("worker/worker_bg.wasm", 207_000, Needed::First),
    ("ory-actions-playground_second.wasm", 170_000, Needed::Later),
    ("ory-actions-playground_later.wasm", 410_000, Needed::Later),
    ("worker/worker_second.wasm", 76_000, Needed::Later),
    ("worker/worker_later.wasm", 310_000, Needed::Later),
    ("snippets/ory-actions-playground/editor/dist/later.js", 37_000, Needed::Later),
    ("checks.html", 20_000, Needed::Later),
    ("caniemail.json", 18_000, Needed::Later),
    ("sw.js", 2_000, Needed::Later),
    ("fetch.html", 1_500, Needed::Later),
    ("manifest.webmanifest", 500, Needed::Later),
    ("icons/icon.svg", 500, Needed::Later),
    ("icons/icon-192.png", 7_000, Needed::Later),
    ("icons/icon-512.png", 20_000, Needed::Later),
    ("icons/icon-maskable-192.png", 4_500, Needed::Later),
    ("icons/icon-maskable-512.png", 11_000, Needed::Later),
    ("icons/apple-touch-icon.png", 4_500, Needed::Later),
];

/// What all files together may cost that the first body waits for.
const FIRST_BODY: usize = 580_000;

/// When a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needed {
    /// Before the first body is shown.
    First,
    /// On demand, or beside it.
    Later,
}

/// Brotli at its best, as a static host compresses once; Node has it built in.
const MEASURE: &str = r#"
const { readdirSync, readFileSync } = require("node:fs");
const { join, relative, sep } = require("node:path");
const { brotliCompressSync } = require("node:zlib");
const root = process.argv[1];
const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const entry of files) {
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(file);
  console.log([bytes.length, brotliCompressSync(bytes).length, relative(root, file).split(sep).join("/")].join(" "));
}
"#;

/// A file of dist/ and its sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    name: String,
    plain: usize,
    brotli: usize,
}

/// Prints each file of dist/, the largest download first, with its budget; an error names each that is above it.
pub fn run() -> Result<(), String> {
    let (said, over) = check()?;
    println!("{said}");
    if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
}

/// The table, and what is over its budget.
pub fn check() -> Result<(String, Vec<String>), String> {
    let dist = project::root().join("dist");
    if !dist.is_dir() {
        return Err("There is no dist/ yet: cargo xtask build makes it.".into());
    }
    let (succeeded, said) = run::captured(Command::new("node").args(["-e", MEASURE]).arg(&dist))?;
    if !succeeded {
        return Err(said);
    }
    Ok(held_against(said.lines().filter_map(file).collect()))
}

/// A line of what the measuring prints.
fn file(line: &str) -> Option<File> {
    let mut parts = line.splitn(3, ' ');
    let plain = parts.next()?.parse().ok()?;
    let brotli = parts.next()?.parse().ok()?;
    Some(File { plain, brotli, name: parts.next()?.to_owned() })
}

fn held_against(mut files: Vec<File>) -> (String, Vec<String>) {
    files.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    let mut said = "    plain      brotli      budget  file\n".to_owned();
    let mut over = Vec::new();
    let mut first = [0; 2];
    let mut all = [0; 2];
    for File { name, plain, brotli } in &files {
        let known = BUDGET.iter().find(|(known, ..)| *known == unhashed(name));
        let (budget, needed) = known.map_or((None, Needed::First), |(_, budget, needed)| (Some(*budget), *needed));
        match budget {
            None => over.push(format!("{name} has no budget yet: say in xtask/src/size.rs what it may cost.")),
            Some(budget) if *brotli > budget => {
                over.push(format!("{name} is {brotli} bytes as brotli, {} above its budget.", brotli - budget));
            }
            Some(_) => {}
        }
        let later = if needed == Needed::Later { " (not before the first body)" } else { "" };
        said += &row(*plain, *brotli, budget, &format!("{name}{later}"));
        all = [all[0] + plain, all[1] + brotli];
        if needed == Needed::First {
            first = [first[0] + plain, first[1] + brotli];
        }
    }
    said += &row(first[0], first[1], Some(FIRST_BODY), "to the first body");
    said += &row(all[0], all[1], None, "in all");
    if first[1] > FIRST_BODY {
        let above = first[1] - FIRST_BODY;
        over.push(format!("To the first body it takes {} bytes as brotli, {above} above the budget.", first[1]));
    }
    (said, over)
}

fn row(plain: usize, brotli: usize, budget: Option<usize>, name: &str) -> String {
    let kb = |bytes: usize| format!("{:>9.1} kB", bytes as f64 / 1000.0);
    let budget = budget.map_or_else(|| " ".repeat(12), kb);
    format!("{}{}{budget}  {name}\n", kb(plain), kb(brotli))
}

/// A path without the hashes of its content: `worker-0123456789abcdef/worker.js` is `worker/worker.js`. A hash is a number in
/// hexadecimal digits, and Trunk leaves out the noughts it begins with.
fn unhashed(path: &str) -> String {
    const HASH: std::ops::RangeInclusive<usize> = 12..=16;
    let mut name = path.to_owned();
    let mut from = 0;
    while let Some(at) = name[from..].find('-').map(|at| from + at) {
        let digits = name[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        if HASH.contains(&digits) {
            name.replace_range(at..at + 1 + digits, "");
            from = at;
        } else {
            from = at + 1;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, brotli: usize) -> File {
        File { name: name.to_owned(), plain: 2 * brotli, brotli }
    }

    #[test]
    fn hashes_are_left_out_of_names() {
        assert_eq!(unhashed("worker-7dab3cbc9d0dd6c5/worker_bg.wasm"), "worker/worker_bg.wasm");
        assert_eq!(unhashed("ory-actions-playground-422197d112277fe8_bg.wasm"), "ory-actions-playground_bg.wasm");
        assert_eq!(unhashed("ory-actions-playground.js"), "ory-actions-playground.js");
        assert_eq!(unhashed("style-44c75ad1b4964bb.css"), "style.css");
        assert_eq!(unhashed("icons/icon-maskable-192.png"), "icons/icon-maskable-192.png");
    }

    #[test]
    fn what_is_above_its_budget_or_has_none_is_named() {
        let (said, over) = held_against(vec![of("index.html", 3_001), of("new-422197d112277fe8.js", 1)]);
        assert!(said.contains("3.0 kB  index.html"), "{said}");
        assert_eq!(over.len(), 2, "{over:?}");
        assert!(over[0].contains("index.html is 3001 bytes as brotli, 1 above"), "{over:?}");
        assert!(over[1].contains("no budget yet"), "{over:?}");
    }

    #[test]
    fn files_within_their_budgets_may_be_too_much_together() {
        let files: Vec<File> = BUDGET.iter().map(|(name, budget, _)| of(name, *budget)).collect();
        let sum: usize = BUDGET.iter().filter(|row| row.2 == Needed::First).map(|row| row.1).sum();
        let (_, over) = held_against(files);
        assert_eq!(over.len(), usize::from(sum > FIRST_BODY), "{over:?}");
    }

    #[test]
    fn what_comes_later_does_not_count_to_the_first_body() {
        let (said, over) = held_against(vec![of("index.html", 100), of("icons/icon.svg", 300)]);
        assert!(over.is_empty(), "{over:?}");
        assert!(said.contains(&row(200, 100, Some(FIRST_BODY), "to the first body")), "{said}");
    }
}
