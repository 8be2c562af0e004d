//! What an editor asks, and the answers, as data that travels between page and worker. Offsets are UTF-8 bytes.

use serde::{Deserialize, Serialize};

use super::{
    Text,
    acts::{self, Act},
    body_text, characters,
    complete::{self, Candidate},
    definition, format, hover, place, refactor, rename,
    signature::{self, Signature},
    symbols::{self, Symbol},
    syntax, uses,
    value::trimmed,
    values::{self as beside, Gave, Values},
};
use crate::{
    diagnostic::{Edit, Span},
    engine::{
        self, Step,
        outline::Outline,
        values::{self, Provenance},
    },
    mandrill::frame,
    ory::limits,
};

/// A question about a template with a context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// What can be written there.
    Complete(usize),
    /// What there is to say of what stands there.
    Hover(usize),
    /// The signature of the call around.
    Signature(usize),
    /// Where the name there is bound.
    Definition(usize),
    /// The edits that give the name there another one.
    Rename(usize, String),
    /// The edits that format the template.
    Format,
    /// Where the name there is bound and used.
    Uses(usize),
    /// What has a name.
    Outline,
    /// What can be done at a selection; these are the contexts that the hook may meet.
    Acts(Span, Vec<String>),
    /// The edits that take the expression there out into a local of this name.
    Extract(Span, String),
    /// What wrote what stands at an offset of the body.
    FromBody(usize),
    /// What wrote a character of the value at a path of the body (`message.to[0].name`), or else what made the value.
    FromValue(String, Option<usize>),
    /// What the expression there made, as ranges of the body.
    ToBody(usize),
    /// Where what stands at a place of the mail's html is written, or else the expression that made the html.
    FromHtml(String, Span),
    /// What wrote the letter before which the shown html has so many, white space not counted.
    FromShown {
        /// The html, as it is shown.
        html: String,
        /// So many letters.
        letters: usize,
        /// Whether it is the value in the body; else it was merged, or made of something else.
        raw: bool,
    },
    /// What the lines give, if asked for, and what these expressions give.
    Values {
        /// Whether the lines are asked for.
        lines: bool,
        /// The expressions.
        of: Vec<Span>,
    },
    /// The expression that is meant by a caret or a selection.
    Meant(Span),
    /// What the expression there gives, whole.
    Whole(Span),
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// There is nothing to say, or nothing that can be done.
    Nothing,
    /// What can be written, best first.
    Candidates(Vec<Candidate>),
    /// Markdown.
    Text(String),
    /// A signature.
    Signature(Signature),
    /// Ranges of the template, or of the body for [`Ask::ToBody`].
    Spans(Vec<Span>),
    /// What has a name, in the order of the text.
    Symbols(Vec<Symbol>),
    /// What can be done.
    Acts(Vec<Act>),
    /// Edits to be made together; none when nothing changes.
    Edits(Vec<Edit>),
    /// What expressions give.
    Values(Values),
    /// What an expression gives, whole.
    Gave(Gave),
}

/// [`answer`], with evaluations that end themselves after Ory's time, by a clock of milliseconds since any fixed moment.
pub fn answer_in_time(template: &str, ctx: &str, ask: &Ask, clock: fn() -> f64) -> Answer {
    let deadline = engine::Deadline { clock, at: clock() + limits::MOST_MILLISECONDS };
    match (engine::until(deadline, || answer(template, ctx, ask)), ask) {
        // What was not evaluated to its end gave nothing that could be shown.
        ((_, true), Ask::Values { .. } | Ask::Whole(_)) => Answer::Nothing,
        ((answer, _), _) => answer,
    }
}

