//! The mail is empty.

use super::template_at_send;
use super::{about, blank, mail, message, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/no-content",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The mail is empty.",
    source: "mandrill.md 1.7",
    fires: &[Example::new(mail!("text: ' '"), "registration_after_password")],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!(top "template_name: 'welcome', message+: { text: null }"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let at_send = top(facts, &[Endpoint::Send]).is_some() && template_at_send::place(facts).is_none();
    let empty = message(facts).is_some_and(|message| blank(message, "html") && blank(message, "text"));
    let why = "Mandrill takes such a mail and sends it, empty.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message"],
            "There is neither `html` nor `text`.",
            why,
            "Write one of them, or both.",
        )
    };
    if at_send && empty { vec![finding()] } else { Vec::new() }
}
