//! `Index 0 out of bounds, not within [0, 0)`: the first of an empty list.

use crate::{
    checks::{Check, Example, Facts, explain, said},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/out-of-bounds",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "An element is read that the list does not have.",
    source: "go-jsonnet 0.21.0",
    fires: &[Example::new("function(ctx) { first: [][0] }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { first: [1][0] }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((failure, rest)) = said(facts, "RUNTIME ERROR: Index ") else { return Vec::new() };
    let Some((index, bounds)) = rest.split_once(" out of bounds, not within [0, ") else { return Vec::new() };
    let length = bounds.trim_end_matches(')');
    let what = match length {
        "0" => "The list is empty, so it has no first element.".to_owned(),
        _ => format!("The list has {length} elements; index {index} is not among them, counting from 0."),
    };
    let why = "Lists of addresses, devices or headers can be empty or shorter than in the scenario you had in mind.";
    let remedy = "Name the list, test its length, and cancel when it is empty: \
                  `local mails = […]; if std.length(mails) == 0 then error \"cancel: nobody to mail\" else …`.";
    vec![explain(&CHECK, failure, what, why, remedy.to_owned())]
}
