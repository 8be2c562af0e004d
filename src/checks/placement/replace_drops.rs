//! A list is replaced whose hooks nobody has seen.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Adding, Flow, setting::Setting},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/replace-drops",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The command replaces lists, and what stands in them now is taken out, `session` too.",
    source: "ory/x jsonx/patch.go; facts on the CLI, measured: --replace sets the whole list",
    fires: &[Example::new(
        TEMPLATE,
        r#"draft {"placement":{"places":["registration/after/password"],"adding":"replace"}}"#,
    )],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"adding":"replace","present":[{"place":"registration/after/password","hooks":[{"hook":"session"}]}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let placement = &facts.draft.placement;
    if placement.adding != Adding::Replace || placement.present.is_some() || placement.places.is_empty() {
        return Vec::new();
    }
    let signs_in = placement.places.iter().any(|place| place.flow == Flow::Registration && place.method.is_some());
    let what = if signs_in {
        "The command takes out whatever is in the list, `session` too: then nobody is signed in after signing up."
    } else {
        "The command takes out whatever is in the list."
    };
    let why = "`--replace` sets the whole list, and this page does not know what is in it.";
    let remedy = "Show your project's hooks below, and they stay; or add to the list instead.";
    vec![finding(&CHECK, what, why, remedy).setting(Setting::Adding(Adding::Last))]
}
