//! A copy goes out as a mail of its own.

use super::{about, in_place, insert, is_odd, mail, message, of_type, on, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/cc-without-preserve-recipients",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A copy goes out as a mail of its own.",
    source: "mandrill.md 1.3",
    fires: &[Example::new(
        mail!("to: [{ email: 'a@acme-mail.com' }, { email: 'b@acme-mail.com', type: 'cc' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!(
            "preserve_recipients: true, to: [{ email: 'a@acme-mail.com' }, { email: 'b@acme-mail.com', type: 'cc' }]"
        ),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) =
        message(facts).filter(|message| !on(message, "preserve_recipients") && !is_odd(message, "preserve_recipients"))
    else {
        return Vec::new();
    };
    if of_type(message, &["cc", "bcc"]) == 0 {
        return Vec::new();
    }
    let why = "Without `preserve_recipients: true` everybody gets a mail of their own, and a cc looks like a To.";
    let mut finding = about(
        &CHECK,
        facts,
        &steps!["message", "to"],
        "This cc or bcc is none.",
        why,
        "Add `preserve_recipients: true`.",
    );
    finding.fix = match message.get("preserve_recipients") {
        None => insert(facts, &steps!["message"], "preserve_recipients: true"),
        Some(_) => in_place(facts, &steps!["message", "preserve_recipients"], "false", "true"),
    };
    vec![finding]
}
