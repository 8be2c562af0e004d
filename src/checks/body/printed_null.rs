//! The word null stands in what a person reads.

use super::{about, mail, message};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/printed-null",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The word null stands in what a person reads.",
    source: "kratos.md 3.3: a text and null make the word",
    fires: &[Example::new(mail!("subject: 'Hi ' + null"), "registration_after_password")],
    silent: &[Example::new(mail!("subject: 'A nullable null-safe thing'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let why = "Jsonnet turns null into the word without an error.";
    let remedy = "Give it a default: `std.get(object, \"field\", \"there\")`, or look whether it is null.";
    let told = words::read(message).into_iter().filter(|(_, text)| alone(text));
    told.map(|(path, _)| about(&CHECK, facts, &path, "People will read the word `null`.", why, remedy)).collect()
}

/// Whether the word stands without a letter, a digit or one of `_ - .` beside it.
fn alone(text: &str) -> bool {
    let beside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.match_indices("null")
        .any(|(at, word)| !text[..at].ends_with(beside) && !text[at + word.len()..].starts_with(beside))
}
