//! The template to send is not named.

use super::{about, blank, mail, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/template-name-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The template to send is not named.",
    source: "mandrill.md 3.2",
    fires: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
        Example::new(mail!(), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let missing = top(facts, &[Endpoint::SendTemplate]).is_some_and(|body| blank(body, "template_name"));
    let why = "messages/send-template sends a template that Mandrill stores; without its name it is refused.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["template_name"],
            "`template_name` is missing.",
            why,
            "Write the template's slug beside `message`.",
        )
    };
    if missing { vec![finding()] } else { Vec::new() }
}
