//! `std.remove` and `std.removeAt` shorten the list itself in Ory, for everybody who has it.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/remove-in-place",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "`std.remove` or `std.removeAt` is used, which in Ory also changes the list that it is given.",
    source: "go-jsonnet 0.21.0, builtins.go: builtinRemoveAt appends within the list's own memory; docs/faithfulness.md",
    fires: &[Example::new(
        "function(ctx) { local l = [1, 2, 3], others: std.remove(l, 1), whole: l }",
        "registration_after_password",
    )],
    silent: &[
        Example::new(
            "function(ctx) { rest: std.filter(function(x) x != 1, [1, 2, 3]) }",
            "registration_after_password",
        ),
        Example::new("function(ctx) { a: 'std.remove' }", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if facts.evaluation.outcome.is_err() {
        return Vec::new();
    }
    let readings = facts.outline().readings();
    let used = readings.iter().find(|reading| matches!(reading.path.as_str(), "std.remove" | "std.removeAt"));
    let Some(reading) = used else { return Vec::new() };
    let what = format!("`{}` changes the list itself in Ory.", reading.path);
    let why = "Wherever else the list is used, its last element may then stand twice. This page leaves the list alone.";
    let fix = "Use `std.filter(function(x) x != …, list)`.";
    vec![at(&CHECK, Document::Template, reading.span, &what, why, fix)]
}
