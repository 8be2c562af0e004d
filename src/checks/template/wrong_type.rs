//! `Unexpected type …, expected …`: a value of another kind than the operation takes.

use crate::{
    checks::{Check, Example, Facts, explain, mend::not_null},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::{failure::FailureKind, syntax::write},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/wrong-type",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "An operation gets a value of a kind it does not take.",
    source: "go-jsonnet 0.21.0",
    fires: &[
        Example::new("function(ctx) { a: 1 + (if 'x' then 1 else 2) }", "registration_after_password"),
        Example::new(
            "function(ctx) { first: std.get(std.get(ctx.identity.traits, 'nick', null), 'short', '') }",
            "registration_after_password",
        ),
        Example::new("function(ctx) { text: ctx.identity.traits.email || 'there' }", "registration_after_password"),
    ],
    silent: &[Example::new("function(ctx) { a: 'x' + 1 }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::WrongType { got, expected } = &failure.kind else { return Vec::new() };
    let what = match expected {
        Some(expected) => format!("This is {}, and {} is wanted.", with_article(got), with_article(expected)),
        None => format!("This is {}, which does not fit.", with_article(got)),
    };
    if let Some((edit, why, remedy)) = facts.failed_at().and_then(|span| mended(facts, span, got, expected.as_deref()))
    {
        return vec![Finding { fix: vec![edit], ..explain(&CHECK, failure, what, why, remedy) }];
    }
    let why = "What a person did not fill in is often null or absent, and traits have the types the identity schema gives them.";
    let remedy = "Convert it (`std.toString`, `std.parseInt`), or give it a default.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}

fn with_article(kind: &str) -> String {
    match kind {
        "null" => kind.to_owned(),
        "array" => "an array".to_owned(),
        "object" => "an object".to_owned(),
        kind => format!("a {kind}"),
    }
}

/// An edit that mends it, why it is wrong, and the remedy in words.
fn mended(facts: Facts, span: Span, got: &str, expected: Option<&str>) -> Option<(Edit, &'static str, String)> {
    let template = &facts.draft.template;
    let outline = facts.outline();
    if got == "null" {
        let empty = match expected? {
            "object" => "{}",
            "array" => "[]",
            "string" => "\"\"",
            "boolean" => "false",
            _ => return None,
        };
        // One alone can be the one that is meant.
        let [get] = outline.null_gets_at(span).try_into().ok()?;
        let why = "What is absent becomes null here, because that is the default that was given.";
        let remedy = format!("Give `{empty}` for the default of the inner one.");
        return Some((not_null(facts, &get, empty), why, remedy));
    }
    if expected != Some("boolean") {
        return None;
    }
    let why = "A condition is true or false in Jsonnet; no other value stands for one of them.";
    if let Some((left, right)) = outline.or_at(span) {
        let right = right.of(template);
        let text = match outline.access_at(left) {
            Some((object, name)) => write::got(object.of(template), &[name.as_str()], right),
            None => return None,
        };
        let remedy = format!("For a default, write `{text}`.");
        return Some((Edit::template(span, text), why, remedy));
    }
    let empty = match got {
        "string" => "\"\"",
        "array" => "[]",
        "object" => "{}",
        "number" => "0",
        _ => return None,
    };
    let condition = outline.condition_of(span)?;
    let text = format!("{} != {empty}", condition.of(template));
    let remedy = format!("Say what is asked: `{text}`.");
    Some((Edit::template(condition, text), why, remedy))
}
