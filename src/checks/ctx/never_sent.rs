//! Keys that Ory never sends.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Delivery, Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/never-sent",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The context has a key that Ory never sends.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go",
    fires: &[
        Example::new("function(ctx) {}", "{ \"transient_payload\": {} }"),
        Example::new("function(ctx) {}", "{ \"identity\": { \"credentials\": {} } }"),
        Example::new("function(ctx) {}", "{ \"flow\": { \"requsted_aal\": \"aal1\", \"refresh\": true } }"),
        Example::new("function(ctx) {}", "{ \"request_headers\": { \"user-agent\": [\"curl\"] } }"),
    ],
    silent: &[
        Example::new("function(ctx) {}", "{ \"flow\": { \"transient_payload\": { \"a\": 1 } } }"),
        Example::new(
            "function(ctx) {}",
            "{ \"identity\": { \"traits\": { \"credentials\": 1 }, \"metadata_public\": { \"nid\": 1 } } }",
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::NeverSent { key, why, remedy } => Some([format!("Ory never sends `{key}`."), why, remedy]),
        _ => None,
    })
}
