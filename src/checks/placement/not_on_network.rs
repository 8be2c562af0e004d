//! Fields that Ory Network's model of a hook does not carry.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::setting::Setting,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/not-on-network",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A field is set that Ory Network may drop or refuse.",
    source: "ory client-go model_normalized_project_revision_hook.go",
    fires: &[
        Example::new(TEMPLATE, r#"draft {"action":{"headers":[{"name":"X-A","value":"b"}]}}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"id":"mail","emit_analytics_event":false}}"#),
    ],
    silent: &[Example::new(TEMPLATE, r#"draft {}"#)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let action = &facts.draft.action;
    let used = [
        ("headers", !action.headers.is_empty()),
        ("id", !action.id.is_empty()),
        ("emit_analytics_event", !action.emit_analytics_event),
    ];
    let names: Vec<String> = used.iter().filter(|(_, used)| *used).map(|(name, _)| format!("`{name}`")).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let what = format!("Ory Network may drop or refuse {}.", names.join(", "));
    let why = "Its model of a hook has no such field; a Kratos of your own has.";
    let mut told = finding(&CHECK, &what, why, "Leave it out for a project on Ory Network.");
    told.settings.extend(action.headers.iter().map(|header| Setting::WithoutHeader(header.name.clone())));
    told.settings.extend((!action.id.is_empty()).then_some(Setting::WithoutId));
    told.settings.extend((!action.emit_analytics_event).then_some(Setting::Analytics));
    vec![told]
}
