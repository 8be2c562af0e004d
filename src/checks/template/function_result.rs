//! `couldn't manifest function as JSON`: a function where a value must stand.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/function-result",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The output holds a function, which JSON cannot.",
    source: "go-jsonnet 0.21.0",
    fires: &[Example::new("function(ctx) { f: function(x) x }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { f:: function(x) x }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure().filter(|failure| failure.kind == FailureKind::FunctionInOutput) else {
        return Vec::new();
    };
    let what = "A function stands in the output, and JSON has none.".to_owned();
    let why =
        "Every visible field is printed; a function that was not called, or a helper that is not hidden, cannot be.";
    let remedy = "Call it, hide the field with `::`, or make it a `local`.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
