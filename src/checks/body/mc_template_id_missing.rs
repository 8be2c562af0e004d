//! The Mailchimp template to send is not named.

use super::{MC_TEMPLATE, about, given, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/mc-template-id-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The Mailchimp template to send is not named.",
    source: "mandrill.md 2",
    fires: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(MC_TEMPLATE),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', mc_template_id: 12, message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(MC_TEMPLATE),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let missing = top(facts, &[Endpoint::SendMcTemplate]).is_some_and(|body| given(body, "mc_template_id").is_none());
    let why = "messages/send-mc-template sends a template that Mailchimp stores, by its number.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["mc_template_id"],
            "`mc_template_id` is missing.",
            why,
            "Write the template's number beside `message`.",
        )
    };
    if missing { vec![finding()] } else { Vec::new() }
}
