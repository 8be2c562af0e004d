//! `Duplicate field: …`: the same name twice in one object.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Document, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/duplicate-field",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "An object has the same field twice.",
    source: "go-jsonnet 0.21.0; Ory reads the context as Jsonnet too",
    fires: &[Example::new("function(ctx) { to: 1, to: 2 }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { to: 1 } + { to: 2 }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::DuplicateField { field } = &failure.kind else { return Vec::new() };
    let what = format!("`{field}` stands twice in the same object.");
    let (why, remedy) = match failure.document {
        Document::Ctx => (
            "Ory reads the context as Jsonnet, not as JSON, and Jsonnet allows a name once.",
            "Ory never sends such a context: remove one of the two.",
        ),
        _ => ("Jsonnet allows a name once in an object.", "Remove one of the two, or join two objects with `+`."),
    };
    vec![explain(&CHECK, failure, what, why, remedy.to_owned())]
}
