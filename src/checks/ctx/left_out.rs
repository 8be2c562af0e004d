//! Keys that Ory leaves out when there is nothing to say.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/left-out",
    level: Level::Warning,
    finds: "The context has a key with nothing in it, which Ory would leave out.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go: fields with omitempty; held against the recordings",
    fires: &[
        Example { template: "function(ctx) {}", scenario: "{ \"identity\": { \"verifiable_addresses\": [] } }" },
        Example { template: "function(ctx) {}", scenario: "{ \"identity\": null }" },
    ],
    silent: &[Example { template: "function(ctx) {}", scenario: "{ \"identity\": { \"metadata_public\": null } }" }],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::LeftOut { key } => Some([
            format!("Ory leaves `{key}` out when there is nothing in it."),
            "A template that finds it empty here fails in Ory with \"Field does not exist\".".to_owned(),
            "Take the key out, and guard the template with `std.get`.".to_owned(),
        ]),
        _ => None,
    })
}
