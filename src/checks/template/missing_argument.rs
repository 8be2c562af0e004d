//! `Missing argument: …`: the template's function wants more than Ory gives.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/missing-argument",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A function is called without one of its arguments.",
    source: "Kratos request/builder.go passes ctx and nothing else",
    fires: &[Example::new("function(ctx, key) { key: key }", "registration_after_password")],
    silent: &[Example::new("function(ctx, key='k') { key: key }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::MissingArgument { name } = &failure.kind else { return Vec::new() };
    let what = format!("A function is called without its argument `{name}`.");
    let why = "Ory calls the template with `ctx` and nothing else.";
    let remedy = format!("Give it a default, `{name}=…`, or make it a `local`.");
    vec![explain(&CHECK, failure, what, why, remedy)]
}
