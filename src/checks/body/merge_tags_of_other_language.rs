//! There are tags of the language that is not merged.

use super::{about, insert, mail, message, quoted, steps};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-tags-of-other-language",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "There are tags of the language that is not merged.",
    source: "mandrill.md 6.1, 8",
    fires: &[Example::new(
        mail!("merge: true, text: 'Hello {{name}}', global_merge_vars: [{ name: 'name', content: 'Ada' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!(
            "merge: true, merge_language: 'handlebars', text: 'Hello {{name}}', global_merge_vars: [{ name: 'name', content: 'Ada' }]"
        ),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| words::merges(message)) else { return Vec::new() };
    let Some(language) = words::language(message) else { return Vec::new() };
    let other = language.other();
    let Some((name, _)) = words::merged(message).find(|(_, text)| !other.tags(text).is_empty()) else {
        return Vec::new();
    };
    let why = "Tags of the other language are sent as they stand.";
    let remedy = format!("Write them in {}, or set `merge_language: \"{}\"`.", language.name(), other.name());
    let mut finding =
        about(&CHECK, facts, &steps!["message", name], format!("This tag is one of {}.", other.name()), why, remedy);
    let own = words::merged(message).any(|(_, text)| !language.tags(text).is_empty());
    if !own && !message.contains_key("merge_language") {
        finding.fix = insert(facts, &steps!["message"], &format!("merge_language: {}", quoted(other.name())));
    }
    vec![finding]
}
