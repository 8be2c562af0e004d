//! A link with a secret goes through the counter of clicks.

use serde_json::Value;

use super::{about, insert, is_odd, mail, message, steps, text};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/click-tracking-of-secret",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A link with a secret goes through the counter of clicks.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(
        mail!("view_content_link: false, text: 'Open https://acme-mail.com/in?token=abc'"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("view_content_link: false, track_clicks: false, text: 'Open https://acme-mail.com/in?token=abc'"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts)
        .filter(|message| message.get("track_clicks") != Some(&Value::Bool(false)) && !is_odd(message, "track_clicks"))
    else {
        return Vec::new();
    };
    let Some(name) = ["html", "text"].into_iter().find(|name| text(message, name).is_some_and(words::has_secret_link))
    else {
        return Vec::new();
    };
    let why = "With tracking on, Mandrill rewrites links and keeps the address.";
    let mut finding = about(
        &CHECK,
        facts,
        &steps!["message", name],
        "This link carries a secret.",
        why,
        "Add `track_clicks: false`.",
    );
    if !message.contains_key("track_clicks") {
        finding.fix = insert(facts, &steps!["message"], "track_clicks: false");
    }
    vec![finding]
}
