//! Where something stands in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The text a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The Jsonnet template.
    Template,
    /// The JSON context, `ctx`.
    Ctx,
    /// The `web_hook` action and where it is placed.
    Action,
}

/// A range of UTF-8 byte offsets, end exclusive; empty when it marks a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers; empty when it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column as go-jsonnet prints them: both 1-based, the column counted in UTF-8 bytes
/// (measured: after `"🦀"` a column stands 3 further than in code points).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in UTF-8 bytes.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset; an offset past the end is taken as the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        Self { line: before.iter().filter(|&&byte| byte == b'\n').count() + 1, column: before.len() - line_start + 1 }
    }

    /// The byte offset of this place; past a line's end it is the end of that line.
    pub fn offset(self, text: &str) -> usize {
        let mut start = 0;
        for line in text.split_inclusive('\n').take(self.line.saturating_sub(1)) {
            start += line.len();
        }
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        start + (self.column.saturating_sub(1)).min(length)
    }
}

/// The UTF-16 offset of a UTF-8 one, for the editor, which counts as JavaScript does.
/// An offset inside a character is taken as its beginning, one past the end as the end.
pub fn utf16_offset(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    text[..offset].encode_utf16().count()
}

/// The UTF-8 offset of a UTF-16 one, as an editor counts; inside a character it is the end of that, past the end the end.
pub fn utf8_offset(text: &str, utf16: usize) -> usize {
    let mut seen = 0;
    for (at, character) in text.char_indices() {
        if seen >= utf16 {
            return at;
        }
        seen += character.len_utf16();
    }
    text.len()
}
