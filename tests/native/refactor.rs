//! Refactorings: each leaves what a template gives, and guards make it hold where it failed.

use playground::{
    assist::refactor,
    diagnostic::{Edit, Span},
    engine,
    mandrill::gallery::EXAMPLES,
    ory::scenarios,
    report::first_draft,
};

fn made(template: &str, edits: &[Edit]) -> String {
    edits.iter().rev().fold(template.to_owned(), |text, edit| edit.apply(&text))
}

/// What the template gives, or Ory's words.
fn gives(template: &str, scenario: &str) -> Result<String, String> {
    let scenario = scenarios::find(scenario).expect("a scenario");
    engine::evaluate(template, scenario.ctx()).outcome.map_err(|failure| failure.words)
}

fn place(template: &str, what: &str) -> Span {
    let start = template.find(what).expect(what);
    Span::new(start, start + what.len())
}

const CTX: &str = "registration_after_password";

#[test]
fn an_access_turns_both_ways() {
    let dotted = "function(ctx) { a: ctx.identity.traits.email }";
    let bracketed = "function(ctx) { a: ctx[\"identity\"].traits.email }";
    let offset = place(dotted, "dentity").start;
    assert_eq!(made(dotted, &refactor::turn_access(dotted, offset)), bracketed);
    let offset = place(bracketed, "dentity").start;
    assert_eq!(made(bracketed, &refactor::turn_access(bracketed, offset)), dotted);
    let header = "function(ctx) { a: ctx.request_headers['User-Agent'] }";
    assert_eq!(refactor::turn_access(header, place(header, "User").start), [], "a hyphen needs its brackets");
}

#[test]
fn a_sum_becomes_a_format() {
    let template = "function(ctx) { a: 'Hi ' + ctx.identity.traits.email + ': 5 % off \"now\"' }";
    let after = made(template, &refactor::to_format(template, place(template, "Hi").start));
    assert_eq!(after, "function(ctx) { a: \"Hi %s: 5 %% off \\\"now\\\"\" % [ctx.identity.traits.email] }");
    assert_eq!(gives(&after, CTX), gives(template, CTX));
    let numbers = "function(ctx) { a: 1 + 2 + ' of 3' }";
    assert_eq!(refactor::to_format(numbers, place(numbers, "+").start), [], "that adds the numbers first");
}

#[test]
fn an_expression_becomes_a_local_where_its_names_are_bound() {
    for (template, what) in [
        ("function(ctx) { a: { b: ctx.identity.traits.email }, c: 1 }", "ctx.identity.traits"),
        ("function(ctx) { a: [x.value + '!' for x in ctx.identity.verifiable_addresses] }", "x.value"),
        (
            "function(ctx) { a: [x.value for x in ctx.identity.verifiable_addresses if x.via == 'email'] }",
            "ctx.identity.verifiable_addresses",
        ),
        ("function(ctx) local t = ctx.identity.traits; { a: 'Hi ' + t.email }", "t.email"),
        ("function(ctx) { local t = 'a', b: t + 'c', d: self.b + 'e' }", "self.b"),
        ("local f(x) = x + '!'; function(ctx) { a: f('b') }", "x + '!'"),
        ("function(ctx) local a = ctx.flow.id, b = a + 'c'; { d: b }", "a + 'c'"),
    ] {
        let after = made(template, &refactor::extract(template, place(template, what), "it"));
        assert_ne!(after, template, "{what}");
        assert!(after.contains(&format!("local it = {what};")), "{after}");
        assert_eq!(gives(&after, CTX), gives(template, CTX), "{after}");
    }
    let template = "function(ctx) { a: ctx.flow.id }";
    assert_eq!(refactor::extract(template, place(template, "ctx.flow.id"), "ctx"), [], "the name is taken");
    assert_eq!(refactor::extract(template, place(template, "x.flow"), "it"), [], "no expression");
}

#[test]
fn guards_make_a_template_hold_in_every_scenario() {
    let all: Vec<&str> = scenarios::all().iter().map(|scenario| scenario.ctx()).collect();
    let templates = [
        "function(ctx) { message: { subject: 'Hi ' + ctx.identity.traits.name.first, to: [{ email: ctx.identity.traits.email }] } }",
        "function(ctx) { a: if ctx.flow.transient_payload.newsletter then 1 else 2, b: std.get(ctx.identity, 'id', '') }",
        "function(ctx) { a: ctx.identity.verifiable_addresses[0].value }",
        "function(ctx) if 'identity' in ctx then { a: ctx.identity.id } else error 'cancel'",
    ];
    for template in templates {
        let after = made(template, &refactor::guard_all(template, &all));
        for scenario in scenarios::all() {
            if let Err(words) = gives(&after, scenario.id) {
                assert!(words.starts_with("RUNTIME ERROR: cancel"), "{}: {words}\n{after}", scenario.id);
            }
            if let Ok(body) = gives(template, scenario.id) {
                assert_eq!(gives(&after, scenario.id), Ok(body), "{}\n{after}", scenario.id);
            }
        }
        assert!(!after.contains("null"), "{after}");
    }
    let asked = templates[3];
    assert_eq!(refactor::guard_all(asked, &all), [], "what is asked already is left alone");
}

#[test]
fn what_a_template_gives_stays() {
    let own = first_draft().template;
    for template in EXAMPLES.iter().map(|example| example.template).chain([own.as_str()]) {
        let before = gives(template, CTX);
        for offset in (0..template.len()).step_by(7).filter(|at| template.is_char_boundary(*at)) {
            for edits in [refactor::turn_access(template, offset), refactor::to_format(template, offset)] {
                let after = made(template, &edits);
                assert_eq!(gives(&after, CTX), before, "{after}");
            }
        }
        let all: Vec<&str> = scenarios::all().iter().map(|scenario| scenario.ctx()).collect();
        let after = made(template, &refactor::guard_all(template, &all));
        if before.is_ok() {
            assert_eq!(gives(&after, CTX), before, "{after}");
        }
    }
}
