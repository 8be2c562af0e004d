//! Tokens of a text that may be broken: whatever does not fit is skipped or ends at its line, so that half-typed code
//! can be read around the place where it is half-typed.

use super::lexer::{self, TokenKind};
use crate::diagnostic::Span;

/// A token of a text that may be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is; for a string that does not end, what it would be.
    pub kind: TokenKind,
    /// Where, quotes included.
    pub span: Span,
}

/// All tokens, ending with one for the end of the text; comments are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    // Where some string is not closed, none may go over its line: else the next one's beginning would close it.
    read(text, lexer::lex(text).is_ok())
}

/// The same, with no string going over its line.
pub fn tokens_by_line(text: &str) -> Vec<Token> {
    read(text, false)
}

fn read(text: &str, lines: bool) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = match first {
            '#' => (None, line(rest)),
            '/' if rest.starts_with("//") => (None, line(rest)),
            '/' if rest.starts_with("/*") => (None, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '|' if rest.starts_with("|||") => (Some(TokenKind::StringBlock), block(rest)),
            '"' => (Some(TokenKind::StringDouble), string(rest, '"', lines)),
            '\'' => (Some(TokenKind::StringSingle), string(rest, '\'', lines)),
            '@' if rest.starts_with("@\"") => (Some(TokenKind::VerbatimDouble), verbatim(rest, '"')),
            '@' if rest.starts_with("@'") => (Some(TokenKind::VerbatimSingle), verbatim(rest, '\'')),
            '0'..='9' => (Some(TokenKind::Number), number(rest)),
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                (Some(TokenKind::of_word(&rest[..length])), length)
            }
            _ => match single(first) {
                Some(kind) => (Some(kind), 1),
                None if is_symbol(first) => (Some(TokenKind::Operator), operator(rest)),
                None => (None, first.len_utf8()),
            },
        };
        if let Some(kind) = kind {
            found.push(Token { kind, span: Span::new(at, at + length) });
        }
        at += length;
    }
    found.push(Token { kind: TokenKind::EndOfFile, span: Span::new(text.len(), text.len()) });
    found
}

/// The comment or string that `offset` is inside of, strictly: not at its edges, except at the end of one that is not
/// closed.
pub fn comment_at(text: &str, offset: usize) -> bool {
    let tokens = tokens(text);
    let behind = |token: &&Token| token.kind != TokenKind::EndOfFile && token.span.end <= offset;
    let before = tokens.iter().rev().find(behind).map_or(0, |token| token.span.end);
    if tokens.iter().any(|token| token.span.start < offset && offset < token.span.end) {
        return false;
    }
    let Some(gap) = text.get(before..offset) else { return false };
    let mut rest = gap;
    loop {
        let Some(start) = ["#", "//", "/*"].iter().filter_map(|mark| rest.find(mark)).min() else { return false };
        rest = &rest[start..];
        let end = if rest.starts_with("/*") { rest.find("*/").map(|end| end + 2) } else { rest.find('\n') };
        match end {
            Some(end) => rest = &rest[end..],
            None => return true,
        }
    }
}

/// Whether a word may be used as a name.
pub fn is_name(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && word.chars().all(is_word)
        && TokenKind::of_word(word) == TokenKind::Identifier
}

/// Whether a character may stand in a name.
pub fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn is_symbol(character: char) -> bool {
    "!$:~+-&|^=<>*/%".contains(character)
}

fn single(first: char) -> Option<TokenKind> {
    Some(match first {
        '{' => TokenKind::BraceL,
        '}' => TokenKind::BraceR,
        '[' => TokenKind::BracketL,
        ']' => TokenKind::BracketR,
        ',' => TokenKind::Comma,
        '.' => TokenKind::Dot,
        '(' => TokenKind::ParenL,
        ')' => TokenKind::ParenR,
        ';' => TokenKind::Semicolon,
        '$' => TokenKind::Dollar,
        _ => return None,
    })
}

fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn number(rest: &str) -> usize {
    let mut length = 0;
    let bytes = rest.as_bytes();
    while let Some(&byte) = bytes.get(length) {
        let sign = matches!(byte, b'+' | b'-') && matches!(bytes.get(length.wrapping_sub(1)), Some(b'e' | b'E'));
        let dot = byte == b'.' && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        let exponent =
            matches!(byte, b'e' | b'E') && bytes.get(length + 1).is_some_and(|next| !next.is_ascii_alphabetic());
        if !(byte.is_ascii_digit() || sign || dot || exponent) {
            break;
        }
        length += 1;
    }
    length
}

/// A string that is not closed ends at its line, so that the lines after it are still code.
fn string(rest: &str, quote: char, lines: bool) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            '\n' if !lines => break,
            _ => {}
        }
    }
    line(rest)
}

fn verbatim(rest: &str, quote: char) -> usize {
    let mut at = 2;
    while let Some(found) = rest[at..].find(quote) {
        at += found + 1;
        if !rest[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    line(rest)
}

/// A text block ends at the first line that begins with less than the first line's indent.
fn block(rest: &str) -> usize {
    let Some(first_line) = rest.find('\n') else { return rest.len() };
    let body = &rest[first_line + 1..];
    let first = body.split('\n').find(|line| !line.trim_end_matches('\r').is_empty()).unwrap_or("");
    let indent = &first[..first.len() - first.trim_start_matches([' ', '\t']).len()];
    if indent.is_empty() {
        return first_line;
    }
    let mut at = first_line + 1;
    for line in body.split_inclusive('\n') {
        let is_blank = line.trim_end_matches(['\n', '\r']).is_empty();
        if !is_blank && !line.starts_with(indent) {
            let trimmed = line.trim_start_matches([' ', '\t']);
            let closing = if trimmed.starts_with("|||") { line.len() - trimmed.len() + 3 } else { 0 };
            return at + closing;
        }
        at += line.len();
    }
    rest.len()
}

/// As the engine's own lexer: a slash or two bars end an operator, and one that ends with `+`, `-`, `~`, `!` or `$` is
/// wound back to its first character.
fn operator(rest: &str) -> usize {
    let mut length = 1;
    while rest[length..].starts_with(is_symbol) && !rest[length..].starts_with('/') && !rest[length..].starts_with("||")
    {
        length += 1;
    }
    if rest[..length].ends_with(['+', '-', '~', '!', '$']) { 1 } else { length }
}
