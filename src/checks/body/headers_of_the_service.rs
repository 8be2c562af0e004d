//! A header is given that Mandrill writes itself.

use serde_json::Value;

use super::{about, given, mail, message, remove, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/headers-of-the-service",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A header is given that Mandrill writes itself.",
    source: "mandrill.md 1.4",
    fires: &[
        Example::new(mail!("headers: { 'X-MC-Tags': 'a' }"), "registration_after_password"),
        Example::new(mail!("headers: { subject: 'a' }"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("headers: { 'Reply-To': 'a@acme-mail.com' }"), "registration_after_password")],
    run,
};

const OURS: [&str; 9] = ["from", "to", "cc", "bcc", "subject", "date", "message-id", "content-type", "mime-version"];

fn run(facts: Facts) -> Vec<Finding> {
    let headers = message(facts).and_then(|message| given(message, "headers")).and_then(Value::as_object);
    let known = |name: &&String| {
        let name = name.trim().to_lowercase();
        OURS.contains(&name.as_str()) || name.starts_with("x-mc-")
    };
    let tell = |name: &String| {
        let why = "Mandrill writes this header from fields of its own; `X-MC-` ones are commands of its SMTP side.";
        let path = steps!["message", "headers", name.as_str()];
        let mut finding = about(
            &CHECK,
            facts,
            &path,
            format!("The header `{name}` is Mandrill's own."),
            why,
            "Use the field for it, and leave the header out.",
        );
        finding.fix = remove(facts, &steps!["message", "headers"], name);
        finding
    };
    let given = headers.into_iter().flatten().filter(|(_, value)| !value.is_null()).map(|(name, _)| name);
    given.filter(known).map(tell).collect()
}
