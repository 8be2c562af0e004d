//! A quote that is missing, named where the text begins and not where the next quote is.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Place, Span, applied},
    engine::{
        self,
        failure::{FailureKind, Fault},
        syntax::{lexer::TokenKind, tokens::tokens_by_line},
    },
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/unclosed-text",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A text has no closing quote, or no opening one.",
    source: "go-jsonnet 0.21.0: a string goes on over lines until the next quote, so the error stands at the last one",
    fires: &[
        Example::new("function(ctx) {\n  subject: \"Hello,\n  text: \"Good to have you\",\n  to: [],\n}", CTX),
        Example::new("function(ctx) {\n  subject: Hello\",\n  text: \"Good to have you\",\n}", CTX),
        Example::new("function(ctx) { subject: 'Hello }", CTX),
        Example::new("function(ctx) {\n  a: 'Ada's mail',\n  b: 'c',\n}", CTX),
        Example::new("function(ctx) {\n  a: \"Hello,\n  b: \"there,\n}", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: \"two\nlines\", b: 1 c: 2 }", CTX),
        Example::new("function(ctx) { a: \"it's\" }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure().filter(|failure| failure.document == Document::Template) else {
        return Vec::new();
    };
    let FailureKind::Syntax(fault) = &failure.kind else { return Vec::new() };
    let template = &facts.draft.template;
    let closed = |text: &str| {
        let mut inside = text.chars();
        let quote = inside.next();
        text.len() > 1 && inside.next_back() == quote
    };
    let is_text = |kind: TokenKind| matches!(kind, TokenKind::StringDouble | TokenKind::StringSingle);
    // No text goes over its line here, so the first one that has no end is the one.
    let open = tokens_by_line(template).into_iter().map(|token| (token.kind, token.span));
    let open = open.filter(|(kind, span)| is_text(*kind) && !closed(span.of(template))).map(|(_, span)| span);
    let every: Vec<Span> = open.collect();
    let Some(open) = every.first().copied() else { return Vec::new() };
    let fix = mended(template, open).map(|edit| vec![edit]);
    let fix = fix.or_else(|| apostrophe(template, open)).or_else(|| all_closed(template, &every));
    // A text over several lines is none that has no end, unless all is well with a quote there.
    if *fault != Fault::Endless && fix.is_none() {
        return Vec::new();
    }
    let (line, named) =
        (Place::of(template, open.start).line, failure.span.map(|span| Place::of(template, span.start).line));
    let what = match named {
        Some(named) if named != line => format!("A quote is missing in line {line}; Ory names line {named}."),
        _ => "A quote is missing here.".to_owned(),
    };
    let why = "A text goes on until the next quote, over lines too, so the error stands where the quotes no longer come out even.";
    let remedy =
        "Put a quote at both ends. One within a text is written `\\\"` or `\\'`, or the text stands in the other kind.";
    let finding = explain(&CHECK, failure, what, why, remedy.to_owned());
    vec![Finding { span: Some(open), fix: fix.unwrap_or_default(), ..finding }]
}

/// `'It's me'` in quotes of the other kind.
fn apostrophe(template: &str, open: Span) -> Option<Vec<Edit>> {
    let quote = open.of(template).get(..1)?;
    let other = if quote == "'" { "\"" } else { "'" };
    let line = template.get(..open.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = template.get(line..open.start)?;
    let first = line + before.find(quote)?;
    if template.get(first..open.start)?.contains(other) {
        return None;
    }
    let swapped = |at: usize| Edit::template(Span::new(at, at + 1), other);
    let fix = vec![swapped(first), swapped(open.start)];
    reads(template, &fix).then_some(fix)
}

/// A quote at the end of every line that lacks one.
fn all_closed(template: &str, every: &[Span]) -> Option<Vec<Edit>> {
    let close = |open: &Span| {
        let text = open.of(template).trim_end();
        let at = open.start + text.strip_suffix([',', ';']).unwrap_or(text).len();
        Some(Edit::template(Span::new(at, at), text.get(..1)?))
    };
    let fix: Vec<Edit> = every.iter().map(close).collect::<Option<_>>()?;
    (fix.len() > 1 && reads(template, &fix)).then_some(fix)
}

/// Whether all can be read with these edits.
fn reads(template: &str, edits: &[Edit]) -> bool {
    !matches!(engine::fault(&applied(template, edits)).map(|fault| fault.kind), Some(FailureKind::Syntax(_)))
}

/// The quote with which all can be read: at the end, before what closes behind it, or at the beginning.
fn mended(template: &str, open: Span) -> Option<Edit> {
    let text = open.of(template).trim_end();
    let quote = text.get(..1)?;
    let insert = |at: usize| Edit::template(Span::new(at, at), quote);
    let end = open.start + text.len();
    let mut ends = vec![end];
    let mut rest = text;
    // More than that close behind no text that somebody writes.
    while ends.len() < 8
        && let Some(shorter) = rest.get(1..).and_then(|_| rest.strip_suffix([',', ';', ')', ']', '}', ' ']))
    {
        rest = shorter;
        if rest.ends_with(' ') {
            continue;
        }
        ends.push(open.start + rest.len());
    }
    // A comma behind the text is rarely meant as its last letter.
    if ends.len() > 1 {
        ends.swap(0, 1);
    }
    let line = template.get(..open.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = template.get(line..open.start)?;
    let begins = before.rfind([':', '=', '(', '[', ',', '+']).map(|at| line + at + 1);
    let begins = begins.map(|at| at + template[at..].len() - template[at..].trim_start().len());
    let candidates = begins.into_iter().filter(|at| *at < open.start).map(insert).chain(ends.into_iter().map(insert));
    candidates.into_iter().find(|edit| reads(template, std::slice::from_ref(edit)))
}
