//! Values beside their lines: what each line gives, what was never needed, and what pinned expressions give.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    Text, boundary, hover,
    names::Binder,
    syntax::{Bind, Expr, Field, Member, Name, What},
    value::{shortened, trimmed, value},
};
use crate::{
    diagnostic::Span,
    engine::values::{self, Valued, sample::Sample},
};

/// How many characters of a value stand beside a line.
const SHOWN: usize = 60;
/// How many, where several values stand there.
const SHOWN_EACH: usize = 30;
/// How many values stand beside one line.
const VALUES_EACH: usize = 4;
/// How many lines have values, and how many stretches are faded: more than anybody looks at.
const MOST: usize = 2_000;
/// How far from the beginning of its line an expression may stand that begins it, in bytes.
const INDENTED: usize = 200;
/// How many characters of a pinned expression are its name.
const NAMED: usize = 24;

/// What an expression gave.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gave {
    /// This, shortened.
    Value(String),
    /// An error.
    Fails(String),
    /// Nothing: it was never asked for.
    Never,
}

/// What stands beside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// An offset in the line.
    pub at: usize,
    /// The words.
    pub words: String,
    /// Whether they tell of an error.
    pub fails: bool,
}

/// What an expression that was asked about gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its range; none where none is left.
    pub span: Option<Span>,
    /// Its name: of what it is the value, or else its own text, shortened.
    pub name: String,
    /// What it gave.
    pub gave: Gave,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Values {
    /// What stands beside lines, in their order; at most one for each.
    pub lines: Vec<Line>,
    /// What was never needed: branches not taken, fields and locals never asked for. In order and apart.
    pub faded: Vec<Span>,
    /// What was asked about, in the order it was asked.
    pub told: Vec<Told>,
}

/// Evaluates with notes and tells what there is to show: of every line if `lines`, and of the expressions at `asked`. None
/// where nothing ran, as in a template that does not parse. What fails on its way to a body says nothing of fields and locals that were never
/// asked for; they might have been.
pub fn values(text: &Text<'_>, ctx: &str, lines: bool, asked: &[Span]) -> Option<Values> {
    let recording = values::record(text.source, ctx);
    if !recording.values.iter().any(|value| value.times > 0) {
        return None;
    }
    let notes = Notes {
        source: text.source,
        of: recording.values.iter().map(|value| (value.span, value)).collect(),
        whole: recording.evaluation.outcome.is_ok(),
    };
    let mut found = Values::default();
    if lines {
        let mut faded = Vec::new();
        notes.fade(text.root, &mut faded);
        faded.sort_by_key(|span| span.start);
        found.faded = faded;
        found.lines = notes.lines(text.root);
        found.faded.truncate(MOST);
        found.lines.truncate(MOST);
    }
    found.told = asked.iter().map(|span| notes.tell(text, *span)).collect();
    Some(found)
}

/// The expression that is meant by a range: what hover explains at a caret, or the innermost one that holds a selection.
pub fn meant(text: &Text<'_>, span: Span) -> Option<Span> {
    if span.start == span.end {
        return hover::expression(text, span.start).map(|span| trimmed(text.source, span));
    }
    let chosen = trimmed(text.source, span);
    let holding = text.root.around(chosen.start).into_iter().rev().find(|expr| expr.span.contains(chosen));
    holding.map(|expr| trimmed(text.source, expr.span)).filter(|span| span.start < span.end)
}

/// What there is to know of a text.
struct Notes<'t> {
    source: &'t str,
    of: HashMap<Span, &'t Valued>,
    /// Whether the evaluation came to its end.
    whole: bool,
}

/// Something whose value may stand beside its line.
struct Candidate<'t> {
    at: usize,
    name: Option<Span>,
    value: &'t Expr,
}

