//! Style sheets and `style` attributes taken apart, as a browser would (source: CSS Syntax Module Level 3): what is no
//! declaration is passed over, strings, parentheses and comments hide what stands in them. Nothing is computed from it.

use crate::diagnostic::Span;

/// One piece of a style sheet, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What it is.
    pub kind: SheetPart<'a>,
    /// Where it stands (UTF-8 bytes of the text that was read).
    pub span: Span,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetPart<'a> {
    /// `@media (…) {`, `@import …;`.
    At {
        /// Its name without the `@`, as written.
        name: &'a str,
        /// What stands between its name and its end.
        prelude: &'a str,
        /// Whether a block follows, up to its [`SheetPart::End`].
        block: bool,
    },
    /// A rule, up to its [`SheetPart::End`].
    Rule {
        /// Its selectors.
        selector: &'a str,
    },
    /// `name: value`.
    Declaration {
        /// Its property, as written.
        name: &'a str,
        /// Its value, with `!important`.
        value: &'a str,
    },
    /// The end of the innermost block.
    End,
}

/// Reads a style sheet.
pub fn sheet(text: &str) -> Vec<Piece<'_>> {
    read(text, Vec::new())
}

/// Reads what stands in a `style` attribute: its declarations.
pub fn declarations(text: &str) -> impl Iterator<Item = (&str, &str, Span)> {
    read(text, vec![Block::Declarations]).into_iter().filter_map(|piece| match piece.kind {
        SheetPart::Declaration { name, value } => Some((name, value, piece.span)),
        _ => None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Holds rules: `@media`.
    Rules,
    /// Holds declarations: a rule, `@font-face`.
    Declarations,
}

/// At-rules whose block holds declarations.
const OF_DECLARATIONS: &[&str] = &["font-face", "page", "property", "counter-style", "viewport", "-ms-viewport"];

fn read(text: &str, mut open: Vec<Block>) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let start = blanks(text, at);
        let (end, stop) = chunk(text, start);
        let said = text.get(start..end).unwrap_or_default().trim_end();
        let span = Span::new(start, start + said.len());
        let block = stop == Some(b'{');
        if let Some(name) = said.strip_prefix('@') {
            let length = name.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(name.len());
            let (name, prelude) = name.split_at(length);
            pieces.push(Piece { kind: SheetPart::At { name, prelude: prelude.trim(), block }, span });
            if block {
                let holds = OF_DECLARATIONS.iter().any(|known| name.eq_ignore_ascii_case(known));
                open.push(if holds { Block::Declarations } else { Block::Rules });
            }
        } else if block {
            pieces.push(Piece { kind: SheetPart::Rule { selector: said }, span });
            open.push(Block::Declarations);
        } else if open.last() == Some(&Block::Declarations)
            && let Some((name, value)) = said.split_once(':')
        {
            pieces.push(Piece {
                kind: SheetPart::Declaration { name: name.trim_end(), value: value.trim_start() },
                span,
            });
        }
        match stop {
            Some(b'}') if open.pop().is_some() => {
                pieces.push(Piece { kind: SheetPart::End, span: Span::new(end, end + 1) });
            }
            Some(_) => {}
            None => return pieces,
        }
        at = end + 1;
    }
}

/// The first place that is neither blank nor in a comment, nor one of the marks around old sheets (`<!--`, `-->`).
fn blanks(text: &str, mut at: usize) -> usize {
    while let Some(rest) = text.get(at..) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with("/*") {
            at = comment(text, at);
        } else if let Some(mark) = ["<!--", "-->"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            at += mark.len();
        } else {
            break;
        }
    }
    at
}

/// The place behind a comment.
fn comment(text: &str, at: usize) -> usize {
    text.get(at + 2..).and_then(|rest| rest.find("*/")).map_or(text.len(), |length| at + 2 + length + 2)
}

/// Where a chunk ends, and the `;`, `{` or `}` that ends it.
fn chunk(text: &str, start: usize) -> (usize, Option<u8>) {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut brackets = 0usize;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = comment(text, at);
                continue;
            }
            b'"' | b'\'' => at = string(bytes, at),
            b'\\' => at += 1,
            b'(' | b'[' => brackets += 1,
            b')' | b']' => brackets = brackets.saturating_sub(1),
            b';' if brackets == 0 => return (at, Some(byte)),
            b'{' | b'}' => return (at, Some(byte)),
            _ => {}
        }
        at += 1;
    }
    (text.len(), None)
}

/// The place of the quote that ends a string; it ends with its line as well.
fn string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes.get(start);
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            _ if Some(byte) == quote => return at,
            _ => {}
        }
        at += 1;
    }
    at
}
