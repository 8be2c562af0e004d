//! `import not available …`: Ory's sandbox opens no file.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Finding, Level},
    engine::failure::FailureKind,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/import-refused",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template imports a file.",
    source: "Kratos jsonnetsecure: import, importstr and importbin always fail",
    fires: &[Example::new("local mail = import 'mail.libsonnet'; function(ctx) mail", "registration_after_password")],
    silent: &[Example::new("function(ctx) { text: 'import it' }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    if !matches!(failure.kind, FailureKind::Import { .. }) {
        return Vec::new();
    }
    let what = "Ory opens no other file.".to_owned();
    let why =
        "The template runs in a sandbox without a file system; `import`, `importstr` and `importbin` are refused.";
    let remedy = "Put what you import into the template, as a `local`.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
