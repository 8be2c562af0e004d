//! JSON written as a text, where the value itself is meant.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/json-in-text",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A value is written as a text of JSON, in a body that is JSON itself.",
    source: "Kratos request/builder.go: what the template gives is printed as JSON",
    fires: &[
        Example::new("function(ctx) std.manifestJson({ message: {} })", CTX),
        Example::new("function(ctx) { to: std.manifestJsonEx([{ email: 'a@b.c' }], '  ') }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { message: {} }", CTX),
        Example::new("function(ctx) { text: 'You sent ' + std.manifestJsonMinified({ a: 1 }) }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |(call, argument): (Span, Option<Span>)| {
        let what = "This puts a text into the body, not the value.";
        let why = "Ory prints what the template gives as JSON itself; a text of JSON in it is a text in quotes.";
        let fix =
            argument.map(|argument| Edit::template(call, argument.of(&facts.draft.template))).into_iter().collect();
        Finding {
            fix,
            ..at(&CHECK, Document::Template, call, what, why, "Put the value itself there, without the call.")
        }
    };
    facts.outline().json_texts().into_iter().map(told).collect()
}
