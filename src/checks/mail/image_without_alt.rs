//! An image says nothing to those who do not see it.

use super::{Found, SCENARIO, mail, may_change, tags, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    mandrill::html::Tag,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/image-without-alt",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "An image says nothing to those who do not see it.",
    source: "https://www.w3.org/WAI/WCAG22/Techniques/failures/F65",
    fires: &[
        Example::new(mail!("<p>Hi</p><img src=\"https://acme-mail.com/a.png\">"), SCENARIO),
        Example::new(mail!("<p>Hi</p><img src=\"https://acme-mail.com/a.png\"><img src=\"cid:b\"/>"), SCENARIO),
        Example::new(
            "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: \"<p>Hi</p><img src='https://acme-mail.com/a.png'>\", text: 'Hi', to: [{ email: 'ada@acme-mail.com' }] } }",
            SCENARIO,
        ),
        Example::new(
            "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: '<p>Hi</p><img src=\"https://acme-mail.com/%s.png\" width=\"20\">' % ctx.identity.schema_id, text: 'Hi', to: [{ email: 'ada@acme-mail.com' }] } }",
            SCENARIO,
        ),
    ],
    silent: &[
        Example::new(mail!("<p>Hi</p><img src=\"https://acme-mail.com/a.png\" alt=\"Acme\">"), SCENARIO),
        Example::new(mail!("<p>Hi</p><img src=\"https://acme-mail.com/a.png\" alt>"), SCENARIO),
        Example::new(mail!("<p>Hi</p><img role=\"presentation\" src=\"https://acme-mail.com/line.png\">"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let found = tags(facts, |tag| tag.name == "img" && !tells(tag));
    let why = "Many clients show images only when asked, and some people hear their mail: both get the `alt` text, or the name of the file.";
    let remedy = "Say in `alt` what the image says; `alt=\"\"` for one that only decorates.";
    let mut told = tell(&CHECK, facts, &found, |image| format!("{image} has no `alt` text."), why, remedy);
    if let Some(first) = told.first_mut() {
        first.fix = fix(facts, &found).unwrap_or_default();
    }
    told
}

fn tells(tag: &Tag) -> bool {
    let is = |name: &str, values: &[&str]| tag.attribute(name).is_some_and(|value| values.contains(&value));
    tag.attribute("alt").is_some()
        || is("role", &["presentation", "none"])
        || is("aria-hidden", &["true"])
        || may_change(tag)
}

/// An empty `alt` for each, where every one of them can be found in the template.
fn fix(facts: Facts, found: &Found) -> Option<Vec<Edit>> {
    const MOST: usize = 20;
    const NAME: usize = "<img".len();
    if found.len() > MOST {
        return None;
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (html, span) in found {
        let place = html.written(facts, *span)?;
        let quote = facts.outline().quote_within(place)?;
        let at = place.start + NAME;
        if edits.iter().all(|edit| edit.span.start != at) {
            edits.push(Edit::template(Span::new(at, at), format!(" alt={quote}{quote}")));
        }
    }
    Some(edits)
}
