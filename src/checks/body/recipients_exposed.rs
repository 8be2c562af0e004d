//! Everybody sees the addresses of all others.

use super::{about, in_place, mail, message, of_type, on, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/recipients-exposed",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Everybody sees the addresses of all others.",
    source: "mandrill.md 1.2, 1.3",
    fires: &[Example::new(
        mail!("preserve_recipients: true, to: [{ email: 'a@acme-mail.com' }, { email: 'b@acme-mail.com' }]"),
        "registration_after_password",
    )],
    silent: &[
        Example::new(mail!("preserve_recipients: true"), "registration_after_password"),
        Example::new(
            mail!("to: [{ email: 'a@acme-mail.com' }, { email: 'b@acme-mail.com' }]"),
            "registration_after_password",
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| on(message, "preserve_recipients")) else { return Vec::new() };
    if of_type(message, &["to"]) < 2 {
        return Vec::new();
    }
    let path = steps!["message", "preserve_recipients"];
    let why = "With `preserve_recipients` there is one mail with all addresses in its To line.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        "Everybody in `to` sees the others' addresses.",
        why,
        "Set it to `false`: each gets a mail of their own.",
    );
    if of_type(message, &["cc", "bcc"]) == 0 {
        finding.fix = in_place(facts, &path, "true", "false");
    }
    vec![finding]
}
