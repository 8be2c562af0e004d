//! A cancel, said so that it is not mistaken for a failure.

use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    ory::outcome::{self, Outcome, read, reason},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/cancels",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "The template cancels: nothing is sent, and the flow goes on.",
    source: "Kratos request/builder.go",
    fires: &[
        Example::new("function(ctx) error 'cancel'", "registration_after_password"),
        Example::new("function(ctx) error 'cancelled by rule'", "registration_after_password"),
    ],
    silent: &[Example::new("function(ctx) { a: 1 }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Err(failure) = &facts.evaluation.outcome else { return Vec::new() };
    if read(Some(&failure.words)) != Outcome::Cancels {
        return Vec::new();
    }
    let what = match reason(&failure.words) {
        Some(reason) => format!("Nothing is sent: {}.", reason.trim_end_matches('.')),
        None => "Nothing is sent.".to_owned(),
    };
    let text = outcome::text(&failure.words);
    let whole_word = text.starts_with("cancel:") || text == "cancel";
    let why = if whole_word {
        "Ory takes this error as a cancel: the flow goes on, and the log calls the hook a success."
    } else {
        "Ory looks for `RUNTIME ERROR: cancel` anywhere in the error, so this cancels too, whatever follows the word."
    };
    vec![Finding {
        id: CHECK.id.to_owned(),
        level: CHECK.level,
        document: failure.document,
        span: failure.span,
        what,
        why: why.to_owned(),
        remedy: "Nothing to do, if this is what you want.".to_owned(),
        ory: None,
        path: None,
        fix: Vec::new(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }]
}
