//! `Value non indexable: …`: a field or element of something that has none, most often of null.

use crate::{
    checks::{
        Check, Example, Facts, explain,
        mend::{not_null, stand_in},
    },
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
    engine::{failure::FailureKind, syntax::write::got},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/not-indexable",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A field or an element is read of a value that has none.",
    source: "go-jsonnet 0.21.0; Kratos identity.go: metadata_public and organization_id are null when unset",
    fires: &[
        Example::new("function(ctx) { plan: ctx.identity.metadata_public.plan }", "registration_after_password"),
        Example::new(
            "function(ctx) { text: 'Hello ' + std.get(ctx.identity.traits, 'nick', null).short }",
            "registration_after_password",
        ),
        Example::new("function(ctx) local n = 1; { a: n.b }", "registration_after_password"),
    ],
    silent: &[Example::new("function(ctx) { plan: { plan: 1 }.plan }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::NotIndexable { got, target } = &failure.kind else { return Vec::new() };
    let kind = match got.as_str() {
        "null" => "null",
        "boolean" => "a boolean",
        "number" => "a number",
        _ => "a function",
    };
    let what = match target.filter(|_| failure.document == Document::Template) {
        Some(target) => format!("`{}` is {kind}, which has no fields.", target.of(&facts.draft.template)),
        None => format!("This reads a field of a value that is {kind}."),
    };
    if got != "null" {
        let why = "Fields are had by objects alone, elements by lists and texts.";
        return vec![explain(&CHECK, failure, what, why, "Read the value itself, or another one.".to_owned())];
    }
    let why = "Ory hands out null for what is there but unset: `metadata_public`, `organization_id`, `devices`.";
    let fix = facts.failed_at().zip(*target).and_then(|(span, target)| guard(facts, span, target));
    let remedy = match &fix {
        Some(fix) => format!("Ask first: `{}`.", fix.text),
        None => "Ask first: `if value == null then … else value.field`.".to_owned(),
    };
    vec![Finding { fix: fix.into_iter().collect(), ..explain(&CHECK, failure, what, why, remedy) }]
}

/// What can stand in the place of the access, and of what goes on from it.
fn guard(facts: Facts, span: Span, target: Span) -> Option<Edit> {
    let template = &facts.draft.template;
    let object = target.of(template);
    let chain = facts.outline().chain_from(span)?;
    let first = facts.outline().access_at(span).filter(|_| !chain.mixed);
    let (Some((_, first)), Some(default)) = (first, stand_in(facts, chain.whole)) else {
        let (whole, reason) = (chain.whole.of(template), "\"cancel: nothing there\"");
        return Some(Edit::template(chain.whole, format!("(if {object} == null then error {reason} else {whole})")));
    };
    let names: Vec<&str> = [first.as_str()].into_iter().chain(chain.names.iter().map(String::as_str)).collect();
    let object = match facts.outline().null_gets_at(target).into_iter().find(|get| get.call == target) {
        // A default of null was written here: another one does.
        Some(get) => {
            let mended = not_null(facts, &get, "{}");
            let inner = Span::new(mended.span.start - target.start, mended.span.end - target.start);
            Edit { span: inner, ..mended }.apply(object)
        }
        None => format!("if {object} == null then {{}} else {object}"),
    };
    Some(Edit::template(chain.whole, got(&object, &names, default)))
}
