//! The html of the message gives way to the template.

use super::{about, mail, message, remove, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/html-with-template",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The html of the message gives way to the template.",
    source: "mandrill.md 1.2",
    fires: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { html: '<p>Hi</p>', to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
        Example::new(mail!("html: '<p>Hi</p>'"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let templated = top(facts, &[Endpoint::SendTemplate, Endpoint::SendMcTemplate]).is_some();
    let written = message(facts).and_then(|message| text(message, "html")).is_some_and(|html| !html.trim().is_empty());
    if !(templated && written) {
        return Vec::new();
    }
    let why = "The stored template is the html of the mail; what stands in `message.html` is not used.";
    let mut finding = about(
        &CHECK,
        facts,
        &steps!["message", "html"],
        "This html is not sent.",
        why,
        "Leave it out, or fill a region by `template_content`.",
    );
    finding.fix = remove(facts, &steps!["message"], "html");
    vec![finding]
}
