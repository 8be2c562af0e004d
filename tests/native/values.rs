//! Which expression made which part of the body, and what expressions gave. The expression is marked `⟦so⟧`.

use std::fs;

use playground::{
    diagnostic::Span,
    engine::{
        self, Step,
        values::{self, sample::Sample},
    },
};

const CTX: &str = r#"{"flow": {"id": "f"}, "identity": {"traits": {"email": "ada@example.org", "name": {"first": "Ada"}},
    "verifiable_addresses": [{"value": "a@b", "via": "email"}, {"value": "c@d", "via": "email"}]}}"#;

/// The template without its marks, and what they enclose.
fn marked(template: &str) -> (String, Span) {
    let start = template.find('⟦').expect("an opening mark");
    let plain = template.replacen('⟦', "", 1);
    let end = plain.find('⟧').expect("a closing mark");
    (plain.replacen('⟧', "", 1), Span::new(start, end))
}

/// What made the value, as text.
fn maker(template: &str, path: &str) -> (Option<String>, String) {
    let (template, expected) = marked(template);
    let made = values::provenance(&template, CTX).made_by(&values::steps(path).expect("a path"));
    let text = |span: Span| format!("{}..{} {}", span.start, span.end, &template[span.start..span.end]);
    (made.map(text), text(expected))
}

