//! What may use what: the table in docs/architecture.md against every path in src/.

use super::Finding;
use super::tree::{Source, Token, Tree};
use std::collections::BTreeMap;

const PAGE: &str = "docs/architecture.md";
/// The names by which the library calls itself, inside and from the binaries.
const OURSELVES: [&str; 2] = ["crate", "playground"];

/// A module's path, as `["worker", "protocol"]`.
type Path = Vec<String>;

/// From each module of the table to those it may use.
type Table = BTreeMap<Path, Vec<Path>>;

/// Every path that no arrow allows, every module the table leaves out, every row without a module.
pub fn findings(tree: &Tree) -> Result<Vec<Finding>, String> {
    let page = tree.text(PAGE).ok_or(format!("{PAGE} is missing: it says what may use what."))?;
    let table = table(page)?;
    let mut findings = Vec::new();
    let mut seen: Vec<&Path> = Vec::new();
    for source in tree.rust() {
        let source = source?;
        let Some(module) = module(&source.file) else { continue };
        let (row, allowed) = match row(&table, &module) {
            Some((row, allowed)) => {
                seen.push(row);
                (row, allowed.as_slice())
            }
            // The file that only lists the modules of the table below it.
            None if table.keys().any(|row| row.starts_with(&module)) => (&module, &[][..]),
            None => {
                let says = format!("{} is not in the table of {PAGE}", module.join("::"));
                findings.push(Finding::new(&source.file, 1, says));
                continue;
            }
        };
        for (path, line) in paths(&source, &module) {
            let free =
                path.is_empty() || path.starts_with(row) || allowed.iter().any(|allowed| path.starts_with(allowed));
            if !free {
                let says = format!("{} may not use {} ({PAGE})", row.join("::"), path.join("::"));
                findings.push(Finding::new(&source.file, line, says));
            }
        }
    }
    for row in table.keys().filter(|row| !seen.contains(row)) {
        findings.push(Finding::new(PAGE, 1, format!("its table names {}, which has no file in src/", row.join("::"))));
    }
    Ok(findings)
}

/// Reads the Markdown table headed `module | may use`; modules stand in backticks, several to a cell.
fn table(page: &str) -> Result<Table, String> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = page.lines().skip_while(|line| cells(line) != ["module", "may use"]);
    lines.next().ok_or(format!("{PAGE} has no table headed `| module | may use |`."))?;
    let mut table = Table::new();
    for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
        let cells = cells(line);
        let quoted = |cell: usize| -> Vec<Path> {
            let text = cells.get(cell).map_or("", String::as_str);
            text.split('`').skip(1).step_by(2).map(|name| name.split("::").map(str::to_owned).collect()).collect()
        };
        for module in quoted(0) {
            table.insert(module, quoted(1));
        }
    }
    Ok(table)
}

/// The row of a module: its own, or that of the nearest module around it.
fn row<'a>(table: &'a Table, module: &Path) -> Option<(&'a Path, &'a Vec<Path>)> {
    (1..=module.len()).rev().find_map(|length| table.get_key_value(&module[..length]))
}

/// The module a file in src/ is, but for the library's own root.
fn module(file: &str) -> Option<Path> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path);
    (path != "lib").then(|| path.split('/').map(str::to_owned).collect())
}

