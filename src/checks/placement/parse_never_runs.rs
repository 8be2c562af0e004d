//! A hook that parses the answer, where it is never run.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Flow, Moment, Place},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/parse-never-runs",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A hook with `response.parse` in a general list after registration or settings is never run at all.",
    source: "Kratos driver/registry_default_{registration,settings}.go: PostRegistrationPrePersistHooks and PostSettingsPrePersistHooks have no general list",
    fires: &[
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after"]},"action":{"url":"https://example.org/x","ignore_response":false,"parse_response":true}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["settings/after"]},"action":{"url":"https://example.org/x","ignore_response":false,"parse_response":true}}"#,
        ),
    ],
    silent: &[
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["registration/after/password"]},"action":{"url":"https://example.org/x","ignore_response":false,"parse_response":true}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"placement":{"places":["login/after"]},"action":{"url":"https://example.org/x","ignore_response":false,"parse_response":true}}"#,
        ),
        Example::new(TEMPLATE, r#"draft {"placement":{"places":["registration/after"]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let draft = facts.draft;
    let never = |place: &Place| {
        place.method.is_none()
            && place.moment == Moment::After
            && matches!(place.flow, Flow::Registration | Flow::Settings)
            && draft.action.parse_response
    };
    let told = |place: Place| {
        let what = format!("At {place} a hook that parses the answer is never run.");
        let why =
            "Such hooks run before anything is saved, and for that moment Ory looks only into the methods' own lists.";
        finding(&CHECK, &what, why, "Choose the methods themselves.").setting(place.by_method())
    };
    draft.placement.in_order().into_iter().filter(never).map(told).collect()
}
