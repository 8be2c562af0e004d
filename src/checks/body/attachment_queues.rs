//! With attachments Mandrill answers queued.

use super::{about, list, mail, message, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/attachment-queues",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "With attachments Mandrill answers queued.",
    source: "mandrill.md 1.6",
    fires: &[Example::new(
        mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'YQ==' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let there = message(facts).is_some_and(|object| !list(object, "attachments").is_empty());
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message", "attachments"],
            "With attachments Mandrill answers `queued`.",
            "It scans them first; whether the mail went out shows later, in its log.",
            "Look into its log for what became of the mail.",
        )
    };
    if there { vec![finding()] } else { Vec::new() }
}
