//! Hooks before settings, which run more than once.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Flow, Moment},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/runs-again",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Hooks before settings run when the page opens, and again after every change.",
    source: "measured on a running Kratos: after each successful submit a new settings flow is created",
    fires: &[Example::new(TEMPLATE, r#"draft {"placement":{"places":["settings/before"]}}"#)],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["settings/after/profile"]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if !facts.draft.placement.meets(Flow::Settings, Moment::Before) {
        return Vec::new();
    }
    let what = "Before settings this runs whenever the page opens, and again after every change.";
    let why = "Ory starts a new settings flow after each successful submit, and after a recovery.";
    vec![finding(&CHECK, what, why, "To tell of a change, run it after settings.")]
}
