//! A merge tag stands in a header, where none is merged.

use serde_json::Value;

use super::{about, given, mail, message, steps};
use crate::checks::words::{self, Language};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-tag-in-header",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A merge tag stands in a header, where none is merged.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(mail!("headers: { 'Reply-To': '*|REPLY|*' }"), "registration_after_password")],
    silent: &[Example::new(mail!("headers: { 'Reply-To': 'a@acme-mail.com' }"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if message(facts).is_none_or(|message| words::language(message).is_none()) {
        return Vec::new();
    }
    let headers = message(facts).and_then(|message| given(message, "headers")).and_then(Value::as_object);
    let tagged = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        [Language::Mailchimp, Language::Handlebars].into_iter().any(|language| !language.tags(text).is_empty())
    };
    let why = "Mandrill merges no tags in headers.";
    let found = headers.into_iter().flatten().filter(|(_, value)| tagged(value));
    found
        .map(|(name, _)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "headers", name.as_str()],
                "This tag is sent as it stands.",
                why,
                "Write the value by Jsonnet.",
            )
        })
        .collect()
}
