//! The time of sending is more than a year away.

use super::{about, mail, steps, text, top};
use crate::{
    checks::{Check, Example, Facts, time},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/send-at-far",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The time of sending is more than a year away.",
    source: "mandrill.md 1.1",
    fires: &[Example::new(mail!(top "send_at: '2036-01-01 10:00:00'"), "registration_after_password")],
    silent: &[Example::new(mail!(top "send_at: '2026-12-01 10:00:00'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let written = top(facts, &Endpoint::ALL).and_then(|body| text(body, "send_at"));
    let (Some(at), Some(now)) = (written.and_then(time::mandrill), facts.now()) else { return Vec::new() };
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["send_at"],
            "This is more than a year away.",
            "Mandrill keeps scheduled mail for a year at most.",
            "Choose a time within 365 days.",
        )
    };
    if at > now + 365 * 86_400 { vec![finding()] } else { Vec::new() }
}
