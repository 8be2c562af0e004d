//! Values of another type than Ory's.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Delivery, Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/wrong-type",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A value of the context has another type than Ory gives it.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go",
    fires: &[Example::new("function(ctx) {}", "{ \"identity\": { \"id\": 7 } }")],
    silent: &[Example::new("function(ctx) {}", "{ \"identity\": { \"organization_id\": null } }")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::WrongType { path, expected } => Some([
            format!("`{path}` is {expected} in Ory."),
            "A template that works with another type may fail with Ory's.".to_owned(),
            "Write it as Ory does, or choose a scenario.".to_owned(),
        ]),
        _ => None,
    })
}
