//! `Expected a comma before next field`: two fields or elements with nothing between them.

use crate::{
    checks::{Check, Example, Facts, explain, foreign::reads_farther},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::{
        failure::{FailureKind, Fault},
        syntax::tokens::tokens,
    },
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/missing-comma",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A comma is missing between two fields.",
    source: "go-jsonnet 0.21.0",
    fires: &[
        Example::new("function(ctx) {\n  a: 1\n  b: 2,\n}", "registration_after_password"),
        Example::new("function(ctx) { subject: \"Acme\"; text: \"Hello\" }", "registration_after_password"),
        Example::new("function(ctx) { to: [1; 2] }", "registration_after_password"),
    ],
    silent: &[Example::new("function(ctx) {\n  a: 1,\n  b: 2,\n}", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    if failure.kind != FailureKind::Syntax(Fault::Comma) {
        return Vec::new();
    }
    let why = "Fields and elements are separated by commas; the last one may have one too.";
    let span = facts.failed_at();
    if let Some(span) = span.filter(|span| span.of(&facts.draft.template) == ";") {
        let remedy = "Write a comma here: a semicolon ends `local` and `assert` only.".to_owned();
        let what = "A semicolon stands here instead of a comma.".to_owned();
        return vec![Finding { fix: vec![Edit::template(span, ",")], ..explain(&CHECK, failure, what, why, remedy) }];
    }
    let fix = span
        .and_then(|span| end_of_what_stands_before(&facts.draft.template, span))
        .map(|end| Edit::template(Span::new(end, end), ","))
        .filter(|fix| reads_farther(&facts.draft.template, std::slice::from_ref(fix)));
    let what = "A comma is missing before this.".to_owned();
    let remedy = "Put a comma at the end of what stands before.".to_owned();
    vec![Finding { fix: fix.into_iter().collect(), ..explain(&CHECK, failure, what, why, remedy) }]
}

/// Where the comma belongs: before any comment.
fn end_of_what_stands_before(template: &str, span: Span) -> Option<usize> {
    let tokens = tokens(template);
    tokens.iter().rev().find(|token| token.span.end <= span.start).map(|token| token.span.end)
}
