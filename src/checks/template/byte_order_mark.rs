//! An invisible first character that some editors write.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
};

const MARK: char = '\u{feff}';

/// The check.
pub const CHECK: Check = Check {
    id: "template/byte-order-mark",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template begins with a byte order mark.",
    source: "go-jsonnet 0.21.0: Could not lex the character '\\ufeff'",
    fires: &[Example::new("\u{feff}function(ctx) { a: 1 }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { a: '\u{feff}' }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Err(failure) = &facts.evaluation.outcome else { return Vec::new() };
    if !facts.draft.template.starts_with(MARK) {
        return Vec::new();
    }
    let span = Span::new(0, MARK.len_utf8());
    let fix = vec![Edit::template(span, "")];
    let what = "The template begins with an invisible character, a byte order mark.".to_owned();
    let why = "Some editors on Windows write it; Ory's Jsonnet does not take it.";
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, "Remove it.".to_owned()) }]
}
