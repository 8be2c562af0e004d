//! The key is one of the Marketing API.

use super::{about, in_place, mail, quoted, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{key::PLACEHOLDER, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/marketing-key",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The key is one of the Marketing API.",
    source: "mandrill.md 4",
    fires: &[Example::new(mail!(top "key: '0123456789abcdef0123456789abcdef-us21'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let key = top(facts, &Endpoint::ALL).and_then(|body| text(body, "key"));
    let Some(key) = key.filter(|key| is_marketing(key)) else { return Vec::new() };
    let path = steps!["key"];
    let why = "Keys that end in `-us` and digits are Mailchimp's own; Mandrill answers Invalid_Key (401).";
    let remedy = "Make a key in Mailchimp Transactional (Mandrill) and type it into the key field.";
    let mut finding = about(&CHECK, facts, &path, "This is a key of Mailchimp's Marketing API.", why, remedy);
    finding.fix = in_place(facts, &path, key, &quoted(PLACEHOLDER));
    vec![finding]
}

/// Whether a key ends in a datacentre of the Marketing API.
pub fn is_marketing(key: &str) -> bool {
    let end = key.rsplit_once("-us").map(|(_, digits)| digits);
    end.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
