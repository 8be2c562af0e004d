//! A tag is longer than Mandrill keeps.

use super::{about, list, mail, message, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/tag-too-long",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A tag is longer than Mandrill keeps.",
    source: "mandrill.md 1.5",
    fires: &[Example::new(mail!("tags: [std.repeat('a', 51)]"), "registration_after_password")],
    silent: &[Example::new(mail!("tags: [std.repeat('a', 50)]"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let tags = list(message, "tags").iter().enumerate().filter_map(|(at, tag)| Some((at, tag.as_str()?)));
    tags.filter(|(_, tag)| tag.chars().count() > 50)
        .map(|(at, tag)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "tags", at],
                format!("This tag has {} characters.", tag.chars().count()),
                "Tags have at most 50; what Mandrill makes of a longer one is not proven.",
                "Shorten it.",
            )
        })
        .collect()
}
