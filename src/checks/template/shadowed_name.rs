//! A name that hides another of the same name.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/shadowed-name",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A name is bound where the same name was bound already.",
    source: "jsonnet.org/ref/spec.html: the innermost binding counts",
    fires: &[
        Example::new("function(ctx) local name = 'a'; { b: (local name = 'c'; name), d: name }", CTX),
        Example::new("local name = 'Ada';\nlocal greet(name) = 'Hi ' + name;\nfunction(ctx) { a: greet(name) }", CTX),
        Example::new("function(ctx) local std = { length(x):: 1 }; { a: std.length('b') }", CTX),
        Example::new("function(ctx) local it = 1; { a: [it for it in [it]] }", CTX),
    ],
    silent: &[Example::new("function(ctx) { a: (local name = 'b'; name), c: (local name = 'd'; name) }", CTX)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |bound: &crate::engine::outline::names::Bound| {
        let what = format!("`{}` hides another `{}`.", bound.name, bound.name);
        let why = "The innermost one counts, so what reads like the outer one here is not.";
        at(&CHECK, Document::Template, bound.span, &what, why, "Give one of the two another name.")
    };
    facts.names().shadowing.iter().map(told).collect()
}
