//! The `session` hook runs last, wherever it stands.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Adding, Place},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/session-runs-last",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "The hook is listed behind `session`, and runs before it all the same.",
    source: "Kratos driver/registry_default_hooks.go moves `session` to the end",
    fires: &[Example::new(
        TEMPLATE,
        r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after/password","hooks":[{"hook":"session"}]}]}}"#,
    )],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"adding":"first","present":[{"place":"registration/after/password","hooks":[{"hook":"session"}]}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let placement = &facts.draft.placement;
    let behind = |place: &Place| {
        let list = placement.present.iter().flatten().find(|list| list.place == *place);
        placement.adding == Adding::Last
            && list.is_some_and(|list| list.hooks.iter().any(|hook| hook.hook == "session"))
    };
    let told = |place: Place| {
        let what = format!("At {place} the hook is listed behind `session`, and runs before it.");
        let why = "Ory moves `session` to the end of the list, wherever it is written.";
        finding(&CHECK, &what, why, "Nothing to do: the order of the others is that of the list.")
    };
    placement.in_order().into_iter().filter(behind).map(told).collect()
}
