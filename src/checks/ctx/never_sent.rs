//! Keys that Ory never sends.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/never-sent",
    level: Level::Warning,
    finds: "The context has a key that Ory never sends.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go",
    fires: &[
        Example { template: "function(ctx) {}", scenario: "{ \"transient_payload\": {} }" },
        Example { template: "function(ctx) {}", scenario: "{ \"identity\": { \"credentials\": {} } }" },
    ],
    silent: &[Example {
        template: "function(ctx) {}",
        scenario: "{ \"flow\": { \"transient_payload\": { \"a\": 1 } } }",
    }],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::NeverSent { key, why } => Some([
            format!("Ory never sends `{key}`."),
            why,
            "Remove it: a template that relies on it fails in Ory.".to_owned(),
        ]),
        _ => None,
    })
}
