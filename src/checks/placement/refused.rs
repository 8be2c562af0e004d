//! The configuration would be refused.

use serde_json::Value;

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{Flow, Moment, Place},
    ory::action::{Action, inline_body, schema, secrets::Secrets},
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/refused",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The action breaks a rule of Ory's configuration schema.",
    source: "Kratos embedx/config.schema.json, selfServiceWebHook",
    fires: &[
        Example::new(TEMPLATE, r#"draft {"action":{"url":"mandrillapp.com/api/1.0/messages/send"}}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"ignore_response":true,"parse_response":true}}"#),
    ],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"method":"","id":"x","headers":[{"name":"X-A","value":"b"}]}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let draft = facts.draft;
    let action = serde_json::to_value(Action::new(&draft.action, inline_body("{}"), &Secrets::default()));
    let Ok(action) = action else { return Vec::new() };
    let hooks = Value::Array(vec![action]);
    // An action is refused for the same reasons wherever it stands.
    let place = draft.placement.in_order().first().copied().unwrap_or(Place::general(Flow::Login, Moment::Before));
    let Some(refusal) = schema::refusals(&place.location(), &hooks).into_iter().next() else { return Vec::new() };
    let field = refusal.at.trim_start_matches("/0/config").trim_start_matches('/').replace('/', ".");
    let what = if field.is_empty() { refusal.what } else { format!("`{field}`: {}", refusal.what) };
    let why = "Ory holds every configuration against its schema and refuses the whole change.";
    vec![finding(&CHECK, &what, why, "Change it in the third step.")]
}
