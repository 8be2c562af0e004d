//! A tag is made of what belongs to one person.

use super::{about, list, mail, message, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/tag-of-a-person",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A tag is made of what belongs to one person.",
    source: "mandrill.md 1.5",
    fires: &[Example::new(mail!("tags: ['ada@example.org']"), "registration_after_password")],
    silent: &[Example::new(mail!("tags: ['welcome']"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let tags = list(message, "tags").iter().enumerate().filter_map(|(at, tag)| Some((at, tag.as_str()?)));
    tags.filter(|(_, tag)| tag.contains('@') || ids(facts).any(|id| tag.contains(id)))
        .map(|(at, tag)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "tags", at],
                format!("The tag `{tag}` is of one person."),
                "An account keeps a hundred tags or so; one for each person uses them up, and its log shows them.",
                "Put it into `metadata` instead, if it is needed at all.",
            )
        })
        .collect()
}

/// The ids of the person, the session and the flow.
fn ids(facts: Facts<'_>) -> impl Iterator<Item = &str> {
    let of = move |name: &str| facts.ctx()[name]["id"].as_str().filter(|id| !id.is_empty());
    ["identity", "session", "flow"].into_iter().filter_map(of)
}
