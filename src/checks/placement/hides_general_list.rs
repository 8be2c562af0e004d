//! A first hook of a method, which hides the general list.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::Place,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/hides-general-list",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The command gives a method its first hook, and from then on the general hooks no longer run for it.",
    source: "Kratos driver/registry_default_{login,registration,settings}.go",
    fires: &[Example::new(
        TEMPLATE,
        r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after","hooks":[{"hook":"web_hook","host":"crm.example.org"}]}]}}"#,
    )],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after","hooks":[{"hook":"web_hook"}]},{"place":"registration/after/password","hooks":[{"hook":"session"}]}]}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after/oidc","hooks":[{"hook":"session"}]}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let placement = &facts.draft.placement;
    let Some(present) = &placement.present else { return Vec::new() };
    let hooks = |place: Place| present.iter().find(|list| list.place == place).map_or(&[][..], |list| &list.hooks);
    let hides = |place: Place| {
        let general = hooks(Place::general(place.flow, place.moment));
        if place.method.is_none() || general.is_empty() || !hooks(place).is_empty() {
            return None;
        }
        let names: Vec<String> = general.iter().map(|hook| format!("`{}`", hook.words())).collect();
        let what = format!("After this, the general hooks no longer run at {place}: {}.", names.join(", "));
        let why = "A method's own list and the general one are never merged: with its first hook the general list is passed over.";
        Some(finding(&CHECK, &what, why, "Put those hooks into the method's list as well."))
    };
    placement.in_order().into_iter().filter_map(hides).collect()
}
