//! What edits change of a text, line by line, to be looked at before they are made.

use serde::Serialize;

use super::{
    edit::Edit,
    span::{Document, Place, Span},
};

/// Of the unchanged text beside a change in its line, so many characters are kept.
const BESIDE: usize = 40;
/// A changed stretch that is longer is shortened in its middle.
const LONGEST: usize = 400;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It goes.
    Removed,
    /// It comes.
    Added,
}

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Its text; what is left out of a long one is `…`.
    pub text: String,
    /// Whether it goes or comes; else it stays as it is.
    pub changed: bool,
}

/// A line that goes or comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which of the two.
    pub mark: Mark,
    /// Its text, without the indentation that all lines beside it have.
    pub pieces: Vec<Piece>,
}

/// Lines that change together: first those that go, then those that come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hunk {
    /// The text they are of.
    pub document: Document,
    /// Where they stand, counted from 1 in the text before.
    pub first: usize,
    /// The lines.
    pub lines: Vec<Line>,
}

/// What edits change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Stretches of lines, in reading order, the template's first.
    pub hunks: Vec<Hunk>,
    /// How many lines more there are than are shown.
    pub more: usize,
}

/// What `edits` change of the texts that `text_of` gives, at most so many lines of it. Edits that do not fit or overlap
/// change nothing.
pub fn changes<'t>(text_of: impl Fn(Document) -> &'t str, edits: &[Edit], most: usize) -> Changes {
    let mut found = Changes::default();
    let mut left = most;
    for document in [Document::Template, Document::Ctx] {
        for mut hunk in hunks(text_of(document), document, edits) {
            found.more += hunk.lines.len().saturating_sub(left);
            hunk.lines.truncate(left);
            left -= hunk.lines.len();
            if !hunk.lines.is_empty() {
                found.hunks.push(hunk);
            }
        }
    }
    found
}

/// What changes line by line, as pairs of a line before and a line after: an empty one is none. Nothing where no pair
/// differs.
pub fn of_lines(document: Document, pairs: impl Iterator<Item = (String, String)>) -> Option<Hunk> {
    let line = |mark: Mark, text: String| {
        (!text.is_empty()).then(|| Line { mark, pieces: vec![Piece { text, changed: false }] })
    };
    let differ = pairs.filter(|(before, after)| before != after);
    let lines: Vec<Line> =
        differ.flat_map(|(before, after)| [line(Mark::Removed, before), line(Mark::Added, after)]).flatten().collect();
    (!lines.is_empty()).then_some(Hunk { document, first: 1, lines })
}

fn hunks(text: &str, document: Document, edits: &[Edit]) -> Vec<Hunk> {
    let mut edits: Vec<&Edit> = edits.iter().filter(|edit| edit.document == document).collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let fit = edits.iter().all(|edit| text.get(edit.span.start..edit.span.end).is_some());
    let apart = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    if !fit || !apart {
        return Vec::new();
    }
    let mut groups: Vec<(Span, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let start = text[..edit.span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[edit.span.end..].find('\n').map_or(text.len(), |at| edit.span.end + at);
        match groups.last_mut() {
            Some((lines, group)) if start <= lines.end => {
                lines.end = lines.end.max(end);
                group.push(edit);
            }
            _ => groups.push((Span::new(start, end), vec![edit])),
        }
    }
    groups.into_iter().filter_map(|(lines, group)| hunk(text, document, lines, &group)).collect()
}

/// The lines of a stretch before and after its edits.
fn hunk(text: &str, document: Document, stretch: Span, edits: &[&Edit]) -> Option<Hunk> {
    let (mut before, mut after): (Vec<Piece>, Vec<Piece>) = (Vec::new(), Vec::new());
    let mut at = stretch.start;
    let stays = |span: Span, before: &mut Vec<Piece>, after: &mut Vec<Piece>| {
        let piece = Piece { text: span.of(text).to_owned(), changed: false };
        before.push(piece.clone());
        after.push(piece);
    };
    for edit in edits {
        let old = edit.span.of(text);
        let (head, tail) = common(old, &edit.text);
        let (start, end) = (edit.span.start + head, edit.span.end - tail);
        stays(Span::new(at, start), &mut before, &mut after);
        before.push(Piece { text: old[head..old.len() - tail].to_owned(), changed: true });
        after.push(Piece { text: edit.text[head..edit.text.len() - tail].to_owned(), changed: true });
        at = end;
    }
    stays(Span::new(at, stretch.end), &mut before, &mut after);
    let (mut before, mut after) = (lines(before), lines(after));
    while before.last().is_some_and(|line| after.last().is_some_and(|other| whole(line) == whole(other))) {
        before.pop();
        after.pop();
    }
    let same = before.iter().zip(&after).take_while(|(line, other)| whole(line) == whole(other)).count();
    before.drain(..same);
    after.drain(..same);
    let removed = before.into_iter().map(|pieces| Line { mark: Mark::Removed, pieces });
    let mut lines: Vec<Line> =
        removed.chain(after.into_iter().map(|p| Line { mark: Mark::Added, pieces: p })).collect();
    let indents = lines.iter().map(|line| whole(&line.pieces)).filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start_matches([' ', '\t']).len()).min().unwrap_or(0);
    for line in &mut lines {
        dedent(&mut line.pieces, indent);
        shorten(&mut line.pieces);
        // Of a line that is new as a whole, no part stands out.
        let whole = line.pieces.iter().all(|piece| piece.changed);
        line.pieces.iter_mut().filter(|_| whole).for_each(|piece| piece.changed = false);
    }
    let first = Place::of(text, stretch.start).line + same;
    (!lines.is_empty()).then_some(Hunk { document, first, lines })
}

/// How many bytes two texts have in common at the beginning, and of what is left, at the end.
fn common(old: &str, new: &str) -> (usize, usize) {
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    (head, tail)
}

fn lines(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut lines: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        for (at, part) in piece.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let part = part.strip_suffix('\r').unwrap_or(part);
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Piece { text: part.to_owned(), changed: piece.changed });
            }
        }
    }
    lines
}

fn whole(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn dedent(pieces: &mut Vec<Piece>, indent: usize) {
    let mut left = indent;
    for piece in pieces.iter_mut() {
        let cut = left.min(piece.text.len() - piece.text.trim_start_matches([' ', '\t']).len());
        piece.text.drain(..cut);
        left -= cut;
        if left == 0 || !piece.text.is_empty() {
            break;
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

fn shorten(pieces: &mut [Piece]) {
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter_mut().enumerate() {
        let (head, tail) = match piece.changed {
            true => (LONGEST / 2, LONGEST / 2),
            // The beginning of a line says what it is about.
            false if at == 0 => (BESIDE / 2, BESIDE),
            false if at == last => (BESIDE, 0),
            false => (BESIDE, BESIDE),
        };
        let count = piece.text.chars().count();
        // Not for the sake of a character or two.
        if count > head + tail + 8 {
            let from = |skipped: usize| piece.text.char_indices().nth(skipped).map_or(piece.text.len(), |(at, _)| at);
            piece.text = format!("{}…{}", &piece.text[..from(head)], &piece.text[from(count - tail)..]);
        }
    }
}
