//! `Undefined external variable: …`: a habit from Ory's other Jsonnet.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/external-variable",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template asks for an external variable.",
    source: "Kratos request/builder.go sets a top-level argument and no external variable; OIDC mappers use std.extVar",
    fires: &[Example::new("{ c: std.extVar('ctx') }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { c: ctx.flow.id }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::ExternalVariable { name } = &failure.kind else { return Vec::new() };
    let what = format!("There is no external variable `{name}`.");
    let why = "`std.extVar` belongs to Ory's mappers for social sign-in; a web hook is called with the argument `ctx`.";
    let remedy = "Make the template `function(ctx) …` and read `ctx`.".to_owned();
    let is_function = facts.draft.template.trim_start().starts_with("function(ctx)");
    let fix = match failure.span {
        Some(span) if name == "ctx" && is_function && span.of(&facts.draft.template).starts_with("std.extVar") => {
            vec![Edit::template(span, "ctx")]
        }
        _ => Vec::new(),
    };
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }]
}
