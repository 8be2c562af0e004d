//! `Expected a comma before next field`: two fields or elements with nothing between them.

use crate::{
    checks::{Check, Example, Facts, explain, said},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/missing-comma",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A comma is missing between two fields.",
    source: "go-jsonnet 0.21.0",
    fires: &[Example::new("function(ctx) {\n  a: 1\n  b: 2,\n}", "registration_after_password")],
    silent: &[Example::new("function(ctx) {\n  a: 1,\n  b: 2,\n}", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((failure, _)) = said(facts, "Expected a comma before next ") else { return Vec::new() };
    let fix = failure
        .span
        .filter(|_| failure.document == Document::Template)
        .and_then(|span| end_of_what_stands_before(&facts.draft.template, span))
        .map(|end| vec![Edit { document: Document::Template, span: Span::new(end, end), text: ",".to_owned() }])
        .unwrap_or_default();
    let what = "A comma is missing before this.".to_owned();
    let why = "Fields and elements are separated by commas; the last one may have one too.";
    let remedy = "Put a comma at the end of what stands before.".to_owned();
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }]
}

/// Where the comma belongs; none when a comment lies between, in which it would be lost.
fn end_of_what_stands_before(template: &str, span: Span) -> Option<usize> {
    let before = template.get(..span.start)?.trim_end();
    let line = before.lines().last()?;
    (!line.contains("//") && !line.contains('#') && !before.ends_with("*/")).then_some(before.len())
}
