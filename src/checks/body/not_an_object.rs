//! The body is no JSON object.

use super::{about, mail};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/not-an-object",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The body is no JSON object.",
    source: "mandrill.md 9.4",
    fires: &[Example::new("function(ctx) [{ key: '{Your-Mailchimp-Api-Key}' }]", "registration_after_password")],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new("function(ctx) [1]", "registration_after_password").to("https://example.org/hook"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    match facts.request() {
        Some(request) if request.top().is_none() => {
            let why = "Mandrill wants an object with `key` and `message`; it finds neither in anything else.";
            vec![about(
                &CHECK,
                facts,
                &[],
                "The body is no object.",
                why,
                "Make the template's result `{ key: …, message: { … } }`.",
            )]
        }
        _ => Vec::new(),
    }
}
