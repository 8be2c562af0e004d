//! The receiver is called at that place already.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Adding, Place, PresentHook, setting::Setting},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/there-already",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A hook at that place calls the same address already; with another one both are called.",
    source: "Kratos embedx/config.schema.json: uniqueItems; facts on JSON-Patch: add inserts",
    fires: &[Example::new(
        TEMPLATE,
        r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after/password","hooks":[{"hook":"web_hook","host":"mandrillapp.com","mark":912571024}]}]}}"#,
    )],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"present":[{"place":"registration/after/password","hooks":[{"hook":"session"}]}]}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"],"adding":"replace","present":[{"place":"registration/after/password","hooks":[{"hook":"web_hook","host":"mandrillapp.com","mark":912571024}]}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let placement = &facts.draft.placement;
    let ours = PresentHook::of(&facts.draft.action);
    let twice = |place: &Place| {
        let list = placement.present.iter().flatten().find(|list| list.place == *place);
        placement.adding != Adding::Replace
            && ours.mark != 0
            && list.is_some_and(|list| list.hooks.iter().any(|hook| hook.mark == ours.mark))
    };
    let told = |place: Place| {
        let what = format!("At {place} a hook calls the same address already.");
        let why = "Added to it, both are called, which makes two mails; an equal one Ory refuses.";
        let remedy = "If this is its new version, replace the list instead of adding to it.";
        finding(&CHECK, &what, why, remedy).setting(Setting::Adding(Adding::Replace))
    };
    placement.in_order().into_iter().filter(twice).map(told).collect()
}