/// Answers a question. Like an evaluation, it may not return for an endless template.
pub fn answer(template: &str, ctx: &str, ask: &Ask) -> Answer {
    let root = syntax::read(template);
    let text = Text::new(template, &root);
    let found = match ask {
        Ask::Complete(offset) => Some(Answer::Candidates(complete::complete(template, ctx, *offset))),
        Ask::Hover(offset) => hover::hover(template, ctx, *offset).map(Answer::Text),
        Ask::Signature(offset) => signature::signature(&text, *offset).map(Answer::Signature),
        Ask::Definition(offset) => definition::definition(&text, *offset).map(|span| Answer::Spans(vec![span])),
        Ask::Rename(offset, to) => rename::rename(&text, *offset, to).map(Answer::Edits),
        Ask::Format => format::edits(template).map(Answer::Edits),
        Ask::Uses(offset) => uses::uses(&text, *offset).map(Answer::Spans),
        Ask::Outline => Some(Answer::Symbols(symbols::symbols(&text))),
        Ask::Acts(selection, contexts) => Some(Answer::Acts(acts::acts(template, *selection, contexts))),
        Ask::Extract(span, name) => {
            Some(refactor::extract(template, *span, name)).filter(|edits| !edits.is_empty()).map(Answer::Edits)
        }
        Ask::FromBody(offset) => from_body(&text, ctx, *offset),
        Ask::FromValue(path, character) => values::steps(path)
            .and_then(|path| from_value(&text, ctx, &path, *character))
            .map(|span| Answer::Spans(vec![span])),
        Ask::ToBody(offset) => to_body(&text, ctx, *offset),
        Ask::FromHtml(html, span) => from_html(template, ctx, html, *span),
        Ask::FromShown { html, letters, raw } => from_shown(&text, ctx, html, *letters, *raw),
        Ask::Values { lines, of } => beside::values(&text, ctx, *lines, of).map(Answer::Values),
        Ask::Whole(span) => Some(Answer::Gave(beside::whole(template, ctx, *span))),
        Ask::Meant(span) => beside::meant(&text, *span).map(|span| Answer::Spans(vec![span])),
    };
    found.unwrap_or(Answer::Nothing)
}

fn from_body(text: &Text<'_>, ctx: &str, offset: usize) -> Option<Answer> {
    let body = engine::evaluate(text.source, ctx).outcome.ok()?;
    let path = body_text::path_at(&body, offset)?;
    let places = body_text::places(&body);
    let place = places.into_iter().find(|(found, _)| *found == path).map(|(_, span)| span);
    let character = place.and_then(|span| body_text::character_at(&body, span, offset));
    from_value(text, ctx, &path, character).map(|span| Answer::Spans(vec![span]))
}

fn from_value(text: &Text<'_>, ctx: &str, path: &[Step], character: Option<usize>) -> Option<Span> {
    let recording = values::record(text.source, ctx);
    let made = recording.provenance.made_by(path)?;
    Some(character.map_or(made, |character| characters::written(text, &recording, made, character)))
}

fn from_html(template: &str, ctx: &str, html: &str, span: Span) -> Option<Answer> {
    /// What the html of a mail is, or is made of.
    const MADE_OF: [&str; 3] = ["message.html", "template_content", "message.text"];
    let made = || {
        let provenance = values::provenance(template, ctx);
        MADE_OF.iter().filter_map(|path| values::steps(path)).find_map(|path| provenance.made_by(&path))
    };
    let place = Outline::of(template).written(template, html, span).or_else(made)?;
    Some(Answer::Spans(vec![place]))
}

fn from_shown(text: &Text<'_>, ctx: &str, html: &str, letters: usize, raw: bool) -> Option<Answer> {
    // Behind the last letter, that is meant.
    let at = frame::place(html, letters).or_else(|| frame::place(html, letters.checked_sub(1)?))?;
    let (before, behind) = html.split_at_checked(at)?;
    if raw {
        let character = before.chars().count();
        return from_value(text, ctx, &values::steps("message.html")?, Some(character))
            .map(|span| Answer::Spans(vec![span]));
    }
    let end = behind.find(|letter: char| letter == '<' || letter.is_whitespace()).map_or(html.len(), |end| at + end);
    from_html(text.source, ctx, html, Span::new(at, end))
}

fn to_body(text: &Text<'_>, ctx: &str, offset: usize) -> Option<Answer> {
    let provenance = values::provenance(text.source, ctx);
    let body = engine::evaluate(text.source, ctx).outcome.ok()?;
    let made = |span: Span| -> Option<Vec<Span>> { ranges(&provenance, &body, span) };
    // The name of a field stands for its value.
    let named = place::value_of_name(text, offset).map(|value| trimmed(text.source, value));
    let around = text.root.around(offset).into_iter().rev().map(|expr| trimmed(text.source, expr.span));
    named.into_iter().chain(around).find_map(made).map(Answer::Spans)
}

/// What an expression made, unless that is the whole body.
fn ranges(provenance: &Provenance, body: &str, span: Span) -> Option<Vec<Span>> {
    let paths = provenance.made_from(span);
    if paths.is_empty() || paths.iter().any(Vec::is_empty) {
        return None;
    }
    let places = body_text::places(body);
    let found: Vec<Span> = places.into_iter().filter(|(path, _)| paths.contains(path)).map(|(_, span)| span).collect();
    (!found.is_empty()).then_some(found)
}
