//! A script, which no client runs.

use super::{SCENARIO, mail, tags, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::html::Tag,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/script",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A script, which no client runs.",
    source: "https://docs.mtarget.co/en/articles/10341806-html-email-limitations",
    fires: &[
        Example::new(mail!("<p>Hi</p><script>alert(1)</script>"), SCENARIO),
        Example::new(mail!("<p onclick=\"alert(1)\">Hi</p>"), SCENARIO),
    ],
    silent: &[Example::new(mail!("<p>Hi</p><script type=\"application/ld+json\">{}</script>"), SCENARIO)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let found = tags(facts, |tag| is_script(tag) || tag.attributes.iter().any(|(name, _)| is_handler(name)));
    let why = "Clients take scripts out before they show a mail, and filters hold back what has one.";
    tell(&CHECK, facts, &found, |tag| format!("{tag} is never run."), why, "Take it out.")
}

/// A script that is run; one of data (a schema for Gmail's actions) is not.
fn is_script(tag: &Tag) -> bool {
    let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    tag.name == "script" && !kind.contains("json")
}

fn is_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|event| event.len() > 2 && event.bytes().all(|byte| byte.is_ascii_lowercase()))
}
