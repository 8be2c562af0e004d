//! What a person typed gets into the html as markup.

use super::{about, objects, steps, text};
use crate::{checks::words, engine::Step, mandrill::request::Request};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/unescaped-value",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "What a person typed gets into the html as markup.",
    source: "mandrill.md 6.5",
    fires: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: '<p>' + ctx.identity.traits.name.first + '</p>', to: [{ email: 'ada@acme-mail.com' }] } }",
        "registration_after_password",
    )],
    silent: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: '<p>' + std.escapeStringXML(ctx.identity.traits.name.first) + '</p>', to: [{ email: 'ada@acme-mail.com' }] } }",
        "registration_after_password",
    )],
    run,
};

/// What the texts are lengthened by.
const MARK: &str = "<i>&";

fn run(facts: Facts) -> Vec<Finding> {
    let Some(request) = facts.request() else { return Vec::new() };
    let before = htmls(request);
    if before.is_empty() {
        return Vec::new();
    }
    let Some(probed) = facts.probe(&words::marked(facts.ctx(), MARK)) else { return Vec::new() };
    let why = "A name with `<` or `&` breaks the mail, and somebody can put links into mail that you send.";
    let remedy = "Wrap the value: `std.escapeStringXML(…)`.";
    let raw = |(path, html): (Vec<Step>, &str)| {
        let old = before.iter().find(|(other, _)| *other == path).map_or("", |(_, html)| html);
        let more = raws(html) > raws(old);
        more.then(|| about(&CHECK, facts, &path, "What a person typed stands here as markup.", why, remedy))
    };
    htmls(&probed).into_iter().filter_map(raw).collect()
}

/// Every html of a request, with its path.
fn htmls(request: &Request) -> Vec<(Vec<Step>, &str)> {
    let own = request.message().and_then(|message| text(message, "html"));
    let mut found: Vec<(Vec<Step>, &str)> =
        own.map(|html| (steps!["message", "html"].to_vec(), html)).into_iter().collect();
    if let (Endpoint::SendTemplate, Some(body)) = (request.endpoint, request.top()) {
        let regions = objects(body, "template_content").filter_map(|(at, region)| Some((at, text(region, "content")?)));
        found.extend(regions.map(|(at, html)| (steps!["template_content", at, "content"].to_vec(), html)));
    }
    found
}

/// How many of the mark's `<` and `&` stand raw in an html, whatever became of the rest of it.
fn raws(html: &str) -> usize {
    let lower = html.to_lowercase();
    let after = |part: &'static str| lower.match_indices(part).map(|(at, found)| &lower[at + found.len()..]);
    let markup = after("<i").filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'));
    let ampersands = ["i&", "i>&", "i&gt;&"].into_iter().flat_map(after).filter(|rest| !is_reference(rest));
    markup.count() + ampersands.count()
}

/// Whether what follows an `&` makes a character reference of it.
fn is_reference(rest: &str) -> bool {
    const LONGEST: usize = 10;
    let name = rest.split_once(';').map(|(name, _)| name.strip_prefix('#').unwrap_or(name));
    name.is_some_and(|name| {
        (1..=LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
