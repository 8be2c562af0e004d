//! The raw message is missing.

use super::{RAW, about, blank, mail, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/raw-message-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The raw message is missing.",
    source: "mandrill.md 2",
    fires: &[Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}' }", "registration_after_password").to(RAW)],
    silent: &[
        Example::new(
            "function(ctx) { key: '{Your-Mailchimp-Api-Key}', raw_message: 'To: a@b.c' }",
            "registration_after_password",
        )
        .to(RAW),
        Example::new(mail!(), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let missing = top(facts, &[Endpoint::SendRaw]).is_some_and(|body| blank(body, "raw_message"));
    let why = "messages/send-raw takes a whole MIME message in `raw_message`, and nothing in its place.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["raw_message"],
            "`raw_message` is missing.",
            why,
            "Write the message there, or send to messages/send.",
        )
    };
    if missing { vec![finding()] } else { Vec::new() }
}
