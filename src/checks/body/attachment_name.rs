//! The name of an attachment is not plain ASCII.

use super::{about, mail, message, objects, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/attachment-name",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The name of an attachment is not plain ASCII.",
    source: "mandrill.md 8",
    fires: &[Example::new(
        mail!("attachments: [{ type: 'text/plain', name: 'é.txt', content: 'YQ==' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'YQ==' }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let named = objects(message, "attachments").filter_map(|(at, item)| Some((at, text(item, "name")?)));
    let why = "Names beyond ASCII come out garbled in some mail programs.";
    named
        .filter(|(_, name)| !name.is_ascii())
        .map(|(at, name)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "attachments", at, "name"],
                format!("`{name}` is not plain ASCII."),
                why,
                "Use plain letters.",
            )
        })
        .collect()
}
