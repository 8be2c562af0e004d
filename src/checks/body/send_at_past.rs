//! The time of sending is past.

use super::{about, mail, steps, text, top};
use crate::{
    checks::{Check, Example, Facts, time},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/send-at-past",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The time of sending is past.",
    source: "mandrill.md 1.1",
    fires: &[Example::new(mail!(top "send_at: '2020-01-01 10:00:00'"), "registration_after_password")],
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
            "This time is past.",
            "Mandrill sends such a mail at once.",
            "Leave `send_at` out, or reckon it from `ctx.flow.issued_at`.",
        )
    };
    if at < now { vec![finding()] } else { Vec::new() }
}