impl<'t> Notes<'t> {
    fn valued(&self, expr: &Expr) -> Option<&'t Valued> {
        self.of.get(&trimmed(self.source, expr.span)).copied()
    }

    /// Whether an expression and all that is in it was never evaluated.
    fn never(&self, expr: &Expr) -> bool {
        let mut never = self.valued(expr).is_none_or(|valued| valued.times == 0);
        expr.each_child(&mut |child| never = never && self.never(child));
        never
    }

    /// The same, of something that there are notes of.
    fn known_never(&self, expr: &Expr) -> bool {
        self.valued(expr).is_some() && self.never(expr)
    }

    fn fade(&self, expr: &'t Expr, faded: &mut Vec<Span>) {
        let decided =
            |condition: &Expr| matches!(self.valued(condition).map(|it| &it.gave), Some(Some(Sample::Bool(_))));
        let mut here: Vec<(Span, &Expr)> = Vec::new();
        match &expr.what {
            What::If { condition, yes, no } if decided(condition) => {
                here.extend([Some(yes), no.as_ref()].into_iter().flatten().map(|branch| (branch.span, &**branch)));
            }
            What::Binary { left, operator, right }
                if matches!(operator.of(self.source), "&&" | "||") && decided(left) =>
            {
                here.push((right.span, right));
            }
            What::Local { binds, .. } if self.whole => here.extend(binds.iter().map(of_bind)),
            What::Object(object) if self.whole => {
                here.extend(object.members.iter().filter_map(|member| match member {
                    Member::Local(bind) => Some(of_bind(bind)),
                    Member::Field(field) => Some(of_field(field)),
                    Member::Assert { .. } => None,
                }))
            }
            _ => {}
        }
        here.retain(|(_, value)| self.known_never(value));
        faded.extend(here.iter().map(|(whole, _)| *whole));
        expr.each_child(&mut |child| {
            if !here.iter().any(|(whole, _)| whole.contains(child.span)) {
                self.fade(child, faded);
            }
        });
    }

    fn lines(&self, root: &'t Expr) -> Vec<Line> {
        let mut all = Vec::new();
        self.candidates(root, None, &mut all);
        all.retain(|candidate| self.is_worth(candidate.value));
        let mut seen: HashSet<Span> = HashSet::new();
        all.retain(|candidate| seen.insert(trimmed(self.source, candidate.value.span)));
        // An error is told where it arises, not of everything around it too.
        let fails =
            |it: &Candidate<'_>| self.valued(it.value).and_then(|valued| valued.gave.as_ref()).is_some_and(holds_error);
        let failing: Vec<Span> = all.iter().filter(|it| fails(it)).map(|it| it.value.span).collect();
        all.retain(|it| {
            let outer = it.value.span;
            !fails(it) || !failing.iter().any(|inner| *inner != outer && outer.contains(*inner))
        });
        // Of what nests in a line, the outer tells.
        all.sort_by_key(|it| (it.at, std::cmp::Reverse(it.value.span.end)));

        let mut lines: Vec<Line> = Vec::new();
        for chunk in all.chunk_by(|one, other| !self.source.get(one.at..other.at).unwrap_or_default().contains('\n')) {
            let mut told_to = 0;
            let mut told: Vec<&Candidate<'_>> = Vec::new();
            for candidate in chunk {
                if candidate.at >= told_to {
                    told.push(candidate);
                    told_to = candidate.value.span.end;
                }
            }
            told.truncate(VALUES_EACH);
            let most = if told.len() > 1 { SHOWN_EACH } else { SHOWN };
            let words = |candidate: &&Candidate<'_>| {
                let (words, fails) = words(&self.gave(self.valued(candidate.value), most));
                match candidate.name.filter(|_| told.len() > 1) {
                    Some(name) => (format!("{}: {words}", name.of(self.source)), fails),
                    None => (words, fails),
                }
            };
            let (words, fails): (Vec<String>, Vec<bool>) = told.iter().map(words).unzip();
            lines.extend(chunk.first().map(|first| Line {
                at: first.at,
                words: words.join("  "),
                fails: fails.contains(&true),
            }));
        }
        lines
    }

    /// What a line could show: fields, locals, and expressions that begin a line; the outer before the inner.
    fn candidates(&self, expr: &'t Expr, begun: Option<usize>, found: &mut Vec<Candidate<'t>>) {
        if begun != Some(expr.span.start) && self.begins_line(expr.span.start) {
            found.push(Candidate { at: expr.span.start, name: None, value: expr });
        }
        let bound = |bind: &'t Bind| bind.parameters.is_none().then_some((bind.name, &bind.value));
        let named: Vec<(Span, &'t Expr)> = match &expr.what {
            What::Local { binds, .. } => binds.iter().filter_map(bound).collect(),
            What::Object(object) => {
                let member = |member: &'t Member| match member {
                    Member::Local(bind) => bound(bind),
                    Member::Field(field) => field.parameters.is_none().then(|| (field.name_span(), &field.value)),
                    Member::Assert { .. } => None,
                };
                object.members.iter().filter_map(member).collect()
            }
            _ => Vec::new(),
        };
        found.extend(named.into_iter().map(|(name, value)| Candidate { at: name.start, name: Some(name), value }));
        expr.each_child(&mut |child| self.candidates(child, Some(expr.span.start), found));
    }

    /// Whether nothing but a bracket, an operator or the word of a branch stands before `at` in its line.
    fn begins_line(&self, at: usize) -> bool {
        let near = boundary(self.source, at.saturating_sub(INDENTED));
        let before = self.source.get(near..at).unwrap_or_default();
        let before = match before.rfind('\n') {
            Some(line) => before[line + 1..].trim(),
            None if near == 0 => before.trim(),
            None => return false,
        };
        matches!(before, "then" | "else")
            || !before.chars().any(|it| it.is_alphanumeric() || matches!(it, '_' | '"' | '\'' | '@' | '|' | '}' | ']'))
    }

    /// Whether a value tells more than the text does.
    fn is_worth(&self, expr: &Expr) -> bool {
        let written = is_written(expr);
        let runs_on = trimmed(self.source, expr.span).of(self.source).contains('\n');
        match self.valued(expr).and_then(|valued| valued.gave.as_ref()) {
            None | Some(Sample::Function { .. } | Sample::Cut) => false,
            // Its lines tell.
            Some(Sample::Object { .. }) => !written && !runs_on,
            Some(Sample::Array { .. }) => !(written || runs_on && matches!(expr.what, What::Array(_))),
            Some(_) => !written,
        }
    }

    fn gave(&self, valued: Option<&Valued>, most: usize) -> Gave {
        let Some(Valued { gave: Some(sample), times, .. }) = valued else { return Gave::Never };
        let more = if *times > 1 { format!(" (first of {times})") } else { String::new() };
        match sample {
            Sample::Error(words) => failed(words),
            sample => Gave::Value(shortened(sample, most) + &more),
        }
    }

    /// What the expression at a range gave, or the largest in it where it has become more than one.
    fn tell(&self, text: &Text<'t>, asked: Span) -> Told {
        let Some(span) = largest_within(text.root, trimmed(self.source, asked)) else {
            return Told { span: None, name: String::new(), gave: Gave::Never };
        };
        let meant = trimmed(self.source, span);
        let name = named(text, meant).unwrap_or(meant).of(self.source);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = match name.char_indices().nth(NAMED) {
            Some((at, _)) => format!("{}…", &name[..at]),
            None => name,
        };
        Told { span: Some(meant), name, gave: self.gave(self.of.get(&meant).copied(), SHOWN) }
    }
}

