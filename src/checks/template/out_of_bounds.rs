//! `Index 0 out of bounds, not within [0, 0)`: the first of an empty list.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/out-of-bounds",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "An element is read that the list does not have.",
    source: "go-jsonnet 0.21.0",
    fires: &[
        Example::new("function(ctx) { first: [][0] }", "registration_after_password"),
        Example::new(
            "function(ctx) { second: ctx.identity.verifiable_addresses[1].value }",
            "registration_after_password",
        ),
    ],
    silent: &[Example::new("function(ctx) { first: [1][0] }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::OutOfBounds { index, length, target, index_span } = &failure.kind else { return Vec::new() };
    let what = match length {
        0 => "The list is empty, so it has no first element.".to_owned(),
        _ => format!("The list has {length} elements; index {index} is not among them, counting from 0."),
    };
    let why = "Lists of addresses, devices or headers can be empty or shorter than in the scenario you had in mind.";
    let remedy = "Ask for its length first, and cancel when it is too short: \
                  `if std.length(mails) == 0 then error \"cancel: nobody to mail\" else …`.";
    let parts = facts.failed_at().zip(*target).zip(*index_span).filter(|_| *index >= 0);
    let fix = parts.and_then(|((span, target), index)| {
        let template = &facts.draft.template;
        let chain = facts.outline().chain_from(span)?;
        let (list, at, whole) = (target.of(template), index.of(template), chain.whole.of(template));
        let text = format!("(if std.length({list}) > {at} then {whole} else error \"cancel: nothing there\")");
        Some(Edit::template(chain.whole, text))
    });
    vec![Finding { fix: fix.into_iter().collect(), ..explain(&CHECK, failure, what, why, remedy.to_owned()) }]
}
