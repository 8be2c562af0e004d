//! A comparison of values that can never be equal.

use serde_json::Value;

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
    engine::outline::lints::Operand,
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/unlike-types",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "Two values of different types are compared, which are never equal.",
    source: "jsonnet.org/ref/spec.html: values of different types are unequal",
    fires: &[
        Example::new("function(ctx) { a: ctx.identity.traits == 'free' }", CTX),
        Example::new("function(ctx) { a: std.length(ctx.identity.traits.email) == '1' }", CTX),
        Example::new("function(ctx) local kind = ctx.flow.type; { a: if kind != 1 then 1 else 2 }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: ctx.flow.type == 'api' }", CTX),
        Example::new("function(ctx) { a: ctx.identity.metadata_public == 'free' }", CTX),
        Example::new("function(ctx) { a: ctx.flow.type == null }", CTX),
        Example::new("function(ctx) { a: std.get(ctx.flow, 'nothing', '') == 1 }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let kind = |operand: &Operand| match operand {
        Operand::Type(kind) => Some((*kind, false)),
        Operand::Path(path) => {
            let pointer: String = path.split('.').skip(1).map(|name| format!("/{name}")).collect();
            let kind = match facts.ctx().pointer(&pointer)? {
                // What is unset may be of another type elsewhere.
                Value::Null => return None,
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            Some((kind, true))
        }
        Operand::Unknown => None,
    };
    let told = |comparison: crate::engine::outline::lints::Comparison| {
        let ((one, of_one), (two, of_two)) = (kind(&comparison.one)?, kind(&comparison.two)?);
        if one == two {
            return None;
        }
        let here = if of_one || of_two { " here" } else { "" };
        let article =
            |kind: &str| if matches!(kind, "array" | "object") { format!("an {kind}") } else { format!("a {kind}") };
        let what = format!("This compares {} with {}{here}.", article(one), article(two));
        let always = if comparison.equal { "never" } else { "always" };
        let why = format!("Values of different types are unequal in Jsonnet, so this is {always} true.");
        let remedy =
            "Compare with a value of the same type, or convert one of the two (`std.toString`, `std.parseInt`).";
        Some(at(&CHECK, Document::Template, comparison.span, &what, &why, remedy))
    };
    facts.outline().comparisons().into_iter().filter_map(told).collect()
}
