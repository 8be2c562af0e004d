//! Values that Ory's enumerations lack.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Delivery, Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/unknown-value",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A value of the context is none of those Ory knows.",
    source: "Kratos flow/state.go, identity.go, credentials.go, session.go",
    fires: &[Example::new("function(ctx) {}", "{ \"flow\": { \"state\": \"done\" } }")],
    silent: &[Example::new("function(ctx) {}", "{ \"flow\": { \"state\": \"success\" } }")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::UnknownValue { path, known } => Some([
            format!("`{path}` never has this value."),
            format!("Ory knows `{}`.", known.join("`, `")),
            "Write one of these.".to_owned(),
        ]),
        _ => None,
    })
}
