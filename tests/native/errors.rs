//! Errors as pictures: each `tests/cases/errors/*.jsonnet` is a template with carets under the place Ory reports, and
//! Ory's words behind them.
//!
//! A line of the form `#   ^^^ words` speaks of the line before it; it is a comment to the engine as well. The context
//! is `registration-after-password`.

use std::fs;

use playground::{diagnostic::Place, engine};

#[test]
fn errors_stand_where_their_carets_are() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let ctx = fs::read_to_string(format!("{cases}/ctx/registration-after-password.json")).expect("the context");
    let mut seen = 0;
    for entry in fs::read_dir(format!("{cases}/errors")).expect("the folder") {
        let path = entry.expect("an entry").path();
        let template = fs::read_to_string(&path).expect("a template");
        let picture = picture(&template).unwrap_or_else(|| panic!("{}: no carets", path.display()));
        let failure = match engine::evaluate(&template, &ctx).outcome {
            Err(failure) => failure,
            Ok(body) => panic!("{}: no error, but\n{body}", path.display()),
        };
        let span = failure.in_template().unwrap_or_else(|| panic!("{}: no place", path.display()));
        let (start, end) = (Place::of(&template, span.start), Place::of(&template, span.end));
        let width = if start.line == end.line { (end.column - start.column).max(1) } else { picture.width };
        let found = Picture { line: start.line, column: start.column, width, words: failure.words };
        assert_eq!(found, picture, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 0, "no pictures");
}

#[derive(Debug, PartialEq, Eq)]
struct Picture {
    line: usize,
    /// In UTF-8 bytes, from 1.
    column: usize,
    /// In UTF-8 bytes.
    width: usize,
    words: String,
}

/// What the carets of a template say. They stand under characters; columns count bytes.
fn picture(template: &str) -> Option<Picture> {
    let lines: Vec<&str> = template.lines().collect();
    let at = lines.iter().position(|line| line.starts_with('#') && line.contains('^'))?;
    let (above, carets) = (lines.get(at.checked_sub(1)?)?, lines[at]);
    let start = carets.chars().position(|c| c == '^')?;
    let count = carets.chars().skip(start).take_while(|&c| c == '^').count();
    let bytes = |characters: usize| above.chars().take(characters).map(char::len_utf8).sum::<usize>();
    Some(Picture {
        line: at,
        column: bytes(start) + 1,
        width: (bytes(start + count) - bytes(start)).max(1),
        words: carets.chars().skip(start + count + 1).collect(),
    })
}
