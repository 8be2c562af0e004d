//! The name of a template is its title, not its slug.

use super::{about, in_place, quoted, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/template-slug",
    level: Level::Warning,
    delivery: Delivery::Refused,
    finds: "The name of a template is its title, not its slug.",
    source: "mandrill.md 2, 8",
    fires: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'Welcome mail', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let name = top(facts, &[Endpoint::SendTemplate]).and_then(|body| text(body, "template_name"));
    let is_title = |name: &&str| !name.trim().is_empty() && name.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    let Some(name) = name.filter(is_title) else { return Vec::new() };
    let path = steps!["template_name"];
    let slug = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    let why = "Slugs have neither capitals nor blanks; by a title Mandrill answers Unknown_Template.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        "This looks like the template's title.",
        why,
        format!("Write its slug, most likely `{slug}`."),
    );
    finding.fix = in_place(facts, &path, name, &quoted(&slug));
    vec![finding]
}
