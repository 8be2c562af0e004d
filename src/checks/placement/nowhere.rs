//! The action has no place.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/nowhere",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "No moment is chosen, so the command would put the action nowhere.",
    source: "ory/cli cmd/cloudx/project/patch.go: at least one operation is needed",
    fires: &[Example::new(TEMPLATE, r#"draft {"placement":{"places":[]}}"#)],
    silent: &[Example::new(TEMPLATE, r#"draft {}"#)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if !facts.draft.placement.in_order().is_empty() {
        return Vec::new();
    }
    let why = "The CLI refuses a patch without an operation.";
    vec![finding(&CHECK, "The action is put nowhere.", why, "Choose when it runs.")]
}
