//! A variable has the name of one of the helpers.

use super::{about, mail, message};
use crate::checks::words::{self, Language};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/helper-name",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A variable has the name of one of the helpers.",
    source: "mandrill.md 6.4",
    fires: &[Example::new(
        mail!("merge_language: 'handlebars', global_merge_vars: [{ name: 'title', content: 'Dr' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("global_merge_vars: [{ name: 'title', content: 'Dr' }]"),
        "registration_after_password",
    )],
    run,
};

const HELPERS: [&str; 7] = ["upper", "lower", "title", "url", "date", "striptags", "unsub"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    if words::language(message) != Some(Language::Handlebars) {
        return Vec::new();
    }
    let shadowed =
        words::variables(message).into_iter().filter(|(_, name)| HELPERS.contains(&name.to_lowercase().as_str()));
    let why = "The helper hides it: such a tag comes out empty.";
    shadowed
        .map(|(path, name)| {
            about(
                &CHECK,
                facts,
                &path,
                format!("`{name}` is one of Mandrill's helpers."),
                why,
                "Give the variable another name.",
            )
        })
        .collect()
}
