//! `cargo xtask tidy`: holds the sources against the rules of the house, so that they stay true.
//!
//! What may use what is read from the table in docs/architecture.md; the other rules stand here, one function each.

mod arrows;
mod tree;

use crate::project;
use std::fmt;
use tree::{Source, Tree};

/// Lines a view file should stay under, and those it may not pass.
const VIEW_LINES: (usize, usize) = (150, 200);

/// Something against a rule of the house.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    file: String,
    line: usize,
    says: String,
    /// Does it fail the check, or is it only told?
    fails: bool,
}

impl Finding {
    fn new(file: &str, line: usize, says: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, says: says.into(), fails: true }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, says, fails } = self;
        write!(f, "{file}:{line}: {}{says}", if *fails { "" } else { "(a hint) " })
    }
}

/// Prints what is against a rule.
pub fn run() -> Result<(), String> {
    check().map(|said| println!("{said}"))
}

/// Every finding as text: an error when one of them fails the check.
pub fn check() -> Result<String, String> {
    let tree = Tree::read(&project::root())?;
    let findings = findings(&tree)?;
    let mut said: Vec<String> = findings.iter().map(Finding::to_string).collect();
    let failing = findings.iter().filter(|finding| finding.fails).count();
    said.push(format!("tidy: {} files, {failing} against a rule", tree.len()));
    let said = said.join("\n");
    if failing == 0 { Ok(said) } else { Err(said) }
}

fn findings(tree: &Tree) -> Result<Vec<Finding>, String> {
    let mut findings = arrows::findings(tree)?;
    for source in tree.rust() {
        let source = source?;
        findings.extend(plain(&source));
        findings.extend(homes(&source));
    }
    findings.extend(unfinished(tree));
    findings.extend(views(tree));
    findings.extend(sheets(tree));
    Ok(findings)
}

/// No `unsafe`, no module whose file cannot be found by its name.
fn plain(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        let next = |ahead: usize| source.tokens.get(at + ahead).map(|token| token.text.as_str());
        let says = match (token.text.as_str(), next(1)) {
            ("unsafe", _) => "`unsafe` has no place here",
            ("path", Some("="))
                if at >= 2 && source.tokens[at - 1].text == "[" && source.tokens[at - 2].text == "#" =>
            {
                "a module's file is found by the module's name: no #[path]"
            }
            ("mod", _) if token.in_macro => "a module declared by a macro is skipped by cargo fmt",
            _ => continue,
        };
        findings.push(Finding::new(&source.file, token.line, says));
    }
    findings
}

/// The evaluator stays inside the engine; the browser stays at the edge.
fn homes(source: &Source) -> Vec<Finding> {
    let file = source.file.as_str();
    let Some(inside) = file.strip_prefix("src/") else { return Vec::new() };
    let engine = inside == "engine.rs" || inside.starts_with("engine/");
    let edge = inside == "app.rs"
        || inside == "main.rs"
        || ["app/", "bin/"].iter().any(|home| inside.starts_with(home))
        || inside.starts_with("worker/") && (inside.ends_with("_end.rs") || inside.starts_with("worker/page_end/"));
    let mut findings = Vec::new();
    for token in &source.tokens {
        let name = token.text.as_str();
        if !engine && name.starts_with("jrsonnet") {
            findings.push(Finding::new(
                file,
                token.line,
                format!("{name}: the evaluator is known to src/engine alone"),
            ));
        }
        let browser =
            ["web_sys", "js_sys", "leptos", "wasm_bindgen", "wasm_bindgen_futures", "console_error_panic_hook"];
        if !edge && (browser.contains(&name) || name.starts_with("gloo")) {
            let says = format!("{name}: the browser is known to src/app, src/worker/*_end.rs and the binaries alone");
            findings.push(Finding::new(file, token.line, says));
        }
    }
    findings
}

/// Nothing is left for later.
fn unfinished(tree: &Tree) -> Vec<Finding> {
    // Put together here, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];
    let mut findings = Vec::new();
    for (file, text) in tree.files() {
        for (line, content) in text.lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| content.contains(*mark)) {
                findings.push(Finding::new(file, line + 1, format!("unfinished: {mark}")));
            }
        }
    }
    findings
}

/// A view fits on a screen or three.
fn views(tree: &Tree) -> Vec<Finding> {
    let (should, may) = VIEW_LINES;
    let views = tree.files().filter(|(file, _)| {
        file.ends_with(".rs") && ["src/app/panels/", "src/app/parts/"].iter().any(|home| file.starts_with(home))
    });
    let long = views.filter_map(|(file, text)| {
        let lines = text.lines().count();
        let says = format!("{lines} lines; a view stays under {should}: give a part of it a file of its own");
        (lines > should).then(|| Finding { fails: lines > may, ..Finding::new(file, lines, says) })
    });
    long.collect()
}