#[test]
fn the_innermost_expression_made_the_value() {
    for (path, template) in [
        ("a", "{a: ⟦1⟧}"),
        ("a", "function(ctx) {a: ⟦ctx.flow.id⟧}"),
        ("", "function(ctx) ⟦{a: 1}⟧"),
        ("a.b[1].c", "{a: {b: [0, {c: ⟦true⟧}]}}"),
        ("a.b[1]", "{a: {b: [0, ⟦{c: true}⟧]}}"),
        // Through locals, parameters, defaults and functions.
        ("a", "local x = ⟦'x'⟧; local y = x; {a: y}"),
        ("a", "function(ctx) local t = ctx.identity.traits; local e = ⟦t.email⟧; {a: e}"),
        ("a", "local f(x) = x; {a: f(⟦'x'⟧)}"),
        ("a", "local f(x) = ⟦x + 1⟧; {a: f(1)}"),
        ("a", "local f(x, y=⟦2⟧) = y; {a: f(1)}"),
        ("a", "local f(x) = g(x), g(y) = [⟦y + y⟧][0]; {a: f(1)}"),
        ("a.b", "local f(x) = {b: x}; {a: f(⟦3⟧)}"),
        // A value that is asked for twice has the same maker both times.
        ("b", "local x = ⟦[1]⟧; {a: x, b: x}"),
        ("b", "local o = {v: ⟦1⟧}; {a: o.v, b: o.v}"),
        ("b", "local f(n) = [n]; local x = std.map(function(n) ⟦n * 2⟧, [1]); {a: x[0], b: x[0]}"),
        // Branches.
        ("a", "{a: if true then ⟦1⟧ else 2}"),
        ("a", "function(ctx) {a: if 'x' in ctx then ctx.x else ⟦'none'⟧}"),
        ("a", "{a: ⟦if false then 1⟧}"),
        ("a", "{a: assert true; ⟦1⟧}"),
        // Operators and the library make the value as a whole.
        ("a", "function(ctx) {a: ⟦'Dear ' + ctx.identity.traits.name.first⟧}"),
        ("a", "function(ctx) {a: ⟦'%s' % ctx.flow.id⟧}"),
        ("a", "function(ctx) {a: ⟦std.asciiUpper(ctx.flow.id)⟧}"),
        ("a", "function(ctx) {a: ⟦std.get(ctx, 'x', 'none')⟧}"),
        ("a", "{a: ⟦'abc'[1]⟧}"),
        ("a", "{a: ⟦!true⟧}"),
        ("a[1]", "{a: ⟦std.range(1, 3)⟧}"),
        // Fields of objects, merged ones too.
        ("b", "{local v = ⟦1⟧, a: v, b: $.a}"),
        ("b", "{a:: ⟦1⟧, b: self.a}"),
        ("a.x", "{a: {x: ⟦1⟧} + {y: 2}}"),
        ("a", "{a: ⟦{x: 1} + {y: 2}⟧}"),
        ("a.x", "{a: {x: 1} + {x: ⟦2⟧}}"),
        ("a.x", "{a: {x: 1} + {x: ⟦super.x + 2⟧}}"),
        ("a.y", "{a: {x: ⟦1⟧} + {x: 2, y: super.x}}"),
        ("a.x", "{a: {x: [1]} + {x+: ⟦[2]⟧}}"),
        ("a.x[0]", "{a: {x: [⟦1⟧]} + {x+: [2]}}"),
        ("a.x.p", "{a: {x: {p: ⟦1⟧}} + {x+: {q: 2}}}"),
        ("a.x", "local o = {x: ⟦1⟧}; {a: o {y: 2}}"),
        // Copied by the library.
        ("a.x", "{a: std.mergePatch({x: 1}, {x: ⟦2⟧})}"),
        ("a.x.y", "{a: std.mergePatch({x: {y: ⟦1⟧}}, {x: {z: 2}})}"),
        ("message.to[0].email", "function(ctx) std.prune({message: {to: [{email: ⟦ctx.flow.id⟧, name: null}]}})"),
        ("message.to[0]", "function(ctx) std.prune({message: {to: ⟦[{email: ctx.flow.id, name: null}]⟧}})"),
        ("a.x", "{a: std.objectRemoveKey({x: ⟦1⟧, y: 2}, 'y')}"),
        // Comprehensions, and functions that call functions.
        ("a[1].e", "function(ctx) {a: [{e: ⟦v.value⟧} for v in ctx.identity.verifiable_addresses]}"),
        ("a[0]", "{a: [⟦x⟧ for x in std.range(1, 2)]}"),
        ("a[1]", "{a: [x for x in [1, ⟦2⟧]]}"),
        ("a.k", "{a: {[k]: ⟦k + '!'⟧ for k in ['k']}}"),
        ("a[0].n", "{a: std.map(function(x) {n: ⟦x + 1⟧}, [1])}"),
        ("a[0].n", "{a: std.filterMap(function(x) true, function(x) {n: ⟦x + 1⟧}, [1])}"),
        ("a[1]", "{a: [0] + [⟦1⟧]}"),
        // What comes out of ctx was made by the expression that read it, its parts too.
        ("a.traits.name.first", "function(ctx) {a: ⟦ctx.identity⟧}"),
        ("identity.traits.email", "function(ctx) ⟦ctx⟧"),
        ("a", "function(ctx) local f(identity) = ⟦identity.traits.email⟧; {a: f(ctx.identity)}"),
        ("a", "function(ctx) local f(email) = email; {a: f(⟦ctx.identity.traits.email⟧)}"),
        ("a.b", "{a: {b: |||\n  x\n|||} + {b: ⟦|||\n  text\n|||⟧}}"),
    ] {
        let (made, expected) = maker(template, path);
        assert_eq!(made, Some(expected), "{path} in {template}");
    }
}

#[test]
fn what_is_not_there_was_made_by_nobody_and_lies_near_something() {
    let (template, span) = marked("{a: ⟦{b: 1}⟧}");
    let provenance = values::provenance(&template, "{}");
    let path = values::steps("a.c[2]").expect("a path");
    assert_eq!(provenance.made_by(&path), None);
    assert_eq!(provenance.nearest(&path), Some(span));
    assert_eq!(values::provenance("{a: ", "{}").nearest(&path), None);
}

#[test]
fn an_expression_leads_to_all_it_made() {
    let (template, span) = marked("local x = ⟦1⟧; {a: x, b: [0, x]}");
    let paths = values::provenance(&template, "{}").made_from(span);
    assert_eq!(paths, [values::steps("a"), values::steps("b[1]")].map(Option::unwrap_or_default));
}

