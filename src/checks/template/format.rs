//! `Too many values to format`, `Not enough values to format`: the `%` operator and `std.format`.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/format",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A format has another number of places than values.",
    source: "go-jsonnet 0.21.0: an array on the right of % is the list of values",
    fires: &[Example::new("function(ctx) { a: '%s' % [1, 2] }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { a: '%s' % [[1, 2]] }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let what = match failure.kind {
        FailureKind::Format { more: true } => "There are more values than places in the format.",
        FailureKind::Format { more: false } => "There are fewer values than places in the format.",
        _ => return Vec::new(),
    };
    let why = "A list on the right of `%` is taken as the list of values, one a place.";
    let remedy = "To print a list as one value, put it into another: `\"%s\" % [list]`.".to_owned();
    vec![explain(&CHECK, failure, what.to_owned(), why, remedy)]
}
