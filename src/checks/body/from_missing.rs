//! The sender is missing.

use super::{about, blank, mail, message, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/from-missing",
    level: Level::Error,
    delivery: Delivery::Nobody,
    finds: "The sender is missing.",
    source: "mandrill.md 1.2, 8",
    fires: &[
        Example::new(mail!("from_email: null"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let at_send = top(facts, &[Endpoint::Send]).is_some();
    let missing = message(facts).is_some_and(|message| blank(message, "from_email"));
    let why = "Mandrill answers 200 and rejects each recipient with `invalid-sender`; Ory takes that for success.";
    let remedy = "Write an address at a domain that you have verified with Mandrill.";
    let finding = || about(&CHECK, facts, &steps!["message", "from_email"], "`from_email` is missing.", why, remedy);
    if at_send && missing { vec![finding()] } else { Vec::new() }
}
