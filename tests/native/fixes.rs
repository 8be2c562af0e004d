//! Fixes applied one after the other until none is left: every text on the way parses, and no null comes of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use playground::{
    diagnostic::{Document, Finding},
    draft::{Draft, Revision},
    engine,
    ory::scenarios,
    report::{
        self, Report, Verdict, first_draft,
        lessons::{self, Lesson},
    },
    state::{Event, State, fixes::Found, keep::Keeping},
};
use serde_json::Value;

/// More steps than any of them needs.
const MOST: usize = 16;

/// The finding that explains why it fails, when it comes with a fix.
fn next(report: &Report) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.ory.is_some() && !finding.fix.is_empty())
}

fn applied(draft: &Draft, finding: &Finding) -> Draft {
    let mut edits = finding.fix.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut after = draft.clone();
    for edit in edits {
        let text = if edit.document == Document::Template { &mut after.template } else { &mut after.ctx };
        *text = edit.apply(text);
    }
    after
}

fn draft(template: &str, scenario: &str) -> Draft {
    let scenario = scenarios::find(scenario).unwrap_or_else(|| panic!("no scenario {scenario}"));
    Draft { template: template.to_owned(), ctx: scenario.ctx().to_owned(), ..first_draft() }
}

/// What is left when no fix is.
fn mended(mut draft: Draft) -> (Draft, Report) {
    for _ in 0..MOST {
        let report = report::build(&draft);
        let Some(finding) = next(&report) else { return (draft, report) };
        let after = applied(&draft, finding);
        let broke = engine::fault(&draft.template).is_none() && engine::fault(&after.template).is_some();
        assert!(!broke, "{}: {:?}\nbefore: {}\nafter: {}", finding.id, finding.fix, draft.template, after.template);
        assert_ne!(after, draft, "{} changes nothing: {:?}", finding.id, finding.fix);
        draft = after;
    }
    panic!("no end of fixes: {}", draft.template)
}

fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        _ => {}
    }
}

/// Texts of the body in which somebody would read `null`.
fn printed_nulls(report: &Report) -> Vec<String> {
    let body: Value = report.body.as_deref().map_or(Value::Null, |body| serde_json::from_str(body).unwrap_or_default());
    let mut found = Vec::new();
    texts(&body, &mut found);
    found.into_iter().filter(|text| text.contains("null")).map(str::to_owned).collect()
}

/// Templates as people write them, of the cases; those that speak of null themselves are left out, and those that print
/// what Ory itself hands out as null.
fn templates() -> BTreeSet<String> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found = BTreeSet::new();
    for name in ["mandrill/findings.jsonl", "conformance.jsonl"] {
        for line in fs::read_to_string(cases.join(name)).unwrap().lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            found.extend(row["template"].as_str().map(str::to_owned));
        }
    }
    for file in fs::read_dir(cases.join("kratos/templates")).unwrap().flatten() {
        found.extend(fs::read_to_string(file.path()).ok());
    }
    found.retain(|template| {
        template.contains("ctx.")
            && !["null", "metadata_public", "organization_id"].iter().any(|own| template.contains(own))
            && template.len() < 3_000
    });
    found
}

const SCENARIOS: [&str; 5] = [
    "registration_after_password",
    "registration_before",
    "login_after_password",
    "settings_after_profile",
    "registration_after_password_username",
];

#[test]
fn no_null_comes_of_fixes_and_every_text_parses() {
    let mut walked = 0;
    let mut left = BTreeSet::new();
    let templates = templates();
    assert!(templates.len() > 100, "{}", templates.len());
    for (at, template) in templates.iter().enumerate() {
        // Another name for what is read, so that there is something to mend.
        let slips =
            [".traits.email", ".value", ".traits"].map(|name| template.replace(name, &format!("{name}_of_mine")));
        let scenario = SCENARIOS[at % SCENARIOS.len()];
        for template in [&slips[at % slips.len()], template].into_iter().skip(at % 2) {
            let before = draft(template, scenario);
            let (after, report) = mended(before);
            let nulls = printed_nulls(&report);
            assert!(nulls.is_empty(), "{nulls:?}\n{template}\nbecame\n{}", after.template);
            if report.verdict == Verdict::Fails && engine::fault(template).is_none() {
                left.insert(format!("{}: {}", report.findings[0].id, report.findings[0].what));
            }
            walked += 1;
        }
    }
    println!("{walked} walked; without a fix: {left:#?}");
}

