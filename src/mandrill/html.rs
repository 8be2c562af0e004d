//! HTML taken apart: what a tokenizer reads in it, each piece with its place.
//!
//! No tree is built: the checks look at single tags, and the frame is written anew from the pieces ([`super::frame`]), so
//! nothing depends on how a browser would nest them.

use std::collections::HashMap;

use html5gum::{DefaultEmitter, Spanned, StartTag, Token, Tokenizer};

use crate::diagnostic::Span;

/// One piece, with its place in the html (UTF-8 bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it stands.
    pub span: Span,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// `<a href="…">`; names in small letters, values with their character references read.
    Open(Tag),
    /// `</a>`.
    Close(String),
    /// Text, its character references read; within `style` and `script` their content.
    Text(String),
    /// `<!-- … -->`.
    Comment(String),
    /// `<!doctype html>`.
    Doctype,
}

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its attributes, in the order of their names; of two with the same name the first counts.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty when it has none.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Elements without content, so without an end tag (source: HTML standard, void elements).
pub const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose content no reader sees.
pub const UNSEEN: &[&str] =
    &["style", "script", "title", "head", "template", "noscript", "noembed", "noframes", "iframe"];

/// Reads a text.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter)
        // A text in memory cannot fail to be read.
        .filter_map(Result::ok)
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(Piece { span: span(tag.span), kind: PieceKind::Open(opened(tag)) }),
            Token::EndTag(tag) => Some(Piece { span: span(tag.span), kind: PieceKind::Close(text(&tag.name)) }),
            Token::String(Spanned { value, span: at }) => {
                Some(Piece { kind: PieceKind::Text(text(&value)), span: span(at) })
            }
            Token::Comment(Spanned { value, span: at }) => {
                Some(Piece { kind: PieceKind::Comment(text(&value)), span: span(at) })
            }
            Token::Doctype(doctype) => Some(Piece { kind: PieceKind::Doctype, span: span(doctype.span) }),
            Token::Error(_) => None,
        })
        .collect()
}

fn opened(tag: StartTag<usize>) -> Tag {
    let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
    Tag { name: text(&tag.name), attributes }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn span(span: html5gum::Span<usize>) -> Span {
    Span::new(span.start, span.end)
}

/// Whether the start tag of `next` ends an open `top` whose end tag is left out (source: HTML standard, optional tags).
pub fn ends(top: &str, next: &str) -> bool {
    match top {
        "p" => {
            !INLINE.contains(&next) && !VOID.contains(&next) && !matches!(next, "button" | "object" | "label" | "svg")
                || next == "hr"
        }
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot"),
        "tbody" | "thead" => matches!(next, "tbody" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        _ => false,
    }
}

/// The elements that are open while an html is walked through, whose tags need not fit each other. Whatever the nesting,
/// the whole walk takes time in proportion to the number of tags.
#[derive(Debug)]
pub struct Open<'a, T> {
    elements: Vec<(&'a str, T)>,
    counts: HashMap<&'a str, usize>,
}

impl<T> Default for Open<'_, T> {
    fn default() -> Self {
        Self { elements: Vec::new(), counts: HashMap::new() }
    }
}

impl<'a, T> Open<'a, T> {
    /// Opens an element, with what is known of it.
    pub fn open(&mut self, name: &'a str, known: T) {
        *self.counts.entry(name).or_default() += 1;
        self.elements.push((name, known));
    }

    /// Closes an element: itself, last, and before it those that were left open in it; none when no such element is open.
    pub fn close(&mut self, name: &str) -> Option<Vec<(&'a str, T)>> {
        if self.counts.get(name).is_none_or(|&count| count == 0) {
            return None;
        }
        let mut closed = Vec::new();
        while let Some((top, known)) = self.pop() {
            closed.push((top, known));
            if top == name {
                break;
            }
        }
        Some(closed)
    }

    /// Closes the innermost.
    pub fn pop(&mut self) -> Option<(&'a str, T)> {
        let (name, known) = self.elements.pop()?;
        if let Some(count) = self.counts.get_mut(name) {
            *count -= 1;
        }
        Some((name, known))
    }

    /// The innermost.
    pub fn top(&self) -> Option<&(&'a str, T)> {
        self.elements.last()
    }
}

/// What a reader sees of it as running text: white space collapsed, blocks apart.
pub fn visible(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut unseen: Option<&str> = None;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Open(tag) if unseen.is_none() && UNSEEN.contains(&tag.name.as_str()) && tag.name != "head" => {
                unseen = Some(&tag.name);
            }
            PieceKind::Close(name) if unseen == Some(name.as_str()) => unseen = None,
            PieceKind::Text(text) if unseen.is_none() => out.push_str(text),
            PieceKind::Open(Tag { name, .. }) | PieceKind::Close(name) if !INLINE.contains(&name.as_str()) => {
                out.push(' ')
            }
            _ => {}
        }
    }
    let letters = |letter: char| !is_filler(letter);
    out.split_whitespace().map(|word| word.chars().filter(|letter| letters(*letter)).collect::<String>()).fold(
        String::new(),
        |mut all, word| {
            if !all.is_empty() && !word.is_empty() {
                all.push(' ');
            }
            all + &word
        },
    )
}

/// Letters that take no room, with which mails fill their preview.
pub fn is_filler(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Elements that stand in a line of text.
pub const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
