//! `.length`, `.toUpperCase()`: values have no methods in Jsonnet, `std` has functions.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::failure::FailureKind,
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/other-library",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A value is asked for a method that other languages give it.",
    source: "go-jsonnet 0.21.0: texts and lists are indexed by numbers alone; jsonnet.org/ref/stdlib.html",
    fires: &[
        Example::new("function(ctx) { a: ctx.identity.traits.email.length }", CTX),
        Example::new("function(ctx) { a: ctx.identity.traits.email.toUpperCase() }", CTX),
        Example::new("function(ctx) { a: ctx.identity.traits.email.split('@')[0] }", CTX),
        Example::new("function(ctx) { a: ['b', 'c'].join(', ') }", CTX),
        Example::new("function(ctx) { a: ctx.identity.traits.get('phone', '') }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: { length: 1 }.length }", CTX),
        Example::new("function(ctx) { a: ctx.identity.traits.phone }", CTX),
    ],
    run,
};

/// A method, and the call that does the same: `{0}` is the value, `{1}` and `{2}` the arguments.
const METHODS: [(&str, &str); 38] = [
    ("length", "std.length({0})"),
    ("size", "std.length({0})"),
    ("toUpperCase", "std.asciiUpper({0})"),
    ("upper", "std.asciiUpper({0})"),
    ("toLowerCase", "std.asciiLower({0})"),
    ("lower", "std.asciiLower({0})"),
    ("toString", "std.toString({0})"),
    ("trim", "std.trim({0})"),
    ("strip", "std.trim({0})"),
    ("split", "std.split({0}, {1})"),
    ("join", "std.join({1}, {0})"),
    ("includes", "std.member({0}, {1})"),
    ("contains", "std.member({0}, {1})"),
    ("startsWith", "std.startsWith({0}, {1})"),
    ("startswith", "std.startsWith({0}, {1})"),
    ("endsWith", "std.endsWith({0}, {1})"),
    ("endswith", "std.endsWith({0}, {1})"),
    ("replace", "std.strReplace({0}, {1}, {2})"),
    ("replaceAll", "std.strReplace({0}, {1}, {2})"),
    ("map", "std.map({1}, {0})"),
    ("filter", "std.filter({1}, {0})"),
    ("flatMap", "std.flatMap({1}, {0})"),
    ("concat", "({0} + {1})"),
    ("push", "({0} + [{1}])"),
    ("append", "({0} + [{1}])"),
    ("indexOf", "std.findSubstr({1}, {0})"),
    ("slice", "{0}[{1}:{2}]"),
    ("substring", "{0}[{1}:{2}]"),
    ("charAt", "{0}[{1}]"),
    ("at", "{0}[{1}]"),
    ("reverse", "std.reverse({0})"),
    ("sort", "std.sort({0})"),
    ("keys", "std.objectFields({0})"),
    ("values", "std.objectValues({0})"),
    ("items", "std.objectKeysValues({0})"),
    ("hasOwnProperty", "std.objectHas({0}, {1})"),
    ("has", "std.objectHas({0}, {1})"),
    ("get", "std.get({0}, {1}, {2})"),
];

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    if !matches!(failure.kind, FailureKind::WrongType { .. } | FailureKind::MissingField { .. }) {
        return Vec::new();
    }
    let found = facts.failed_at().and_then(|span| Some((span, facts.outline().access_at(span)?)));
    let Some((span, (target, name))) = found else { return Vec::new() };
    let Some((_, pattern)) = METHODS.iter().find(|(method, _)| *method == name) else { return Vec::new() };
    let call = facts.outline().call_of(span);
    // A field of an object may well be called so.
    if call.is_none() && matches!(failure.kind, FailureKind::MissingField { .. }) && name != "length" {
        return Vec::new();
    }
    let (whole, arguments) = call.unwrap_or((span, Vec::new()));
    let text = written(pattern, target, &arguments, &facts.draft.template);
    let remedy = match &text {
        Some(text) => format!("Write `{text}`."),
        None => format!("Write `{}`.", pattern.replace("{0}", "value").replace("{1}", "…").replace("{2}", "…")),
    };
    let what = format!("Values have no `{name}` of their own in Jsonnet.");
    let why = "There are no methods: what other languages do with them, functions of `std` do.";
    let fix = text.map(|text| Edit::template(whole, text)).into_iter().collect();
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }]
}

/// The pattern with the texts in it; none when it wants more of them than there are, or fewer.
fn written(pattern: &str, target: Span, arguments: &[Span], template: &str) -> Option<String> {
    let wanted = ["{1}", "{2}"].into_iter().filter(|place| pattern.contains(place)).count();
    let slice = pattern.contains(':') && arguments.len() == 1;
    if wanted != arguments.len() && !slice {
        return None;
    }
    let mut text = pattern.replace("{2}", arguments.get(1).map_or("", |argument| argument.of(template)));
    text = text.replace("{1}", arguments.first().map_or("", |argument| argument.of(template)));
    Some(text.replace("{0}", target.of(template)))
}
