//! The key has not the form of a Mandrill key.

use super::marketing_key::is_marketing;
use super::{about, in_place, mail, quoted, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{key::PLACEHOLDER, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/key-form",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The key has not the form of a Mandrill key.",
    source: "mandrill.md 4",
    fires: &[Example::new(mail!(top "key: 'changeme'"), "registration_after_password")],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!(top "key: 'md-0123456789abcdefghijkl'"), "registration_after_password"),
        Example::new(mail!(top "key: '<key>'"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let key = top(facts, &Endpoint::ALL).and_then(|body| text(body, "key"));
    let Some(key) = key.filter(|key| !key.trim().is_empty() && !fits(key) && !is_marketing(key)) else {
        return Vec::new();
    };
    let path = steps!["key"];
    let why = "Mandrill's keys are 22 letters, digits, `-` and `_`, new ones with `md-` before them. Another is answered Invalid_Key.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        "This does not look like a Mandrill key.",
        why,
        "Put the placeholder there and type the key into the key field.",
    );
    finding.fix = in_place(facts, &path, key, &quoted(PLACEHOLDER));
    vec![finding]
}

fn fits(key: &str) -> bool {
    let bare = key.strip_prefix("md-").unwrap_or(key);
    let letters = |text: &str| {
        text.len() == 22 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let placeholder = (key.starts_with('{') && key.ends_with('}')) || (key.starts_with('<') && key.ends_with('>'));
    letters(bare) || letters(key) || placeholder
}
