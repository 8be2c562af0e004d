//! The plain text holds markup.

use super::{about, mail, message, rename, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/html-in-text",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The plain text holds markup.",
    source: "mandrill.md 8",
    fires: &[
        Example::new(mail!("text: '<p>Hello</p>'"), "registration_after_password"),
        Example::new(mail!("text: 'Hello<br>you'"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("text: 'a <b> is a tag, 1 < 2'"), "registration_after_password")],
    run,
};

const PAIRS: [&str; 23] = [
    "a", "b", "body", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "html", "i", "li", "ol", "p", "span", "strong",
    "table", "td", "tr", "u", "ul",
];
const ALONE: [&str; 4] = ["br", "hr", "img", "!doctype html"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let Some(plain) = text(message, "text").map(str::to_lowercase) else { return Vec::new() };
    let opens = |name: &str| {
        plain.match_indices(&format!("<{name}")).any(|(at, found)| {
            let rest = &plain[at + found.len()..];
            rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/') && rest.contains('>')
        })
    };
    let pair = |name: &&str| opens(name) && plain.contains(&format!("</{name}>"));
    if !PAIRS.iter().any(pair) && !ALONE.into_iter().any(opens) {
        return Vec::new();
    }
    let why = "`text` is shown as it is, tags and all.";
    let path = steps!["message", "text"];
    let mut finding = about(&CHECK, facts, &path, "There is markup in the plain text.", why, "Put it into `html`.");
    // Beside a stored template no html is sent.
    if top(facts, &[Endpoint::Send]).is_some() && !message.contains_key("html") {
        finding.fix = rename(facts, &steps!["message"], "text", "html");
    }
    vec![finding]
}
