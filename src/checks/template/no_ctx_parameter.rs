//! `function has no parameter ctx`: Ory passes its argument by that name.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/no-ctx-parameter",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template is a function without a parameter called ctx.",
    source: "Kratos request/builder.go passes the top-level argument ctx by name",
    fires: &[Example::new("function(context) { id: context.identity.id }", "registration_after_password")],
    silent: &[Example::new("function(ctx, more=1) { id: ctx.identity.id }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::NoParameter { name } = &failure.kind else { return Vec::new() };
    if name != "ctx" {
        return Vec::new();
    }
    let why = "Ory passes the context by name, and the name is `ctx`.";
    let fix = only_parameter(&facts.draft.template)
        .map(|(name, span)| {
            let text = format!("function(ctx) local {name} = ctx; ");
            vec![Edit::template(span, text)]
        })
        .unwrap_or_default();
    let what = "The template is a function, but not of `ctx`.".to_owned();
    let remedy = "Call the parameter `ctx`: `function(ctx) …`.".to_owned();
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }]
}

/// The name in `function(name)` at the very beginning, and the span of that head.
fn only_parameter(template: &str) -> Option<(&str, Span)> {
    let rest = template.strip_prefix("function")?.trim_start().strip_prefix('(')?;
    let (name, after) = rest.split_once(')')?;
    let name = name.trim();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let end = template.len() - after.trim_start().len();
    plain.then(|| (name, Span::new(0, end)))
}