/// What the expression at a range gave, as JSON on one line; a function gives none.
pub fn whole(template: &str, ctx: &str, span: Span) -> Gave {
    match value(template, ctx, span) {
        Some(Ok(json)) => Gave::Value(json),
        Some(Err(words)) => failed(&words),
        None => Gave::Never,
    }
}

fn failed(words: &str) -> Gave {
    Gave::Fails(words.strip_prefix("RUNTIME ERROR: ").unwrap_or(words).to_owned())
}

/// All of it, for reading: JSON on lines of its own.
pub fn laid_out(gave: &Gave) -> String {
    match gave {
        Gave::Value(json) => serde_json::from_str::<serde_json::Value>(json)
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| json.clone()),
        gave => words(gave).0,
    }
}

/// The words for it, and whether they tell of an error.
pub fn words(gave: &Gave) -> (String, bool) {
    match gave {
        Gave::Value(words) => (words.clone(), false),
        Gave::Fails(words) => (format!("fails: {words}"), true),
        Gave::Never => ("not asked for".to_owned(), false),
    }
}

fn holds_error(sample: &Sample) -> bool {
    match sample {
        Sample::Error(_) => true,
        Sample::Array { first, .. } => first.iter().any(holds_error),
        Sample::Object { fields, .. } => fields.iter().any(|field| holds_error(&field.value)),
        _ => false,
    }
}

fn of_bind(bind: &Bind) -> (Span, &Expr) {
    (Span::new(bind.name.start, bind.value.span.end), &bind.value)
}

fn of_field(field: &Field) -> (Span, &Expr) {
    (Span::new(field.name_span().start, field.value.span.end), &field.value)
}

/// Whether the text says the value already: it is made of nothing but literals.
fn is_written(expr: &Expr) -> bool {
    let itself = match &expr.what {
        What::Missing
        | What::Literal
        | What::Text
        | What::Array(_)
        | What::Parens(_)
        | What::Unary { .. }
        | What::Error(_) => true,
        What::Object(object) => {
            object.specs.is_empty()
                && object
                    .members
                    .iter()
                    .all(|member| matches!(member, Member::Field(field) if !matches!(field.name, Name::Computed(_))))
        }
        _ => false,
    };
    let mut all = itself;
    expr.each_child(&mut |child| all = all && is_written(child));
    all
}

/// The largest expression within a range, the first of several.
fn largest_within(expr: &Expr, span: Span) -> Option<Span> {
    if matches!(expr.what, What::Missing) || expr.span.end <= span.start || span.end <= expr.span.start {
        return None;
    }
    if span.contains(expr.span) {
        return Some(expr.span);
    }
    let mut found: Option<Span> = None;
    expr.each_child(&mut |child| {
        let inner = largest_within(child, span);
        let size = |span: Option<Span>| span.map_or(0, |span| span.end - span.start);
        if size(inner) > size(found) {
            found = inner;
        }
    });
    found
}

/// The name of the local or field that has its value at a range.
fn named(text: &Text<'_>, span: Span) -> Option<Span> {
    let has = |value: &Expr| trimmed(text.source, value.span) == span;
    let bound = text
        .names
        .bindings
        .iter()
        .find(|it| it.binder == Binder::Local && it.parameters.is_none() && it.value.is_some_and(has));
    bound.map(|binding| binding.span).or_else(|| {
        text.root.around(span.start).into_iter().rev().find_map(|expr| match &expr.what {
            What::Object(object) => object.members.iter().find_map(|member| match member {
                Member::Field(field) if !matches!(field.name, Name::Computed(_)) && has(&field.value) => {
                    Some(field.name_span())
                }
                _ => None,
            }),
            _ => None,
        })
    })
}
