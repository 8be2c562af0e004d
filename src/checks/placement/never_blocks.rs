//! A hook beside the flow, where hooks are there to stop it.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::Moment,
    draft::setting::Setting,
    ory::action::receivers::is_mandrill,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/never-blocks",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A hook before a flow that runs beside it can never stop it.",
    source: "Kratos selfservice/hook/web_hook.go: with response.ignore the request is made in a goroutine, and its errors are only logged",
    fires: &[Example::new(
        TEMPLATE,
        r#"draft {"placement":{"places":["registration/before"]},"action":{"url":"https://example.org/check"}}"#,
    )],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/before"]},"action":{"url":"https://example.org/check","ignore_response":false}}"#,
        ),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["login/before"]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let draft = facts.draft;
    let before = draft.placement.places.iter().any(|place| place.moment == Moment::Before);
    if !before || !draft.action.ignore_response || is_mandrill(&draft.action.url) {
        return Vec::new();
    }
    let why = "With `response.ignore` Ory does not wait for the answer, whatever it says: good for telling, useless for checking.";
    let remedy = "If the receiver shall be able to stop the flow, let it wait, or let the answer decide.";
    let waits = Setting::Response { ignore: false, parse: draft.action.parse_response };
    vec![finding(&CHECK, "This hook can never stop the flow.", why, remedy).setting(waits)]
}
