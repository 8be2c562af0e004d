//! The html shows an in-line image that is not there.

use serde_json::{Map, Value};

use super::{about, mail, message, objects, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/cid-without-image",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The html shows an in-line image that is not there.",
    source: "mandrill.md 1.6",
    fires: &[Example::new(mail!("html: '<img src=\"cid:logo\" alt=\"\">'"), "registration_after_password")],
    silent: &[Example::new(
        mail!(
            "html: '<img src=\"cid:logo\" alt=\"\">', images: [{ type: 'image/png', name: 'logo', content: 'YQ==' }]"
        ),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let (Some(_), Some(message)) = (top(facts, &[Endpoint::Send]), message(facts)) else { return Vec::new() };
    let names: Vec<&str> = objects(message, "images").filter_map(|(_, image)| text(image, "name")).collect();
    let missing = cids(message).into_iter().filter(|cid| !names.contains(&cid.as_str()));
    let why = "`cid:` names an image of `message.images`; without it there is a gap.";
    missing
        .map(|cid| {
            about(
                &CHECK,
                facts,
                &steps!["message", "html"],
                format!("There is no image called `{cid}`."),
                why,
                "Add it to `images`, or write its address.",
            )
        })
        .collect()
}

/// The images that a message's html names by `cid:`, each once.
pub fn cids(message: &Map<String, Value>) -> Vec<String> {
    let html = text(message, "html").unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    // The case of a scheme does not matter; that of a name does.
    for (at, word) in html.to_ascii_lowercase().match_indices("cid:") {
        if html[..at].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let rest = &html[at + word.len()..];
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')' | '<');
        let end = [rest.find(ends), rest.find("&quot;"), rest.find("&#39;")].into_iter().flatten().min();
        let name = rest[..end.unwrap_or(rest.len())].to_owned();
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}
