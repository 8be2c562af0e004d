//! Keys that Ory always sends.

use crate::{
    checks::{Check, Example, Facts, ctx::findings},
    diagnostic::{Delivery, Finding, Level},
    ory::ctx::shape::Oddity,
};

/// The check.
pub const CHECK: Check = Check {
    id: "ctx/missing",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "The context lacks keys that Ory always sends.",
    source: "Kratos web_hook.go, identity.go, session.go, flow.go; held against the recordings",
    fires: &[Example::new("function(ctx) {}", "{}")],
    silent: &[
        Example::new("function(ctx) {}", "registration_before"),
        Example::new("function(ctx) {}", "login_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    findings(&CHECK, facts, |oddity| match oddity {
        Oddity::Missing { path, of, keys } => {
            let owner = match path.as_str() {
                "" => format!("{}{}", of[..1].to_uppercase(), &of[1..]),
                path => format!("`{path}`"),
            };
            Some([
                format!("{owner} lacks `{}`.", keys.join("`, `")),
                "Ory always sends that, so a template may fail here and not in Ory.".to_owned(),
                "Add it, or begin with a scenario.".to_owned(),
            ])
        }
        _ => None,
    })
}
