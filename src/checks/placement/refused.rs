//! The configuration would be refused.

use serde_json::Value;

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::{ActionDraft, Flow, Moment, Place, Placement, setting::Setting},
    ory::action::{Action, inline_body, receivers::is_mandrill, schema, secrets::Secrets},
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
    // An action is refused for the same reasons wherever it stands.
    let place = draft.placement.in_order().first().copied().unwrap_or(Place::general(Flow::Login, Moment::Before));
    let Some(refusal) = refusal(&draft.action, place) else { return Vec::new() };
    let field = refusal.at.trim_start_matches("/0/config").trim_start_matches('/').replace('/', ".");
    let what = if field.is_empty() { refusal.what } else { format!("`{field}`: {}", refusal.what) };
    let why = "Ory holds every configuration against its schema and refuses the whole change.";
    let mut told = finding(&CHECK, &what, why, "Change it in the third step.");
    told.settings.extend(remedies(&draft.action, place));
    vec![told]
}

/// What lets Ory take the action: the scheme that the address lacks, one answer of two that exclude each other.
fn remedies(action: &ActionDraft, place: Place) -> Vec<Setting> {
    let mut settings = Vec::new();
    if !action.url.is_empty() && !action.url.contains("://") {
        settings.push(Setting::Url(format!("https://{}", action.url.trim_start_matches('/'))));
    }
    if action.ignore_response && action.parse_response {
        settings.push(Setting::Response { ignore: is_mandrill(&action.url), parse: !is_mandrill(&action.url) });
    }
    let (mut mended, mut placement) = (action.clone(), Placement::default());
    settings.iter().for_each(|setting| setting.set(&mut mended, &mut placement));
    if refusal(&mended, place).is_some() { Vec::new() } else { settings }
}

/// Why Ory refuses an action.
fn refusal(action: &ActionDraft, place: Place) -> Option<schema::Refusal> {
    let action = serde_json::to_value(Action::new(action, inline_body("{}"), &Secrets::default())).ok()?;
    schema::refusals(&place.location(), &Value::Array(vec![action])).into_iter().next()
}
