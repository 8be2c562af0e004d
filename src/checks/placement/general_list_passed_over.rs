//! A general list after a flow, which Ory passes over.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Method, Place},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/general-list-passed-over",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A general list after a flow runs only for methods that have no hook of their own; `session` counts as one.",
    source: "Kratos driver/registry_default_{login,registration,settings}.go; ory/network#361, #346, #329; the first command of Ory's page on Mailchimp",
    fires: &[
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["registration/after"]}}"#),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["settings/after", "login/before"]}}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after"],"present":[{"place":"registration/after/oidc","hooks":[{"hook":"session"}]}]}}"#,
        ),
    ],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["login/before", "verification/after", "recovery/after"]}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after"],"present":[{"place":"registration/before","hooks":[{"hook":"web_hook"}]}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let placement = &facts.draft.placement;
    let passed_over = |place: Place| {
        let own = |method: &Method| {
            let list = Place::after(place.flow, *method);
            let there = placement.present.iter().flatten().any(|known| known.place == list && !known.hooks.is_empty());
            there || placement.places.contains(&list)
        };
        let methods: Vec<&str> =
            place.flow.methods().iter().filter(|method| own(method)).map(|method| method.name()).collect();
        let (flow, deed) = (place.flow.name(), place.flow.deed());
        let what = match (placement.present.is_some(), methods.is_empty()) {
            (true, true) => return None,
            (_, false) => {
                format!("After {flow} by {} this hook never runs: that has hooks of its own.", list_of(&methods))
            }
            (false, true) => format!("This hook may never run after {deed}."),
        };
        let why = "Ory runs the general list only for methods without any hook of their own, never both; `session` counts, and \
                   most projects have it under password. The first command of Ory's page on Mailchimp stumbles over this.";
        let told = finding(&CHECK, &what, why, "Choose the methods themselves instead of the general list.");
        Some(told.setting(place.by_method()))
    };
    placement.in_order().into_iter().filter(|place| place.can_be_passed_over()).filter_map(passed_over).collect()
}

/// A list as people write it.
fn list_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
