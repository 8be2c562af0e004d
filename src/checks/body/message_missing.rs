//! The message is missing.

use super::{WITH_MESSAGE, about, given, mail, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/message-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The message is missing.",
    source: "mandrill.md 1.7",
    fires: &[Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}' }", "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let missing = top(facts, WITH_MESSAGE).is_some_and(|body| given(body, "message").is_none());
    let why = "Mandrill answers \"You must specify a message value\".";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message"],
            "`message` is missing.",
            why,
            "Put the mail into `message: { … }`, beside `key`.",
        )
    };
    if missing { vec![finding()] } else { Vec::new() }
}
