//! `max stack frames exceeded`: calls within calls without end.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/stack",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template nests calls deeper than Ory allows.",
    source: "go-jsonnet's default of 500 frames, which Kratos does not change",
    fires: &[Example::new("function(ctx) local f(n) = 1 + f(n + 1); f(0)", "registration_after_password")],
    silent: &[Example::new(
        "function(ctx) local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(100)",
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure().filter(|failure| failure.kind == FailureKind::Stack) else { return Vec::new() };
    let what = "It calls itself without an end, or deeper than Ory allows.".to_owned();
    let why = "Ory allows 500 frames; a local, a field and an argument take one each while they are worked out.";
    let remedy = "Give the recursion an end, or use `std.foldl` or a `tailstrict` call for long lists.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
