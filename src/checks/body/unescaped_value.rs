//! What a person typed gets into the html as markup.

use serde_json::Value;

use super::{about, objects, steps, text, whole_value};
use crate::{
    checks::{Check, Example, Facts, words},
    diagnostic::{Delivery, Edit, Finding, Level, Span, applied},
    engine::{Step, outline::Reading},
    mandrill::request::{Endpoint, Request},
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
    let marked = words::marked(facts.ctx(), MARK);
    let Some(probed) = facts.probe(&marked) else { return Vec::new() };
    let why = "A name with `<` or `&` breaks the mail, and somebody can put links into mail that you send.";
    let remedy = "Wrap the value: `std.escapeStringXML(…)`.";
    let raw = |(path, html): (Vec<Step>, &str)| {
        let old = before.iter().find(|(other, _)| *other == path).map_or("", |(_, html)| html);
        let more = raws(html) > raws(old);
        more.then(|| about(&CHECK, facts, &path, "What a person typed stands here as markup.", why, remedy))
    };
    let mut found: Vec<Finding> = htmls(&probed).into_iter().filter_map(raw).collect();
    // Whether it helps is found by another run: only for one.
    if let ([finding], [(path, html)]) = (found.as_mut_slice(), before.as_slice()) {
        finding.fix = wrapped(facts, path, raws(html), &marked).unwrap_or_default();
    }
    found
}

/// Edits that escape what the expression of an html reads of the person; none where raw text is left all the same.
fn wrapped(facts: Facts, path: &[Step], most: usize, marked: &Value) -> Option<Vec<Edit>> {
    const CALL: &str = "std.escapeStringXML(";
    let template = &facts.draft.template;
    // What makes another text as well would be escaped there, too.
    let made = whole_value(facts, path)?;
    let typed = |reading: &&Reading| {
        let pointer = reading.path.trim_start_matches("ctx").replace('.', "/");
        let text = facts.ctx().pointer(&pointer).is_some_and(Value::is_string);
        let of_person = reading.path.contains(".traits.") || reading.path.contains(".transient_payload.");
        let before = template.get(..reading.span.start).unwrap_or_default();
        text && of_person && made.contains(reading.span) && !before.trim_end().ends_with("escapeStringXML(")
    };
    let mut edits = Vec::new();
    for Reading { span, .. } in facts.outline().readings().iter().filter(typed) {
        edits.push(Edit::template(Span::new(span.start, span.start), CALL));
        edits.push(Edit::template(Span::new(span.end, span.end), ")"));
    }
    if edits.is_empty() {
        return None;
    }
    let after = facts.probe_with(&applied(template, &edits), marked)?;
    htmls(&after).iter().all(|(_, html)| raws(html) <= most).then_some(edits)
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
