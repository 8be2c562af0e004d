//! How the texts have changed, revision by revision: a place found in an older text is carried into the present one, or
//! it is known to be gone.

use std::collections::VecDeque;

use crate::{
    diagnostic::{Edit, Span},
    draft::Revision,
};

/// So many changes are remembered; a place that is older is refused.
const REMEMBERED: usize = 1000;

/// A stretch of a text and how many bytes stand in its place now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Splice {
    /// What was replaced, in the text before.
    pub span: Span,
    /// How long the new stretch is, in bytes.
    pub len: usize,
}

/// Changes that were made at once, in reading order and apart from each other.
type Step = Vec<Splice>;

/// What a text has gone through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    steps: VecDeque<(Revision, Step)>,
    forgotten: Revision,
}

impl Log {
    /// Notes what led to a revision.
    pub fn note(&mut self, revision: Revision, step: Step) {
        self.steps.push_back((revision, step));
        if self.steps.len() > REMEMBERED
            && let Some((revision, _)) = self.steps.pop_front()
        {
            self.forgotten = revision;
        }
    }

    /// A span found at `revision` in the present text; none when something was changed in it or right beside it since.
    pub fn carry(&self, revision: Revision, span: Span) -> Option<Span> {
        if revision < self.forgotten {
            return None;
        }
        self.since(revision).try_fold(span, |span, step| through(step, span))
    }

    /// Where a span found at `revision` is now, or the point nearest to it that is left.
    pub fn nearest(&self, revision: Revision, span: Span) -> Span {
        self.since(revision).fold(span, |span, step| through(step, span).unwrap_or_else(|| nearest(step, span.start)))
    }

    fn since(&self, revision: Revision) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |(made, _)| *made > revision).map(|(_, step)| step)
    }
}

fn through(step: &Step, span: Span) -> Option<Span> {
    let touches = |splice: &Splice| splice.span.end >= span.start && splice.span.start <= span.end;
    if step.iter().any(touches) {
        return None;
    }
    let before = step.iter().filter(|splice| splice.span.end < span.start);
    let (added, removed) = before
        .fold((0, 0), |(added, removed), splice| (added + splice.len, removed + (splice.span.end - splice.span.start)));
    let moved = |offset: usize| (offset + added).saturating_sub(removed);
    Some(Span::new(moved(span.start), moved(span.end)))
}

fn nearest(step: &Step, offset: usize) -> Span {
    let mut at = offset;
    let mut shift = 0isize;
    for splice in step.iter().filter(|splice| splice.span.start <= offset) {
        if splice.span.end > offset {
            at = splice.span.start;
        } else {
            shift += splice.len as isize - (splice.span.end - splice.span.start) as isize;
        }
    }
    let at = at.saturating_add_signed(shift);
    Span::new(at, at)
}

/// Where a stretch is after changes, with what was put in it and at its ends; none when all of it is gone.
pub fn follow(step: &[Splice], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let ((from, gone), (to, gone_too)) = (moved(step, start, false), moved(step, end, true));
    (from < to && !(gone && gone_too)).then_some((from, to))
}

/// Where an offset is after changes, before or behind what was put right there, and whether what was on both sides of it is
/// gone: as CodeMirror maps positions.
fn moved(step: &[Splice], offset: usize, behind: bool) -> (usize, bool) {
    let mut shift = 0isize;
    for Splice { span, len } in step.iter().filter(|splice| splice.span.start <= offset) {
        let start = span.start.saturating_add_signed(shift);
        let is_inside = span.end > offset || (span.end == offset && span.start == offset && !behind);
        if is_inside {
            let at = if behind && span.start < offset { start + len } else { start };
            return (at, span.start < offset);
        }
        shift += *len as isize - (span.end - span.start) as isize;
    }
    (offset.saturating_add_signed(shift), false)
}

/// What differs between two texts, as one splice; nothing when they are the same.
pub fn difference(old: &str, new: &str) -> Vec<Splice> {
    if old == new {
        return Vec::new();
    }
    let mut start = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let rest = (old.len() - start).min(new.len() - start);
    let tails = old.bytes().rev().zip(new.bytes().rev());
    let mut tail = tails.take(rest).take_while(|(one, other)| one == other).count();
    while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
        tail -= 1;
    }
    vec![Splice { span: Span::new(start, old.len() - tail), len: new.len() - tail - start }]
}

/// Edits of one text in reading order; none when one does not fit the text or overlaps another.
pub fn in_order(text: &str, edits: &[Edit]) -> Option<Vec<Edit>> {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let fit = edits.iter().all(|edit| text.get(edit.span.start..edit.span.end).is_some());
    let apart = edits.windows(2).all(|pair| match pair {
        [one, other] => one.span.end <= other.span.start,
        _ => true,
    });
    (fit && apart).then_some(edits)
}

/// Whether two texts of JSON differ in nothing but the spaces between their tokens.
pub fn same_but_spaces(one: &str, other: &str) -> bool {
    tokens(one).eq(tokens(other))
}

fn tokens(text: &str) -> impl Iterator<Item = char> {
    let (mut quoted, mut escaped) = (false, false);
    text.chars().filter(move |&character| {
        let inside = quoted;
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        inside || !character.is_whitespace()
    })
}
