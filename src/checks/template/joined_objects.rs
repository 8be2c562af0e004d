//! `[{ … } { … }]`: without a comma, two objects are one.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/joined-objects",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Two objects stand side by side in a list without a comma, and become one.",
    source: "jsonnet.org/ref/spec.html: `a { … }` is `a + { … }`",
    fires: &[Example::new("function(ctx) { to: [\n  { email: 'a@b.c' }\n  { email: 'd@b.c' },\n] }", CTX)],
    silent: &[
        Example::new("function(ctx) { to: [{ email: 'a@b.c' }, { email: 'd@b.c' }] }", CTX),
        Example::new("function(ctx) { to: [{ email: 'a@b.c' } + { name: 'Ada' }] }", CTX),
        Example::new("function(ctx) local one = { a: 1 }; { to: [one { a: 2 }] }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |(end, second): (usize, Span)| {
        let what = "This object is added to the one before it: there is no comma between.";
        let why = "Two objects side by side are one in Jsonnet, of which the second's fields count; the list is shorter than it looks.";
        let remedy = "Put a comma between them, or a `+` if one object is meant.";
        let fix = vec![Edit::template(Span::new(end, end), ",")];
        Finding { fix, ..at(&CHECK, Document::Template, second, what, why, remedy) }
    };
    facts.outline().joined_objects().into_iter().map(told).collect()
}
