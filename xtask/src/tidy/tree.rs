//! The files that `tidy` looks at, and Rust as tokens with their lines.

use crate::project;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::path::Path;

/// Where the project keeps what it wrote itself.
const HOMES: [&str; 8] = ["src", "style", "xtask/src", "editor", "tests", "examples", "benches", "docs"];
/// What is made or installed there, or is data.
const SKIPPED: [&str; 6] = ["node_modules", "dist", "dist-test", "cases", "target", "package-lock.json"];
const ENDS: [&str; 7] = ["rs", "ts", "mts", "mjs", "js", "css", "md"];

/// Path from the project's folder, always with `/`, to the text.
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    /// The project as it lies there.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        for home in HOMES {
            walk(&root.join(home), home, &mut files)?;
        }
        Ok(Self(files))
    }

    /// A made-up project.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect())
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every file and its text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }

    /// The text of one file.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }

    /// Every Rust file, as tokens.
    pub fn rust(&self) -> impl Iterator<Item = Result<Source, String>> {
        self.files().filter(|(file, _)| file.ends_with(".rs")).map(|(file, text)| Source::of(file, text))
    }
}

fn walk(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let (path, name) = (entry.path(), format!("{name}/{own}"));
        if SKIPPED.contains(&own.as_str()) {
            continue;
        }
        if path.is_dir() {
            walk(&path, &name, files)?;
        } else if path.extension().is_some_and(|end| ENDS.iter().any(|known| end == *known)) {
            files.insert(name, project::read(&path)?);
        }
    }
    Ok(())
}

/// A Rust file as a flat list of tokens, without comments.
pub struct Source {
    /// Path from the project's folder.
    pub file: String,
    /// Every token, brackets included.
    pub tokens: Vec<Token>,
}

/// One token.
pub struct Token {
    /// As written; a punctuation mark is one character.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
    /// Does it stand in what a macro is given or defined by?
    pub in_macro: bool,
}

impl Source {
    /// Splits a file into tokens.
    pub fn of(file: &str, text: &str) -> Result<Self, String> {
        let stream: TokenStream = text.parse().map_err(|why| format!("{file}: not readable as Rust: {why}"))?;
        let mut tokens = Vec::new();
        flatten(stream, false, &mut tokens);
        Ok(Self { file: file.to_owned(), tokens })
    }
}

fn flatten(stream: TokenStream, in_macro: bool, tokens: &mut Vec<Token>) {
    for tree in stream {
        let span = tree.span();
        let mut push = |text: String, line: usize| tokens.push(Token { text, line, in_macro });
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::None => ("", ""),
                };
                push(open.to_owned(), group.span_open().start().line);
                let called = tokens.len() >= 2 && is_macro(&tokens[..tokens.len() - 1]);
                flatten(group.stream(), in_macro || called, tokens);
                let line = group.span_close().start().line;
                tokens.push(Token { text: close.to_owned(), line, in_macro });
            }
            other => push(other.to_string(), span.start().line),
        }
    }
}

/// Do these tokens end with `name!` or `macro_rules! name`?
fn is_macro(before: &[Token]) -> bool {
    let word = |token: &Token| token.text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    match before {
        [.., name, bang] if bang.text == "!" => word(name),
        [.., rules, bang, _] => rules.text == "macro_rules" && bang.text == "!",
        _ => false,
    }
}