/// Every path of ours that a file names, from the library's root, with its line.
fn paths(source: &Source, module: &Path) -> Vec<(Path, usize)> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    // Modules written inside the file move what `super` means; each is left at the bracket depth it was entered at.
    let mut inside: Vec<usize> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            "{" => {
                depth += 1;
                let opens_module = at >= 2 && tokens[at - 2].text == "mod";
                if opens_module {
                    inside.push(depth);
                }
            }
            "}" => {
                if inside.last() == Some(&depth) {
                    inside.pop();
                }
                depth -= 1;
            }
            name if OURSELVES.contains(&name) && begins_path(tokens, at) => {
                tree(tokens, at + 3, &Vec::new(), &mut found);
            }
            "super" if begins_path(tokens, at) => {
                let mut up = 1;
                while tokens.get(at + 3).is_some_and(|token| token.text == "super") && follows(tokens, at + 3) {
                    at += 3;
                    up += 1;
                }
                // Inside the file's own inner modules `super` stays in the file, or in what the file already is.
                let above = module.len() as isize + inside.len() as isize - up;
                if above >= 0 && (above as usize) < module.len() {
                    tree(tokens, at + 3, &module[..above as usize].to_vec(), &mut found);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Is this the first name of a path: followed by `::`, and not itself after one or after a `$` or a `.`?
fn begins_path(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| tokens[at].text.as_str());
    let after_separator = before == ":" && at >= 2 && tokens[at - 2].text == ":";
    follows(tokens, at) && !after_separator && before != "$"
}

/// Do two colons follow?
fn follows(tokens: &[Token], at: usize) -> bool {
    let colon = |at: usize| tokens.get(at).is_some_and(|token| token.text == ":");
    colon(at + 1) && colon(at + 2)
}

/// Collects the paths of a `use` tree, or the one path, that begins at `at`; answers where it ends.
fn tree(tokens: &[Token], mut at: usize, prefix: &Path, found: &mut Vec<(Path, usize)>) -> usize {
    let mut path = prefix.clone();
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let before = at;
                    at = tree(tokens, at, &path, found);
                    // Skips `as name` and the comma.
                    while tokens.get(at).is_some_and(|token| !matches!(token.text.as_str(), "," | "}")) {
                        at += 1;
                    }
                    if tokens.get(at).is_some_and(|token| token.text == ",") {
                        at += 1;
                    }
                    debug_assert!(at > before, "a tree has an end");
                }
                return at + 1;
            }
            "self" | "*" => {
                found.push((path, token.line));
                return at + 1;
            }
            name => path.push(name.to_owned()),
        }
        if follows(tokens, at) {
            at += 3;
        } else {
            found.push((path, token.line));
            return at + 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# House\n\n| module | may use |\n|---|---|\n| `diagnostic`, `draft` | nothing of ours |\n\
        | `engine` | `diagnostic`, `draft` |\n| `worker::protocol` | `draft` |\n\nWords.\n";

    /// What is said about `src/<file>` in a house of four modules.
    fn said(file: &str, text: &str) -> Vec<String> {
        let mut files = vec![
            (PAGE, TABLE),
            ("src/lib.rs", "pub mod draft;"),
            ("src/diagnostic.rs", ""),
            ("src/draft.rs", ""),
            ("src/engine.rs", ""),
            ("src/worker.rs", "pub mod protocol;"),
            ("src/worker/protocol.rs", ""),
        ];
        files.retain(|(name, _)| *name != file);
        files.push((file, text));
        findings(&Tree::of(&files)).expect("a table").iter().map(Finding::to_string).collect()
    }

    fn none() -> Vec<String> {
        Vec::new()
    }

    #[test]
    fn arrows_of_the_table_are_free() {
        assert_eq!(said("src/engine.rs", "use crate::draft::Draft; use crate::{diagnostic::{self, Finding}};"), none());
        assert_eq!(said("src/engine/run.rs", "use crate::engine::failure; use super::failure::Failure;"), none());
        assert_eq!(
            said("src/engine.rs", "fn f() { serde_json::from_str(\"crate::worker\") } // crate::worker"),
            none()
        );
    }

    #[test]
    fn every_other_arrow_is_found_where_it_stands() {
        let expected = ["src/draft.rs:2: draft may not use engine::run (docs/architecture.md)"];
        assert_eq!(said("src/draft.rs", "\nfn f() { crate::engine::run }"), expected);
        assert_eq!(said("src/draft.rs", "\nuse crate::{draft::Draft, engine::{run as go}};"), expected);
        assert_eq!(said("src/draft.rs", "\nuse super::engine::run;"), expected);
        assert_eq!(said("src/draft.rs", "\nmod tests { use super::super::engine::run; }"), expected);
    }

    #[test]
    fn super_is_resolved_from_where_it_stands() {
        assert_eq!(said("src/draft.rs", "mod tests { use super::*; }"), none());
        assert_eq!(said("src/worker/protocol.rs", "use super::super::draft::Draft;"), none());
        assert_eq!(
            said("src/worker/protocol.rs", "use super::super::engine;"),
            ["src/worker/protocol.rs:1: worker::protocol may not use engine (docs/architecture.md)"]
        );
        // A row stands for its whole module, but a module beside it is another one.
        assert_eq!(said("src/worker/protocol.rs", "use super::supervisor::step;").len(), 1);
    }

    #[test]
    fn the_table_and_the_sources_name_the_same_modules() {
        assert_eq!(said("src/checks.rs", ""), ["src/checks.rs:1: checks is not in the table of docs/architecture.md"]);
        let tree = Tree::of(&[
            (PAGE, TABLE),
            ("src/lib.rs", ""),
            ("src/draft.rs", ""),
            ("src/diagnostic.rs", ""),
            ("src/engine.rs", ""),
        ]);
        let said: Vec<String> = findings(&tree).expect("a table").iter().map(Finding::to_string).collect();
        assert_eq!(said, ["docs/architecture.md:1: its table names worker::protocol, which has no file in src/"]);
    }

    #[test]
    fn a_page_without_its_table_is_an_error() {
        assert!(findings(&Tree::of(&[(PAGE, "# House")])).is_err());
        assert!(findings(&Tree::of(&[])).is_err());
    }
}
