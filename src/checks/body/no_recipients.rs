//! Nobody gets the mail.

use super::{about, given, mail, message, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/no-recipients",
    level: Level::Error,
    delivery: Delivery::Nobody,
    finds: "Nobody gets the mail.",
    source: "mandrill.md 1.3",
    fires: &[
        Example::new(mail!("to: []"), "registration_after_password"),
        Example::new(mail!("to: null"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let nobody = match given(message, "to") {
        None => true,
        Some(value) => value.as_array().is_some_and(Vec::is_empty),
    };
    let why = "Mandrill sends to whom `to` lists, and to nobody else; what it answers to an empty list is not proven.";
    let remedy = "List somebody; where nobody is to be had, say `error \"cancel\"`.";
    let finding = || about(&CHECK, facts, &steps!["message", "to"], "There is no recipient.", why, remedy);
    if nobody { vec![finding()] } else { Vec::new() }
}
