//! A context that is no JSON, which is all that Ory writes.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/not-json",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The context is no JSON.",
    source: "Kratos request/builder.go: the context is written by Go's encoding/json",
    fires: &[
        Example::new("function(ctx) {}", "{ \"flow\": {}, }"),
        Example::new("function(ctx) {}", "{ flow: {} }"),
        Example::new("function(ctx) {}", "{ \"flow\": {} \"identity\": {} }"),
    ],
    silent: &[Example::new("function(ctx) {}", "{ \"flow\": {} }")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Err(wrong) = facts.oddities() else { return Vec::new() };
    let fails = facts.evaluation.outcome.as_ref().is_err_and(|failure| failure.document == Document::Ctx);
    let why = if fails {
        "Ory writes the context itself, as JSON; this text cannot be one."
    } else {
        "Ory writes the context itself, as JSON; Jsonnet reads more than that, so this one is taken all the same."
    };
    vec![Finding {
        level: if fails { Level::Error } else { Level::Warning },
        fix: wrong.fix.clone(),
        ..at(&CHECK, Document::Ctx, wrong.span, &wrong.cause, why, &wrong.remedy)
    }]
}
