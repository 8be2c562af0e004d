//! The template's own `error`, which is no cancel.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
    ory::outcome::{self, Outcome},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/own-error",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template raises an error of its own.",
    source: "Kratos request/builder.go: only RUNTIME ERROR: cancel is no failure",
    fires: &[Example::new("function(ctx) error 'no address'", "registration_after_password")],
    silent: &[
        Example::new("function(ctx) error 'cancel'", "registration_after_password"),
        Example::new("function(ctx) { a: 'error' }", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure().filter(|failure| failure.kind == FailureKind::Error) else { return Vec::new() };
    if outcome::read(Some(&failure.words)) == Outcome::Cancels {
        return Vec::new();
    }
    let text = outcome::text(&failure.words);
    let what = format!("The template says `{}`.", text.lines().next().unwrap_or_default());
    let why = "Ory takes any error as a failure of the hook, unless its text begins with `cancel`.";
    let remedy = "To send nothing and let the flow go on, say `error \"cancel: …\"`, in small letters.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
