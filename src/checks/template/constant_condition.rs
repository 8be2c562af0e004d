//! A condition that reads nothing.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/constant-condition",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A condition is the same for every context.",
    source: "the template's own text",
    fires: &[
        Example::new("function(ctx) { a: if true then 1 else 2 }", CTX),
        Example::new("function(ctx) { a: if 'api' == 'browser' then 1 else 2 }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: if ctx.flow.type == 'api' then 1 else 2 }", CTX),
        Example::new("function(ctx) local testing = false; { a: if testing then 1 else 2 }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |condition: crate::engine::outline::lints::Constant| {
        let what = "This condition is always the same.";
        let why = "It reads nothing, neither the context nor a name, so one branch is never taken.";
        at(
            &CHECK,
            Document::Template,
            condition.span,
            what,
            why,
            "Ask for what is meant, or leave the other branch out.",
        )
    };
    facts.outline().constant_conditions().into_iter().map(told).collect()
}
