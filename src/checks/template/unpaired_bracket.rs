//! A bracket that is not closed, named where it opens, or one that closes nothing.

use crate::{
    checks::{Check, Example, Facts, explain, foreign::reads_farther},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Place, Span},
    engine::{
        failure::FailureKind,
        syntax::{lexer::TokenKind, tokens::tokens},
    },
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/unpaired-bracket",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A bracket is not closed, or closes nothing.",
    source: "go-jsonnet 0.21.0: it names the end of the file",
    fires: &[
        Example::new("function(ctx) {", CTX),
        Example::new("function(ctx) {\n  to: [{ email: 'a@b.c' },\n}", CTX),
        Example::new("function(ctx) { a: std.length('a' }", CTX),
        Example::new("function(ctx) { a: 1 }}", CTX),
    ],
    silent: &[Example::new("function(ctx) { a: '{' }", CTX), Example::new("function(ctx) { a: 1 b: 2 }", CTX)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure().filter(|failure| failure.document == Document::Template) else {
        return Vec::new();
    };
    let template = &facts.draft.template;
    let (FailureKind::Syntax(_), Some(span)) = (&failure.kind, failure.span) else { return Vec::new() };
    let closes = |open: TokenKind| match open {
        TokenKind::ParenL => Some((TokenKind::ParenR, ")")),
        TokenKind::BracketL => Some((TokenKind::BracketR, "]")),
        TokenKind::BraceL => Some((TokenKind::BraceR, "}")),
        _ => None,
    };
    let mut open: Vec<(Span, TokenKind, &str)> = Vec::new();
    for token in tokens(template) {
        let at_fault = token.span.start >= span.start;
        if let Some((close, text)) = closes(token.kind).filter(|_| !at_fault) {
            open.push((token.span, close, text));
        } else if matches!(token.kind, TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR) {
            match open.last() {
                Some((_, close, _)) if *close == token.kind => _ = open.pop(),
                // The wrong one closes: the one that is open is not closed.
                Some(_) if at_fault => break,
                None if at_fault => {
                    let fix = vec![Edit::template(token.span, "")];
                    let fix = if reads_farther(template, &fix) { fix } else { Vec::new() };
                    let what = format!("This `{}` closes nothing.", token.span.of(template));
                    let why = "Every bracket before it is closed already.";
                    return vec![Finding { fix, ..explain(&CHECK, failure, what, why, "Leave it out.".to_owned()) }];
                }
                _ => return Vec::new(),
            }
        }
        if at_fault && token.kind != TokenKind::EndOfFile {
            let wrong = matches!(token.kind, TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR);
            if !wrong {
                return Vec::new();
            }
            break;
        }
    }
    let Some((opens, _, text)) = open.last().copied() else { return Vec::new() };
    let ends = template.get(..span.start).unwrap_or(template).trim_end().len();
    let closing: String = match span.start >= template.trim_end().len() {
        true => open.iter().rev().map(|(.., text)| *text).collect(),
        false => text.to_owned(),
    };
    // A comma that is the last of all stays where it can.
    let before =
        if template[..ends].ends_with(',') && span.start < template.trim_end().len() { ends - 1 } else { ends };
    let fix = vec![Edit::template(Span::new(before, before), closing)];
    let fix = if reads_farther(template, &fix) { fix } else { Vec::new() };
    let bracket = opens.of(template);
    let what = format!("The `{bracket}` of line {} is not closed.", Place::of(template, opens.start).line);
    let why = "Ory names the place where the reading ends, which may be far behind the one that is meant.";
    let finding = explain(&CHECK, failure, what, why, format!("Put `{text}` where it ends."));
    vec![Finding { span: Some(opens), fix, ..finding }]
}
