//! A tag begins with an underscore.

use super::{about, in_place, list, mail, message, quoted, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/tag-underscore",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "A tag begins with an underscore.",
    source: "mandrill.md 1.5",
    fires: &[Example::new(mail!("tags: ['_welcome']"), "registration_after_password")],
    silent: &[Example::new(mail!("tags: ['welcome_mail']"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let tags = list(message, "tags").iter().enumerate().filter_map(|(at, tag)| Some((at, tag.as_str()?)));
    tags.filter(|(_, tag)| tag.starts_with('_'))
        .map(|(at, tag)| {
            let mut finding = about(
                &CHECK,
                facts,
                &steps!["message", "tags", at],
                format!("The tag `{tag}` begins with `_`."),
                "Such tags are Mandrill's own; the request is refused.",
                "Leave the underscore out.",
            );
            finding.fix = in_place(facts, &steps!["message", "tags", at], tag, &quoted(tag.trim_start_matches('_')));
            finding
        })
        .collect()
}
