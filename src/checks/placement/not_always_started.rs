//! Hooks before verification, which some verifications pass by.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Flow, Moment},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/not-always-started",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "Hooks before verification do not run when Ory starts it by itself.",
    source: "ory/kratos#4110",
    fires: &[Example::new(TEMPLATE, r#"draft {"placement":{"places":["verification/before"]}}"#)],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["verification/after"]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if !facts.draft.placement.meets(Flow::Verification, Moment::Before) {
        return Vec::new();
    }
    let what = "Before verification this runs only when somebody asks for it.";
    let why = "After a sign-up or a changed address Ory starts the verification itself, and calls no hook before it.";
    vec![finding(&CHECK, what, why, "To reach everybody, run it after registration or settings as well.")]
}
