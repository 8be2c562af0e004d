//! Flows that have one list for every method.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Moment, Place},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/one-list-only",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "Verification and recovery have one list for every method.",
    source: "Kratos embedx/config.schema.json: selfServiceAfterVerification and selfServiceAfterRecovery know no methods",
    fires: &[
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["verification/after"]}}"#),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["recovery/after", "registration/after/password"]}}"#),
    ],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["verification/before"]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let one = |place: &Place| place.moment == Moment::After && place.flow.methods().is_empty();
    let told = |place: Place| {
        let what = format!("After {} the hook runs for every method, code and link alike.", place.flow.name());
        let why = "This flow has no lists of its own for its methods, so nothing can hide this one.";
        finding(&CHECK, &what, why, "Nothing to do; `ctx.flow.active` says which method it was.")
    };
    facts.draft.placement.in_order().into_iter().filter(one).map(told).collect()
}
