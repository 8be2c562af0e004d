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
        Example {
            template: "function(ctx) {}",
            scenario: "{ \"flow\": { \"requsted_aal\": \"aal1\", \"refresh\": true } }",
        },
        Example { template: "function(ctx) {}", scenario: "{ \"request_headers\": { \"user-agent\": [\"curl\"] } }" },
    ],
    silent: &[
        Example { template: "function(ctx) {}", scenario: "{ \"flow\": { \"transient_payload\": { \"a\": 1 } } }" },
        Example {
            template: "function(ctx) {}",
            scenario: "{ \"identity\": { \"traits\": { \"credentials\": 1 }, \"metadata_public\": { \"nid\": 1 } } }",
        },
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::NeverSent { key, why, remedy } => Some([format!("Ory never sends `{key}`."), why, remedy]),
        _ => None,
    })
}
