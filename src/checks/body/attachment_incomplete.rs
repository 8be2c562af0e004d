//! An attachment lacks its type, name or content.

use super::{about, blank, mail, message, objects, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/attachment-incomplete",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "An attachment lacks its type, name or content.",
    source: "mandrill.md 1.6",
    fires: &[
        Example::new(mail!("attachments: [{ type: 'text/plain', content: 'YQ==' }]"), "registration_after_password"),
        Example::new(mail!("images: [{ name: 'logo', content: 'YQ==' }]"), "registration_after_password"),
    ],
    silent: &[Example::new(
        mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'YQ==' }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let mut found = Vec::new();
    for kind in ["attachments", "images"] {
        for (at, item) in objects(message, kind) {
            let missing: Vec<&str> = ["type", "name", "content"].into_iter().filter(|name| blank(item, name)).collect();
            if !missing.is_empty() {
                let what = format!("Here is no `{}`.", missing.join("`, no `"));
                let why = "Mandrill needs the type, the name and the content (base64) of each.";
                found.push(about(&CHECK, facts, &steps!["message", kind, at], what, why, "Add what is missing."));
            }
        }
    }
    found
}