#[test]
fn paths_are_read_as_they_are_written() {
    let field = |name: &str| Step::Field(name.to_owned());
    assert_eq!(
        values::steps("message.to[0].email"),
        Some(vec![field("message"), field("to"), Step::Element(0), field("email")])
    );
    assert_eq!(values::steps(r#"headers["Reply-To"]"#), Some(vec![field("headers"), field("Reply-To")]));
    assert_eq!(values::steps("[1]"), Some(vec![Step::Element(1)]));
    for wrong in ["a..b", ".a", "a[", "a[x]", "a]"] {
        assert!(values::steps(wrong).is_none() || wrong == "a]", "{wrong}");
    }
}

#[test]
fn every_expression_tells_what_it_gave_first() {
    let template = "function(ctx) local id = ctx.flow.id; local unused = 1 + 1; {a: [x * 2 for x in [1, 2]], b: id, c:: 3, d: if true then 'yes' else 'no'}";
    let recording = values::record(template, CTX);
    let of = |text: &str| {
        let start = template.find(text).expect("it is there");
        let span = Span::new(start, start + text.len());
        recording.values.iter().find(|value| value.span == span).unwrap_or_else(|| panic!("no {text}"))
    };
    assert_eq!(of("ctx.flow.id").gave, Some(Sample::Text { beginning: "f".to_owned(), length: 1 }));
    assert_eq!((of("1 + 1").times, &of("1 + 1").gave), (0, &None));
    assert_eq!((of("x * 2").times, &of("x * 2").gave), (2, &Some(Sample::Number(2.0))));
    assert_eq!(of("'no'").times, 0);
    assert_eq!(of("if true then 'yes' else 'no'").gave, of("'yes'").gave);
    let value = |text: &str| values::value(template, CTX, of(text).span);
    assert_eq!(value("{a: [x * 2 for x in [1, 2]], b: id, c:: 3, d: if true then 'yes' else 'no'}"), {
        Some(Ok(r#"{"a": [2, 4], "b": "f", "d": "yes"}"#.to_owned()))
    });
    assert_eq!(value("1 + 1"), None);
}

#[test]
fn an_error_is_what_an_expression_gave() {
    let template = "function(ctx) {a: ctx.identity.phone, b: 1}";
    let span = Span::new(18, 36);
    let words = "RUNTIME ERROR: Field does not exist: phone".to_owned();
    assert_eq!(values::value(template, CTX, span), Some(Err(words.clone())));
    let recording = values::record(template, CTX);
    assert!(recording.evaluation.outcome.is_err());
    let whole = recording.values.iter().find(|value| value.span == Span::new(14, 43)).expect("the object");
    let Some(Sample::Object { fields, .. }) = &whole.gave else { panic!("{whole:?}") };
    assert_eq!(fields[0].value, Sample::Error(words));
    assert_eq!(fields[1].value, Sample::Number(1.0));
}

#[test]
fn what_the_template_never_asked_for_is_shown_within_bounds() {
    let template = "local f(n) = f(n + 1) + f(n + 1); local o = {a: 1, b: f(0), c: std.range(1, 1000)}; {x: o.a}";
    let recording = values::record(template, "{}");
    assert_eq!(recording.evaluation.outcome, engine::evaluate(template, "{}").outcome);
    let object = recording.values.iter().find(|value| template[value.span.start..value.span.end].starts_with("{a: 1"));
    let Some(Some(Sample::Object { fields, .. })) = object.map(|object| &object.gave) else { panic!("{object:?}") };
    assert!(matches!(&fields[1].value, Sample::Error(_)), "{fields:?}");
    assert!(matches!(&fields[2].value, Sample::Array { first, length: 1000 } if first.len() == 10), "{fields:?}");
}

#[test]
fn taking_notes_changes_nothing() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let rows = fs::read_to_string(format!("{cases}/conformance.jsonl")).expect("the cases");
    for row in rows.split('\n').filter(|row| !row.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        let template = row["template"].as_str().expect("a template");
        let ctx = format!("{cases}/ctx/{}.json", row["ctx"].as_str().unwrap_or("none"));
        let ctx = fs::read_to_string(ctx).unwrap_or_else(|_| "{}".to_owned());
        let (noted, plain) = (values::record(template, &ctx), engine::evaluate(template, &ctx));
        assert_eq!(noted.evaluation.outcome, plain.outcome, "{template}");
    }
}
