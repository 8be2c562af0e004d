//! A line of the head holds a line break.

use serde_json::Value;

use super::{about, given, mail, message, objects, steps, text};
use crate::engine::Step;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/line-break-in-header",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A line of the head holds a line break.",
    source: "own: heads of a mail are single lines (RFC 5322 2.2)",
    fires: &[Example::new(mail!("subject: 'Welcome\\n'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let mut places: Vec<(Vec<Step>, &str)> = ["subject", "from_name"]
        .into_iter()
        .filter_map(|name| Some((steps!["message", name].to_vec(), text(message, name)?)))
        .collect();
    places.extend(
        objects(message, "to")
            .filter_map(|(at, person)| Some((steps!["message", "to", at, "name"].to_vec(), text(person, "name")?))),
    );
    if let Some(headers) = given(message, "headers").and_then(Value::as_object) {
        places.extend(
            headers.iter().filter_map(|(name, value)| {
                Some((steps!["message", "headers", name.as_str()].to_vec(), value.as_str()?))
            }),
        );
    }
    let why = "A line of the head is one line; what is made of a break in it differs from server to server.";
    let remedy = "Take it out; a text block without its last line break begins with `|||-`.";
    let broken = places.into_iter().filter(|(_, text)| text.contains(['\r', '\n']));
    let tell = |(path, text): (Vec<Step>, &str)| {
        let mut finding = about(&CHECK, facts, &path, "There is a line break in it.", why, remedy);
        let only_last = text.strip_suffix('\n').is_some_and(|line| !line.contains(['\r', '\n']));
        let block = facts.exactly_made_by(&path).filter(|made| {
            let written = made.of(&facts.draft.template);
            only_last && written.starts_with("|||") && !written.starts_with("|||-")
        });
        let behind = |made: Span| Span::new(made.start + "|||".len(), made.start + "|||".len());
        finding.fix = block.map(|made| Edit::template(behind(made), "-")).into_iter().collect();
        finding
    };
    broken.map(tell).collect()
}
