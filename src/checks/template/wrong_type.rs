//! `Unexpected type …, expected …`: a value of another kind than the operation takes.

use crate::{
    checks::{Check, Example, Facts, explain, said},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/wrong-type",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "An operation gets a value of a kind it does not take.",
    source: "go-jsonnet 0.21.0",
    fires: &[Example::new("function(ctx) { a: 1 + (if 'x' then 1 else 2) }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { a: 'x' + 1 }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((failure, rest)) = said(facts, "RUNTIME ERROR: Unexpected type ") else { return Vec::new() };
    let what = match rest.split_once(", expected ") {
        Some((got, expected)) => format!("This is {got}, and {expected} is wanted."),
        None => "This is of a kind that does not fit.".to_owned(),
    };
    let why = "What a person did not fill in is often null or absent, and traits have the types the identity schema gives them.";
    let remedy = "Convert it (`std.toString`, `std.parseInt`), or give it a default.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
