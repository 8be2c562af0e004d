//! An object or a list stands as JSON in what a person reads.

use super::{about, mail, message, steps, text};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/printed-object",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "An object or a list stands as JSON in what a person reads.",
    source: "own: Jsonnet writes objects and lists into texts as JSON",
    fires: &[
        Example::new(mail!("subject: 'Hi ' + { first: 'Ada' }"), "registration_after_password"),
        Example::new(mail!("text: 'For %s' % [['a', 'b']]"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("text: 'Use {curly} [brackets]'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let why = "Jsonnet writes an object or a list into a text as JSON.";
    let remedy = "Name the field that is meant, or join the list: `std.join(\", \", list)`.";
    let html = text(message, "html").map(|html| words::without_markup(html, false));
    let mut read = words::read(message);
    for (path, text) in &mut read {
        if let (true, Some(html)) = (path[..] == steps!["message", "html"], &html) {
            text.clone_from(html);
        }
    }
    let told = read.into_iter().filter(|(_, text)| holds_json(text));
    told.map(|(path, _)| about(&CHECK, facts, &path, "People will read JSON here.", why, remedy)).collect()
}

/// Whether a text holds `{"a": ` or `["a"`.
fn holds_json(text: &str) -> bool {
    let after = |opening: &str, closing: fn(&str) -> bool| {
        text.match_indices(opening).any(|(at, found)| {
            let rest = &text[at + found.len()..];
            let mut escaped = false;
            let end = rest.find(|c: char| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.is_some_and(|end| closing(&rest[end + 1..]))
        })
    };
    after("{\"", |rest| rest.starts_with(": ")) || after("[\"", |_| true)
}
