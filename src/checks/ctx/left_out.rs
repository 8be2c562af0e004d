//! Keys that Ory leaves out when there is nothing to say.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Delivery, Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/left-out",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The context has a key with nothing in it, which Ory would leave out.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go: fields with omitempty; held against the recordings",
    fires: &[
        Example::new("function(ctx) {}", "{ \"identity\": { \"verifiable_addresses\": [] } }"),
        Example::new("function(ctx) {}", "{ \"identity\": null }"),
    ],
    silent: &[Example::new("function(ctx) {}", "{ \"identity\": { \"metadata_public\": null } }")],
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
