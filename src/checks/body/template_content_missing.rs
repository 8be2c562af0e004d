//! The content for a stored template is missing.

use super::{about, given, insert, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/template-content-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The content for a stored template is missing.",
    source: "mandrill.md 2",
    fires: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(body) = top(facts, &[Endpoint::SendTemplate]).filter(|body| given(body, "template_content").is_none())
    else {
        return Vec::new();
    };
    let why = "Mandrill refuses the request without it, also where the template has no editable regions.";
    let mut finding = about(
        &CHECK,
        facts,
        &steps!["template_content"],
        "`template_content` is missing.",
        why,
        "Add `template_content: []`.",
    );
    if !body.contains_key("template_content") {
        finding.fix = insert(facts, &[], "template_content: []");
    }
    vec![finding]
}
