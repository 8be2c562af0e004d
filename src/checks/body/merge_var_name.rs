//! A variable has a name that tags cannot say.

use super::{about, is_plain_name, mail, message};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-var-name",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A variable has a name that tags cannot say.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(
        mail!("global_merge_vars: [{ name: 'first-name', content: 'Ada' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("global_merge_vars: [{ name: 'first_name', content: 'Ada' }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let wrong =
        words::variables(message).into_iter().filter(|(_, name)| !name.trim().is_empty() && !is_plain_name(name));
    let why = "Names are letters, digits and `_`, and do not begin with `_`.";
    wrong
        .map(|(path, name)| {
            about(&CHECK, facts, &path, format!("`{name}` is no name for a variable."), why, "Give it a plain name.")
        })
        .collect()
}
