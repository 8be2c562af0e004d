//! There are merge tags, and nothing merges them.

use super::{about, in_place, insert, is_odd, mail, message, steps};
use crate::checks::words::{self, Language};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-off",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "There are merge tags, and nothing merges them.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(mail!("text: 'Hello *|NAME|*'"), "registration_after_password")],
    silent: &[Example::new(
        mail!("text: 'Hello *|NAME|*', merge: true, global_merge_vars: [{ name: 'NAME', content: 'Ada' }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| !words::merges(message) && !is_odd(message, "merge")) else {
        return Vec::new();
    };
    if words::language(message).is_none() {
        return Vec::new();
    }
    let tagged = |text: &str| {
        [Language::Mailchimp, Language::Handlebars].into_iter().any(|language| !language.tags(text).is_empty())
    };
    let Some((name, _)) = words::merged(message).find(|(_, text)| tagged(text)) else { return Vec::new() };
    let why = "Without `merge: true` or variables, tags are sent as they stand, unless the account says otherwise.";
    let mut finding = about(
        &CHECK,
        facts,
        &steps!["message", name],
        "There is a merge tag that is not merged.",
        why,
        "Add `merge: true`, or write the value by Jsonnet.",
    );
    finding.fix = match message.get("merge") {
        None => insert(facts, &steps!["message"], "merge: true"),
        Some(_) => in_place(facts, &steps!["message", "merge"], "false", "true"),
    };
    vec![finding]
}