/// A template, and what becomes of it.
fn becomes(template: &str, scenario: &str) -> (String, Report) {
    let (after, report) = mended(draft(template, scenario));
    (after.template, report)
}

#[test]
fn a_name_that_is_not_there_becomes_no_null_in_words_or_as_a_recipient() {
    let template = "function(ctx) {\n  message: {\n    subject: 'Welcome, ' + ctx.identity.traits.first_name,\n    text: 'Welcome, ' + ctx.identity.traits.first_name,\n    to: [{ email: ctx.identity.traits.first_name }],\n  },\n}";
    let (after, report) = becomes(template, "registration_after_password");
    assert_eq!(report.verdict, Verdict::Cancelled, "{after}");
    assert!(!after.contains("null"), "{after}");
    let only_words =
        template.replace("{ email: ctx.identity.traits.first_name }", "{ email: ctx.identity.traits.email }");
    let (after, report) = becomes(&only_words, "registration_after_password");
    assert_eq!((report.verdict, printed_nulls(&report)), (Verdict::Sends, vec![]), "{after}");
}

#[test]
fn guards_that_chain_become_chains_that_hold() {
    let template =
        "function(ctx) { text: 'Hi ' + std.get(std.get(ctx.identity.traits, \"nick\", null), \"first\", 'you') }";
    let (after, report) = becomes(template, "registration_after_password");
    assert_eq!(after, template.replace("null", "{}"));
    assert_eq!(report.verdict, Verdict::Sends);
    let (after, report) = becomes(
        "function(ctx) local nick = std.get(ctx.identity.traits, 'nick'); { text: std.get(nick, 'first', 'you') }",
        "registration_after_password",
    );
    assert!(after.contains("std.get(ctx.identity.traits, 'nick', {})"), "{after}");
    assert_eq!(report.verdict, Verdict::Sends);
    let (after, report) = becomes(
        "function(ctx) { plan: std.get(std.get(ctx.identity, 'metadata_public', {}), 'plan', 'free') }",
        "registration_after_password",
    );
    assert_eq!(report.verdict, Verdict::Fails, "a null that is there is not that of a default: {after}");
}

#[test]
fn a_semicolon_between_fields_is_replaced() {
    let (after, _) = becomes("function(ctx) { subject: \"Acme\";\n text: 'a' }", "registration_after_password");
    assert_eq!(after, "function(ctx) { subject: \"Acme\",\n text: 'a' }");
}

#[test]
fn a_slip_of_the_pen_is_asked_about_before_any_guard() {
    for (slip, meant) in [
        ("ctx.identity.trait.email", "ctx.identity.traits.email"),
        ("ctx.identitty.traits.email", "ctx.identity.traits.email"),
        ("ctx.identity.traits.emial", "ctx.identity.traits.email"),
        ("ctx.identity.Traits.email", "ctx.identity.traits.email"),
        ("ctx.identity.email", "ctx.identity.traits.email"),
        ("ctx.traits.email", "ctx.identity.traits.email"),
        ("ctx.identity['trait'].email", "ctx.identity.traits.email"),
        ("ctx.request_header['User-Agent']", "ctx.request_headers['User-Agent']"),
        ("ctx.request_headers['User_Agent']", "ctx.request_headers[\"User-Agent\"]"),
    ] {
        let template = format!("function(ctx) {{ it: {slip} }}");
        let report = report::build(&draft(&template, "registration_after_password"));
        let finding = next(&report).unwrap_or_else(|| panic!("{slip}: {:#?}", report.findings));
        let after = applied(&draft(&template, "registration_after_password"), finding);
        assert_eq!(after.template, format!("function(ctx) {{ it: {meant} }}"), "{finding:#?}");
    }
}

