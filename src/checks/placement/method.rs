//! A method Mandrill does not take.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::setting::Setting,
    ory::action::receivers::is_mandrill,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/method",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Mandrill is called with another method than POST.",
    source: "Kratos request/builder.go sends the method as written and only TRACE without a body; Mandrill reads a POST",
    fires: &[
        Example::new(TEMPLATE, r#"draft {"action":{"method":"post"}}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"method":"TRACE"}}"#),
    ],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"url":"https://example.org/x","method":"PUT"}}"#),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let action = &facts.draft.action;
    if action.method == "POST" || !is_mandrill(&action.url) {
        return Vec::new();
    }
    let what = format!("Mandrill is called with `{}`.", action.method);
    let why = if action.method == "TRACE" {
        "With this method Ory sends no body at all."
    } else {
        "Ory sends the method as it is written, small letters too, and Mandrill reads its input from a POST."
    };
    vec![finding(&CHECK, &what, why, "Write `POST`.").setting(Setting::Method("POST".to_owned()))]
}
