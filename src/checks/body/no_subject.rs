//! The mail has no subject.

use super::{about, blank, mail, message, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/no-subject",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The mail has no subject.",
    source: "mandrill.md 9.4",
    fires: &[Example::new(mail!("subject: ''"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let at_send = top(facts, &[Endpoint::Send]).is_some();
    let missing = message(facts).is_some_and(|message| blank(message, "subject"));
    let why = "The mail goes out without one; people and spam filters distrust it.";
    let finding =
        || about(&CHECK, facts, &steps!["message", "subject"], "`subject` is missing.", why, "Write a subject.");
    if at_send && missing { vec![finding()] } else { Vec::new() }
}