/// What is written as in another language, and what becomes of it by Apply alone.
#[test]
fn habits_of_other_languages_become_jsonnet() {
    let rows = [
        ("`Hello ${ctx.identity.traits.email}!`", "\"Hello \" + ctx.identity.traits.email + \"!\""),
        ("`${ctx.identity.id}`", "\"\" + ctx.identity.id"),
        ("`a \"b\"\nc`", "\"a \\\"b\\\"\\nc\""),
        ("`${1 + 1} of ${ {a: 2}.a }`", "\"\" + (1 + 1) + \" of \" + ({a: 2}.a)"),
        ("ctx.flow.type == 'api' ? 'app' : 'web'", "if ctx.flow.type == 'api' then 'app' else 'web'"),
        ("true ? 1 : false ? 2 : 3", "if true then 1 else if false then 2 else 3"),
        ("'a' + (true?'b':'c')", "'a' + (if true then 'b' else 'c')"),
        ("true ? { b: 1 } : { b: 2 }", "if true then { b: 1 } else { b: 2 }"),
        ("ctx.identity.traits.nick ?? 'you'", "std.get(ctx.identity.traits, \"nick\", 'you')"),
        (
            "ctx.identity?.traits?.nick?.short ?? 'you'",
            "std.get(std.get(std.get(std.get(ctx, \"identity\", {}), \"traits\", {}), \"nick\", {}), \"short\", 'you')",
        ),
        ("ctx.identity.traits.nick?.short", "std.get(std.get(ctx.identity.traits, \"nick\", {}), \"short\", \"\")"),
        ("ctx.flow.type === 'api'", "ctx.flow.type == 'api'"),
        ("ctx.flow.type !== 'api' && 1 === 1", "ctx.flow.type != 'api' && 1 == 1"),
        ("std.map((x) => x + 1, [1])", "std.map(function(x) x + 1, [1])"),
        ("std.map(x => x + 1, [1])", "std.map(function(x) x + 1, [1])"),
        ("std.foldl((a, b) => a + b, [1], 0)", "std.foldl(function(a, b) a + b, [1], 0)"),
        ("let b = 1; b", "local b = 1; b"),
        (
            "if (ctx.flow.type == 'api') { b: 1 } else { b: 2 }",
            "if (ctx.flow.type == 'api') then { b: 1 } else { b: 2 }",
        ),
        ("if true: 1 else: 2", "if true then 1 else 2"),
        ("if false then 1 elif true then 2 else 3", "if false then 1 else if true then 2 else 3"),
        ("true and false or true", "true && false || true"),
        ("not true", "!true"),
        ("not ctx.flow.type == 'api' and true", "!(ctx.flow.type == 'api') && true"),
        ("if True then None else False", "if true then null else false"),
        ("ctx.flow.type is not 'api'", "ctx.flow.type != 'api'"),
        ("'a' . 'b'", "'a' + 'b'"),
        ("f'Hi {ctx.flow.type}'", "\"Hi \" + ctx.flow.type"),
        ("“Hello”", "\"Hello\""),
        ("JSON.stringify({ b: 1 })", "std.manifestJsonMinified({ b: 1 })"),
        ("len('abc')", "std.length('abc')"),
        (
            "ctx.identity.traits.email.split('@')[1].toUpperCase()",
            "std.asciiUpper(std.split(ctx.identity.traits.email, '@')[1])",
        ),
        ("ctx.flow.type.length", "std.length(ctx.flow.type)"),
        ("ctx.identity.traits.nick || 'you'", "std.get(ctx.identity.traits, \"nick\", 'you')"),
        ("ctx.identity.traits.email || 'you'", "std.get(ctx.identity.traits, \"email\", 'you')"),
        ("if ctx.identity.traits.email then 1 else 2", "if ctx.identity.traits.email != \"\" then 1 else 2"),
    ];
    let mut wrong = Vec::new();
    for (habit, jsonnet) in rows {
        let of = |it: &str| format!("function(ctx) {{\n  a: {it},\n  b: 1,\n}}");
        let (after, report) = becomes(&of(habit), "registration_after_password");
        if after != of(jsonnet) || report.verdict != Verdict::Sends {
            wrong.push(format!("{habit}\n  became {after}\n  not    {}\n  {:?}", of(jsonnet), report.trouble));
        }
    }
    for (habit, jsonnet) in [
        ("(ctx) => { a: 1 }", "function(ctx) { a: 1 }"),
        ("ctx => ({ a: 1 })", "function(ctx) ({ a: 1 })"),
        ("function(ctx) { return { a: 1 }; }", "function(ctx) { a: 1 }"),
        ("function(ctx) return { a: 1 };", "function(ctx) { a: 1 }"),
        (
            "function(ctx) {\n  const b = 1;\n  let c = 2;\n  return { a: b + c };\n}",
            "function(ctx) local b = 1;\n  local c = 2;\n  { a: b + c }",
        ),
        ("function(ctx)\n  var b = 1;\n  { a: b }", "function(ctx)\n  local b = 1;\n  { a: b }"),
        ("function(ctx) { a = 1, 'b' => 2 }", "function(ctx) { a: 1, 'b': 2 }"),
        ("function(ctx) { a: 1 };", "function(ctx) { a: 1 }"),
        ("function(ctx) {\n  a: 'one,\n  b: 'two',\n}", "function(ctx) {\n  a: 'one',\n  b: 'two',\n}"),
        (
            "function(ctx) {\n  to: [{ email: 'a@b.c }],\n  b: 'two',\n}",
            "function(ctx) {\n  to: [{ email: 'a@b.c' }],\n  b: 'two',\n}",
        ),
        ("function(ctx) {\n  a: one',\n  b: 'two',\n}", "function(ctx) {\n  a: 'one',\n  b: 'two',\n}"),
        ("function(ctx) {\n  to: [{ a: 1 },\n}", "function(ctx) {\n  to: [{ a: 1 }],\n}"),
        ("function(ctx) { a: 1", "function(ctx) { a: 1}"),
        ("function(ctx) { a: 1 }}", "function(ctx) { a: 1 }"),
        ("function(ctx) {\n  a: \"one,\n  b: \"two,\n}", "function(ctx) {\n  a: \"one\",\n  b: \"two\",\n}"),
        ("function(ctx) {\n  a: 'It's me',\n  b: 'two',\n}", "function(ctx) {\n  a: \"It's me\",\n  b: 'two',\n}"),
        ("function(ctx) {\n  a: 'http://b' // c\n  d: 1,\n}", "function(ctx) {\n  a: 'http://b', // c\n  d: 1,\n}"),
        ("function(ctx)\n  local a = 'b'\n  { c: a }", "function(ctx)\n  local a = 'b';\n  { c: a }"),
        ("const it = (ctx) => {\n  return { a: 1 };\n}", "local it = function(ctx) { a: 1 };\nit"),
        ("export default (ctx) => ({ a: 1 })", "function(ctx) ({ a: 1 })"),
    ] {
        let (after, report) = becomes(habit, "registration_after_password");
        if after != jsonnet || report.verdict != Verdict::Sends {
            wrong.push(format!("{habit}\n  became {after}\n  not    {jsonnet}\n  {:?}", report.trouble));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_missing_quote_is_named_where_its_text_begins() {
    let template = "function(ctx) {\n  message: {\n    from_name: 'Acme',\n    subject: \"Hello,\n    text: 'a',\n    html: \"b\",\n    to: [{ email: \"c\" }],\n  },\n}";
    let report = report::build(&draft(template, "registration_after_password"));
    let finding = next(&report).unwrap();
    let place = playground::diagnostic::Place::of(template, finding.span.unwrap().start);
    assert_eq!((finding.id.as_str(), place.line), ("template/unclosed-text", 4), "{finding:#?}");
    assert_eq!(report.trouble.as_ref().unwrap().place.unwrap().line, 7, "what Ory says stays");
}

#[test]
fn a_template_of_a_megabyte_says_its_size() {
    let template = format!("function(ctx) {{ a: '{}' }}", "x".repeat(1_000_000));
    let report = report::build(&draft(&template, "registration_after_password"));
    assert_eq!(report.verdict, Verdict::Fails);
    let [finding] = &report.findings[..] else { panic!("{:#?}", report.findings) };
    assert_eq!(finding.id, "limits/input");
    assert!(finding.what.contains("of 65535 bytes"), "{}", finding.what);
}

#[test]
fn a_key_in_the_template_is_handed_to_its_field() {
    let template = "function(ctx) { key: 'md-0123456789abcdefghijkl', message: {} }";
    let report = report::build(&draft(template, "registration_after_password"));
    let finding = report.findings.iter().find(|finding| finding.id == "template/literal-key").unwrap();
    assert_eq!(finding.takes_key.unwrap().of(template), "md-0123456789abcdefghijkl");
    assert!(
        applied(&draft(template, "registration_after_password"), finding)
            .template
            .contains("'{Your-Mailchimp-Api-Key}'")
    );
}

/// Everything of one kind, mended at once: what holds for one fix holds for all together.
#[test]
fn fixes_of_a_kind_made_at_once_keep_what_one_alone_keeps() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let own = [
        "function(ctx) local a = 1; local b = 2; local c = 3; { text: 'a', html: if true then 'b' else 'c' }",
        "local f(x, y) = 1; function(ctx) { local z = 2, local y = 3, message: { text: `a`, html: `b` } }",
        "function(ctx) { a: ctx.flow.type === 'api', b: ctx.flow.type === 'browser', c: true ? 1 : 2 }",
        "function(ctx) { text: \"Hi ${ctx.identity.id}\", html: \"Bye ${ctx.identity.id}\" }",
    ];
    let templates: Vec<String> = templates().into_iter().step_by(5).chain(own.map(str::to_owned)).collect();
    for (at, template) in templates.iter().enumerate() {
        let slips = [".traits.email", ".value", ".traits", "ctx."].map(|name| {
            let other =
                if name == "ctx." { "ctx.flow.transient_payload.".to_owned() } else { format!("{name}_of_mine") };
            template.replace(name, &other)
        });
        for template in [&slips[at % slips.len()], template] {
            let reports = SCENARIOS.map(|scenario| (scenario, report::build(&draft(template, scenario))));
            let lessons: Vec<Lesson> =
                reports.iter().map(|(title, report)| Lesson { title, report: Some(report) }).collect();
            let found = reports[at % SCENARIOS.len()].1.findings.iter().cloned().chain(lessons::all(&lessons));
            let found: Vec<Found> = found.map(|finding| Found { revision: Revision::default(), finding }).collect();
            let before = draft(template, SCENARIOS[at % SCENARIOS.len()]);
            let ids: BTreeSet<&str> = found.iter().map(|found| found.finding.id.as_str()).collect();
            for id in ids {
                let mut state = State::open(before.clone(), Keeping::Nowhere);
                let Some((_, edits)) = state.fixes_of(&found, id) else { continue };
                state.step(Event::Apply(state.revision(), edits));
                let after = state.text(Document::Template).to_owned();
                assert_ne!(after, before.template, "{id} changes nothing");
                let broke = engine::fault(template).is_none() && engine::fault(&after).is_some();
                assert!(!broke, "{id}\nbefore: {template}\nafter: {after}");
                for scenario in SCENARIOS {
                    let nulls = printed_nulls(&report::build(&draft(&after, scenario)));
                    assert!(nulls.is_empty(), "{id}: {nulls:?}\n{template}\nbecame\n{after}");
                }
                *kinds.entry(id.to_owned()).or_default() += 1;
            }
        }
    }
    println!("mended at once: {kinds:#?}");
    assert!(kinds.values().sum::<usize>() > 10 && kinds.len() > 2, "{kinds:#?}");
}
