//! `Unknown variable: …`: a name nothing has bound.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::{self, failure::FailureKind},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/unknown-variable",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A name is used that nothing binds.",
    source: "go-jsonnet 0.21.0; Kratos binds one argument, ctx",
    fires: &[
        Example::new("function(ctx) { email: identity.traits.email }", "registration_after_password"),
        Example::new("function(ctx) { agent: ctx.request_headers.User-Agent }", "registration_after_password"),
        Example::new("{ email: ctx.identity.id }", "registration_after_password"),
        Example::new("function(ctx) { id: cxt.identity.id }", "registration_after_password"),
        Example::new("function(ctx) { a: length('b') }", "registration_after_password"),
        Example::new("function(ctx) { a: ture }", "registration_after_password"),
    ],
    silent: &[Example::new("function(ctx) { id: ctx.identity.id }", "registration_after_password")],
    run,
};

/// What people look for beside `ctx`, and where it is.
const INSIDE: [(&str, &str); 7] = [
    ("identity", "ctx.identity"),
    ("session", "ctx.session"),
    ("flow", "ctx.flow"),
    ("request_headers", "ctx.request_headers"),
    ("request_cookies", "ctx.request_cookies"),
    ("request_url", "ctx.request_url"),
    ("transient_payload", "ctx.flow.transient_payload"),
];

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::UnknownVariable { name, known } = &failure.kind else { return Vec::new() };
    let template = &facts.draft.template;
    let span = facts.failed_at();
    let what = format!("Nothing here is called `{name}`.");
    let edit = |span: Span, text: &str| vec![Edit::template(span, text)];
    if let Some((header, span)) = span.and_then(|span| hyphenated_header(template, span)) {
        let text = format!("[\"{header}\"][0]");
        let why =
            "A hyphen is a minus sign in Jsonnet, so a header's name must stand in brackets; its values are a list.";
        let remedy =
            format!("Write `ctx.request_headers{text}`; Ory passes only the headers on its list, so guard it.");
        return vec![Finding { fix: edit(span, &text), ..explain(&CHECK, failure, what, why, remedy) }];
    }
    if let Some((_, path)) = INSIDE.iter().find(|(known, _)| known == name) {
        let why = "Ory binds one argument, `ctx`; everything stands inside it.";
        let fix = span.map(|span| edit(span, path)).unwrap_or_default();
        return vec![Finding { fix, ..explain(&CHECK, failure, what, why, format!("Write `{path}`.")) }];
    }
    if name == "ctx" {
        let why = "Ory calls the template with `ctx`, so the template must be a function that takes it.";
        let fix =
            if template.contains("function(ctx)") { Vec::new() } else { edit(Span::new(0, 0), "function(ctx)\n") };
        let remedy = "Begin the template with `function(ctx)`.".to_owned();
        return vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }];
    }
    if engine::is_standard(name) {
        let why = "The functions of the library stand in `std`.";
        let fix = span.map(|span| edit(span, &format!("std.{name}"))).unwrap_or_default();
        return vec![Finding { fix, ..explain(&CHECK, failure, what, why, format!("Write `std.{name}`.")) }];
    }
    let distance = |other: &str| strsim::osa_distance(&other.to_lowercase(), &name.to_lowercase());
    let words = known.iter().map(String::as_str).chain(["true", "false", "null"]);
    let near = words.filter(|other| name.len() > 2 && distance(other) <= 1);
    if let Some(meant) = near.min_by_key(|other| distance(other)) {
        let why = "A name is taken letter by letter, and this one is close to one that is bound here.";
        let fix = span.map(|span| edit(span, meant)).unwrap_or_default();
        return vec![Finding {
            fix,
            ..explain(&CHECK, failure, what, why, format!("Write `{meant}`, if that is meant."))
        }];
    }
    let why = "A name must be bound by `local`, by a parameter or by `for`; a text needs quotes.";
    let remedy = format!("Bind it with `local {name} = …;`, or write \"{name}\" if it is a text.");
    vec![explain(&CHECK, failure, what, why, remedy)]
}

/// `.User-Agent` after `request_headers`, when the unknown name is the part behind a hyphen: the header and its span.
fn hyphenated_header(template: &str, span: Span) -> Option<(&str, Span)> {
    let access = "request_headers.";
    let start = template.get(..span.start)?.rfind(access)? + access.len();
    let header = template.get(start..span.end)?;
    let one_name = header.contains('-') && header.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    one_name.then(|| (header, Span::new(start - 1, span.end)))
}
