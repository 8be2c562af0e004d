//! An API key in the template itself.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level},
    mandrill::key::{PLACEHOLDER, literal},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/literal-key",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "An API key stands in the template.",
    source: "Ory stores templates unencrypted; this page keeps what is typed into the template, but never the key",
    fires: &[Example::new("function(ctx) { key: 'md-0123456789abcdefghijkl' }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}' }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(span) = literal(&facts.draft.template) else { return Vec::new() };
    let fix = vec![Edit::template(span, PLACEHOLDER)];
    vec![Finding {
        fix,
        takes_key: Some(span),
        ..at(
            &CHECK,
            Document::Template,
            span,
            "A key seems to stand here in plain sight.",
            "What stands in the template is kept in this browser, and goes wherever you send the template.",
            "Put the placeholder here and the key into its field: it is put in when you copy.",
        )
    }]
}
