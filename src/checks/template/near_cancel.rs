//! An error that was meant to cancel, and does not.

use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
    ory::outcome::{self, means_to_cancel},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/near-cancel",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "An error looks like a cancel, but Ory does not take it as one.",
    source: "Kratos request/builder.go looks for the exact text RUNTIME ERROR: cancel",
    fires: &[
        Example::new("function(ctx) error 'Cancel'", "registration_after_password"),
        Example::new("function(ctx) error 'please cancel'", "registration_after_password"),
    ],
    silent: &[
        Example::new("function(ctx) error 'cancel'", "registration_after_password"),
        Example::new("function(ctx) error 'no address'", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    if !means_to_cancel(&failure.words) {
        return Vec::new();
    }
    let text = outcome::text(&failure.words).to_owned();
    let fix = failure
        .span
        .filter(|_| failure.document == Document::Template)
        .and_then(|span| in_small_letters(&facts.draft.template, span))
        .into_iter()
        .collect();
    vec![Finding {
        id: CHECK.id.to_owned(),
        level: CHECK.level,
        document: failure.document,
        span: failure.span,
        what: format!("`{text}` does not cancel."),
        why: "Ory cancels only when the error's text begins with `cancel`, in small letters.".to_owned(),
        remedy: "Begin the text with `cancel`: `error \"cancel: …\"`.".to_owned(),
        ory: None,
        path: None,
        fix,
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }]
}

/// Rewrites `Cancel…` at the beginning of the literal behind `error`, when that is what stands there.
fn in_small_letters(template: &str, span: Span) -> Option<Edit> {
    const WORD: usize = "cancel".len();
    let text = span.of(template);
    let quote = text.find(['"', '\''])?;
    let word = text.get(quote + 1..quote + 1 + WORD)?;
    let start = span.start + quote + 1;
    word.eq_ignore_ascii_case("cancel").then(|| Edit {
        document: Document::Template,
        span: Span::new(start, start + WORD),
        text: "cancel".to_owned(),
    })
}