/// Every panel has its sheet, every sheet its panel, and style/index.css knows every sheet.
fn sheets(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pairs =
        [("src/app/panels/", ".rs", "style/panels/", ".css"), ("style/panels/", ".css", "src/app/panels/", ".rs")];
    for (home, end, other_home, other_end) in pairs {
        for (file, _) in tree.files() {
            let Some(name) = file.strip_prefix(home).and_then(|name| name.strip_suffix(end)) else { continue };
            let other = format!("{other_home}{name}{other_end}");
            if !name.contains('/') && tree.text(&other).is_none() {
                findings.push(Finding::new(file, 1, format!("has no {other} beside it")));
            }
        }
    }
    let index = tree.text("style/index.css").unwrap_or_default();
    for (file, _) in tree.files().filter(|(file, _)| file.ends_with(".css") && *file != "style/index.css") {
        if file.strip_prefix("style/").is_some_and(|name| !index.contains(name)) {
            findings.push(Finding::new(file, 1, "style/index.css does not import it"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| module | may use |\n|---|---|\n| `diagnostic` | |\n";

    /// What is said about a tree of these files, as `file:line: words`.
    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let house = [("docs/architecture.md", TABLE), ("src/lib.rs", ""), ("src/diagnostic.rs", "")];
        let missing = house.into_iter().filter(|(name, _)| files.iter().all(|(given, _)| given != name));
        let files: Vec<_> = files.iter().copied().chain(missing).collect();
        findings(&Tree::of(&files)).expect("a readable tree").iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_clean_tree_has_nothing_to_say() {
        let clean = "//! Words: unsafe, path = 1, jrsonnet.\nfn f(path: u8) { let path = 2; let s = \"unsafe web_sys\"; }\nmod inner {}\n";
        assert_eq!(said(&[("src/diagnostic.rs", clean)]), Vec::<String>::new());
    }

    #[test]
    fn unsafe_and_hidden_modules_are_found_at_their_line() {
        let file = "\nfn f() { unsafe {} }\n#[path = \"x.rs\"] mod a;\nmacro_rules! m { ($n:ident) => { mod $n; } }\ncfg_if! { mod b; }\n";
        let said = said(&[("src/diagnostic.rs", file)]);
        let lines: Vec<&str> = said.iter().filter_map(|said| said.split(':').nth(1)).collect();
        assert_eq!(lines, ["2", "3", "4", "5"], "{said:#?}");
    }

    #[test]
    fn the_evaluator_and_the_browser_stay_at_home() {
        let uses = "use jrsonnet_evaluator::State;\nuse web_sys::Window;\nuse gloo_timers::future;\n";
        assert_eq!(said(&[("src/diagnostic.rs", uses)]).len(), 3);
        assert_eq!(said(&[("src/diagnostic.rs", "use serde::Serialize;")]).len(), 0);
        let home = |file: &str, uses: &str| homes(&Source::of(file, uses).expect("Rust")).len();
        assert_eq!(home("src/engine/run.rs", "use jrsonnet_evaluator::State;"), 0);
        assert_eq!(home("src/engine/run.rs", "use js_sys::Date;"), 1);
        assert_eq!(home("src/worker/page_end.rs", "use web_sys::Worker;"), 0);
        assert_eq!(home("src/worker/protocol.rs", "use web_sys::Worker;"), 1);
        assert_eq!(home("src/app/page.rs", "use leptos::prelude::*; use jrsonnet_lexer::lex;"), 1);
        assert_eq!(home("xtask/src/main.rs", "use jrsonnet_lexer::lex;"), 0);
    }

    #[test]
    fn what_is_left_for_later_is_found() {
        let later = format!("fn f() {{}} // {}: later\n", concat!("TO", "DO"));
        assert_eq!(said(&[("editor/src/index.ts", later.as_str())]).len(), 1);
        assert_eq!(said(&[("tests/e2e/a.spec.ts", "// Todos is a word")]).len(), 0);
    }

    #[test]
    fn a_long_view_is_told_and_a_very_long_one_fails() {
        let view = |lines: usize| {
            let text = "//! x\n".repeat(lines);
            views(&Tree::of(&[("src/app/parts/button.rs", text.as_str())])).iter().map(|f| f.fails).collect::<Vec<_>>()
        };
        assert_eq!(view(150), []);
        assert_eq!(view(151), [false]);
        assert_eq!(view(201), [true]);
    }

    #[test]
    fn panels_and_sheets_go_in_pairs() {
        let index = ("style/index.css", "@import \"panels/body.css\"; @import \"panels/left.css\";");
        let sheet = |name| (name, "");
        let tree = [
            index,
            sheet("style/panels/body.css"),
            sheet("style/panels/left.css"),
            sheet("src/app/panels/body.rs"),
            sheet("src/app/panels/mail.rs"),
            sheet("style/base.css"),
        ];
        let said: Vec<String> = sheets(&Tree::of(&tree)).iter().map(Finding::to_string).collect();
        assert_eq!(
            said,
            [
                "src/app/panels/mail.rs:1: has no style/panels/mail.css beside it",
                "style/panels/left.css:1: has no src/app/panels/left.rs beside it",
                "style/base.css:1: style/index.css does not import it",
            ]
        );
    }
}
