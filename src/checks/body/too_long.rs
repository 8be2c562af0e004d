//! A text is longer than Mandrill takes.

use super::{about, mail, message, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/too-long",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "A text is longer than Mandrill takes.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(mail!("subject: std.repeat('a', 999)"), "registration_after_password")],
    silent: &[Example::new(mail!("subject: std.repeat('ä', 998)"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let long = |(name, most): (&'static str, usize)| {
        let length = text(message, name)?.chars().count();
        let why = "Mandrill's own specification sets that limit.";
        let what = format!("`{name}` has {length} characters.");
        let finding = || about(&CHECK, facts, &steps!["message", name], what, why, format!("Keep it within {most}."));
        (length > most).then(finding)
    };
    [("subject", 998), ("subaccount", 255)].into_iter().filter_map(long).collect()
}
