//! The API key is missing.

use super::{about, blank, insert, mail, quoted, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{key::PLACEHOLDER, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/key-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The API key is missing.",
    source: "mandrill.md 3.2, 4",
    fires: &[
        Example::new(mail!(top "key: null"), "registration_after_password"),
        Example::new(
            "function(ctx) { message: { from_email: 'hello@acme-mail.com', subject: 'a', text: 'b', to: [{ email: 'ada@acme-mail.com' }] } }",
            "registration_after_password",
        ),
    ],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(body) = top(facts, &Endpoint::ALL).filter(|body| blank(body, "key")) else { return Vec::new() };
    let why = "Mandrill takes the key in the body alone, and answers \"You must specify a key value\" without it.";
    let remedy = "Put the placeholder there; your key is put in when you copy.";
    let mut finding = about(&CHECK, facts, &steps!["key"], "`key` is missing.", why, remedy);
    if !body.contains_key("key") {
        finding.fix = insert(facts, &[], &format!("key: {}", quoted(PLACEHOLDER)));
    }
    vec![finding]
}
