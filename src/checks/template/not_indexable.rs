//! `Value non indexable: …`: a field or element of something that has none, most often of null.

use crate::{
    checks::{Check, Example, Facts, explain, said},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/not-indexable",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A field or an element is read of a value that has none.",
    source: "go-jsonnet 0.21.0; Kratos identity.go: metadata_public and organization_id are null when unset",
    fires: &[Example::new("function(ctx) { plan: ctx.identity.metadata_public.plan }", "registration_after_password")],
    silent: &[Example::new("function(ctx) { plan: { plan: 1 }.plan }", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((failure, kind)) = said(facts, "RUNTIME ERROR: Value non indexable: ") else { return Vec::new() };
    let kind = match kind.trim_start_matches("*jsonnet.value").trim_start_matches("jsonnet.value") {
        "Null" => "null",
        "Boolean" => "a boolean",
        "Number" => "a number",
        "Function" => "a function",
        other => other,
    };
    let what = format!("This reads a field of a value that is {kind}.");
    let why = "Ory hands out null for what is there but unset: `metadata_public`, `organization_id`, `devices`.";
    let remedy = "Test it first: `if value == null then … else value.field`.".to_owned();
    vec![explain(&CHECK, failure, what, why, remedy)]
}
