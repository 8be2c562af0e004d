//! The mail goes to more than ten people.

use super::{about, insert, is_odd, list, mail, message, on, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/many-recipients",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The mail goes to more than ten people.",
    source: "mandrill.md 1.1",
    fires: &[Example::new(
        mail!("to: [{ email: 'ada%d@acme-mail.com' % n } for n in std.range(1, 11)]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("to: [{ email: 'ada%d@acme-mail.com' % n } for n in std.range(1, 10)]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(body) = top(facts, &Endpoint::ALL) else { return Vec::new() };
    let (people, path) = match message(facts) {
        Some(message) => (list(message, "to").len(), steps!["message", "to"].to_vec()),
        None => (list(body, "to").len(), steps!["to"].to_vec()),
    };
    if people <= 10 || on(body, "async") || is_odd(body, "async") {
        return Vec::new();
    }
    let why = "Above ten recipients, cc and bcc counted, Mandrill sends in the background and answers `queued` for everybody.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        format!("There are {people} recipients."),
        why,
        "Say so with `async: true` beside `message`.",
    );
    if !body.contains_key("async") {
        finding.fix = insert(facts, &[], "async: true");
    }
    vec![finding]
}
