//! What the editor says and does: `¦` is the caret, `⟦so⟧` marks a range.

use std::{fs, path::Path};

use playground::{
    assist::{
        self, Text,
        ask::{Answer, Ask, answer},
        complete::Candidate,
        syntax,
    },
    diagnostic::{self, Span},
    engine,
    ory::scenarios,
};

pub fn ctx() -> &'static str {
    scenarios::find("registration_after_password").expect("the scenario").ctx()
}

/// The text without its caret, and where that was.
fn caret(text: &str) -> (String, usize) {
    let at = text.find('¦').unwrap_or_else(|| panic!("no caret in {text}"));
    (text.replacen('¦', "", 1), at)
}

/// The text without the marks of ranges, and these.
pub fn ranges(text: &str) -> (String, Vec<Span>) {
    let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for character in text.chars() {
        match character {
            '⟦' => start = plain.len(),
            '⟧' => spans.push(Span::new(start, plain.len())),
            other => plain.push(other),
        }
    }
    (plain, spans)
}

fn complete(text: &str) -> Vec<Candidate> {
    let (template, offset) = caret(text);
    assist::complete::complete(&template, ctx(), offset)
}

/// The text with the candidate of that label written.
fn completed(text: &str, label: &str) -> String {
    let (template, offset) = caret(text);
    let found = complete(text);
    let chosen =
        found.iter().find(|candidate| candidate.label == label).unwrap_or_else(|| panic!("no {label}: {found:#?}"));
    [&template[..chosen.from], &chosen.insert, &template[offset..]].concat()
}

fn labels(text: &str) -> Vec<String> {
    complete(text).into_iter().map(|candidate| candidate.label).collect()
}

#[test]
fn completion_knows_the_place() {
    for (text, first) in [
        // The context, through locals, loops and brackets, in a broken text too.
        ("function(ctx) { a: ctx.¦ }", &["flow", "request_headers", "request_method"][..]),
        ("function(ctx) { a: ctx.identity.tr¦", &["traits"]),
        ("function(ctx) { to: [{ email: ctx.flow.¦\n  name: 'x' }] }", &["id", "type"]),
        ("function(ctx) local t = ctx.identity.traits; { a: t.¦ }", &["email", "name"]),
        ("function(ctx) [a.val¦ for a in ctx.identity.verifiable_addresses]", &["value"]),
        ("function(ctx) ctx.identity.verifiable_addresses[0].v¦", &["value", "verified", "via"]),
        ("function(ctx) std.get(ctx.identity, 'state_¦', null)", &["state_changed_at"]),
        ("function(ctx) if 'iden¦' in ctx then 1", &["identity"]),
        ("function(ctx) ctx.request_headers['User¦'][0]", &["User-Agent"]),
        // Values that are not of the context.
        ("local o = { first: 1, second:: { inner: 2 } }; { a: o.second.¦ }", &["inner"]),
        ("local f(x) = { inner: x }; { a: f(1).¦ }", &["inner"]),
        ("{ first: 1, a: self.f¦ }", &["first"]),
        // The body, by its place.
        ("function(ctx) { message: { to: [{ email: 'x', ¦ }] } }", &["name", "type"]),
        ("function(ctx) { message: { subject: 'x', su¦ } }", &["subaccount"]),
        ("local m = { ¦ }; function(ctx) { message: m }", &["from_email", "to"]),
        ("function(ctx) { message: { to: [{ type: ¦ }] } }", &["'to'", "'cc'", "'bcc'"]),
        ("function(ctx) { message: { to: [{ type: '¦' }] } }", &["to", "cc", "bcc"]),
        ("function(ctx) { message: { important: ¦ } }", &["true", "false"]),
        ("{ message: { global_merge_vars: [{ name: 'first', content: 1 }], html: 'Dear *|¦' } }", &["FIRST", "EMAIL"]),
        ("{ message: { global_merge_vars: [{ name: 'first', content: 1 }], html: 'Dear {{¦' } }", &["first", "email"]),
        // Names, the innermost first.
        ("local outer = 1; local f(inner) = ¦; f(1)", &["inner", "f", "outer"]),
        ("local greet(name, polite=true) = 1; greet('a', pol¦)", &["polite="]),
        ("{ a: std.jo¦ }", &["join"]),
        ("{ a: joi¦ }", &["join"]),
        // What goes on from an expression that is there.
        ("function(ctx) if ctx.a == 1 th¦", &["then"]),
        ("function(ctx) { a: if ctx.a == 1 then [1, 2] el¦ }", &["else"]),
        ("if 1 then local x = if 2 then 3 else 4; x ¦", &["else", "in"]),
        ("[x.y fo¦", &["for"]),
        ("[x for x ¦", &["in"]),
        ("[x for x in [1] ¦]", &["if", "for"]),
        ("function(ctx) if 'a' ¦", &["then", "in"]),
        ("function(ct¦", &["ctx"]),
        ("local f(a, b) = a; function(¦) f(1, 2)", &["ctx"]),
        ("local base = {}; function(ctx) ba¦ + {}", &["base"]),
        ("function(ctx) { lo¦ }", &["local"]),
        // What every template begins with.
        ("¦", &["function(ctx)"]),
        ("fu¦", &["function(ctx)", "function"]),
        ("local a = 1; ¦", &["function(ctx)"]),
        ("local a = fu¦", &["function"]),
        // Texts that are written at one place only.
        ("error 'ca¦", &["cancel", "cancel: "]),
        ("{ key: ¦, message: {} }", &["'{Your-Mailchimp-Api-Key}'"]),
        ("{ key: '¦', message: {} }", &["{Your-Mailchimp-Api-Key}"]),
        ("function(ctx) if ctx.flow.type == ¦", &["'browser'", "'api'"]),
        ("function(ctx) [a for a in ctx.identity.verifiable_addresses if a.via == '¦']", &["email", "sms"]),
        ("function(ctx) std.type(ctx.identity.traits) != 'ob¦'", &["object"]),
    ] {
        let found = labels(text);
        let beginning: Vec<&str> = found.iter().take(first.len()).map(String::as_str).collect();
        assert_eq!(beginning, first, "{text}: {found:?}");
    }
}

#[test]
fn completion_is_silent_where_there_is_nothing_to_complete() {
    for text in [
        "local ¦",
        "{ a: 12¦ }",
        "// std.¦\n{}",
        "{} // std.¦",
        "{ a: 1 /* ¦ */ }",
        "{ a: 'plain ¦ text' }",
        "{ a: nothing.¦ }",
        "function(ctx, ¦) 1",
        "local f(¦) = 1; f",
    ] {
        assert_eq!(labels(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn completion_leaves_out_what_is_there() {
    let found = labels("{ message: { to: [{ email: 'x', ¦ }] } }");
    assert!(!found.contains(&"email".to_owned()), "{found:?}");
}

#[test]
fn what_some_moments_lack_comes_with_its_guard() {
    assert_eq!(
        completed("function(ctx) { a: ctx.identity.verif¦ }", "verifiable_addresses"),
        "function(ctx) { a: std.get(ctx.identity, 'verifiable_addresses', []) }"
    );
    assert_eq!(
        completed("function(ctx) { a: ctx.request_headers.¦ }", "User-Agent"),
        r#"function(ctx) { a: ctx.request_headers["User-Agent"][0] }"#
    );
    assert_eq!(completed("function(ctx) { a: ctx.identity.sta¦ }", "state"), "function(ctx) { a: ctx.identity.state }");
    let found = complete("function(ctx) { a: ctx.identity.verif¦ }");
    assert!(found[0].detail.contains("absent in"), "{found:?}");
}

#[test]
fn hover_says_what_it_is_and_what_it_gives() {
    for (text, parts) in [
        (
            "function(ctx) { a: ctx.identity.tra¦its.email }",
            &["`ctx.identity.traits`", "Ory always sends it", "Now: "][..],
        ),
        ("function(ctx) { a: ctx.identity.verifiable_addr¦esses }", &["leaves it out", "Absent in"]),
        ("function(ctx) { a: ctx.request_headers['User-¦Agent'] }", &["allow list"]),
        ("{ a: std.jo¦in(',', ['x']) }", &["`std.join(sep, arr)`"]),
        ("{ a: s¦td.pi }", &["go-jsonnet 0.21.0"]),
        ("{ message: { to: [{ ty¦pe: 'to' }] } }", &["One of `to`, `cc`, `bcc`", "Now: `\"to\"`"]),
        ("local ¦x = 1 + 1; { a: x }", &["`local x`, used once", "Now: `2`"]),
        ("local f(¦x) = x; f('a')", &["a parameter", "Now: `\"a\"`"]),
        ("{ a: 1 ¦+ 2 }", &["Now: `3` (number)"]),
        ("function(ctx) { a: ctx.identity.pho¦ne }", &["Fails: RUNTIME ERROR: Field does not exist: phone"]),
        // Where it comes from, in a local and in a loop; what a call gives; a name in quotes.
        ("function(ctx) local m¦ = ctx.identity.traits.email; m", &["From `ctx.identity.traits.email`.", "Now: "]),
        ("function(ctx) local m¦ = 1 + 2; m", &["From `1 + 2`.", "Now: `3`"]),
        (
            "function(ctx) [a¦.via for a in ctx.identity.verifiable_addresses]",
            &["Each of `ctx.identity.verifiable_addresses`."],
        ),
        ("{ a: std.jo¦in(',', ['x']) }", &["Now: `\"x\"`"]),
        ("function(ctx) std.get(ctx.identity, 'sta¦te')", &["`ctx.identity.state`", "One of `active`"]),
        // Its source, an example of what this context lacks, and what Ory never sends.
        ("function(ctx) ctx.identity.ver¦ifiable_addresses", &["Source: Kratos `identity/identity.go`."]),
        ("function(ctx) ctx.identity.organ¦ization_id", &["Source: Kratos"]),
        ("function(ctx) ctx.identity.cred¦entials", &["Ory never sends it."]),
        ("function(ctx) local un¦used = ctx.flow; 1", &["From `ctx.flow`.", "Not asked for in this scenario."]),
        ("function(ctx) if true then 1 else ctx.fl¦ow", &["Not asked for in this scenario."]),
        ("function(ctx) ct¦x", &["A hook after registration gets `flow`, "]),
    ] {
        let (template, offset) = caret(text);
        let said = assist::hover::hover(&template, ctx(), offset).unwrap_or_else(|| panic!("nothing in {text}"));
        for part in parts {
            assert!(said.contains(part), "{text}: no {part} in\n{said}");
        }
    }
    for text in [
        "{ a: 'te¦xt' }",
        "// ¦x",
        "¦// x\n1",
        "/¦/ x\n1",
        "1 #¦ x",
        "{ a: 1¦2 }",
        "loc¦al x = 1; x",
        "{ ¦  a: 1 }",
        "{}\n¦",
    ] {
        let (template, offset) = caret(text);
        assert_eq!(assist::hover::hover(&template, ctx(), offset), None, "{text}");
    }
}

#[test]
fn names_lead_to_their_binding_and_uses() {
    // The first range is the binding; a caret on any of them finds all, the binding first.
    for marked in [
        "local ⟦x⟧ = 1; { a: ⟦x⟧, b: local x = 2; x }",
        "local x = 1; local y = x; { local ⟦x⟧ = 2, a: ⟦x⟧, [y]: ⟦x⟧ }",
        "local f(⟦a⟧, b=⟦a⟧) = ⟦a⟧ + b; f(⟦a⟧=1)",
        "local ⟦f⟧(n) = if n == 0 then 0 else ⟦f⟧(n - 1); ⟦f⟧(3)",
        "function(⟦ctx⟧) { a: ⟦ctx⟧.flow.id }",
        "local xs = [1]; [⟦x⟧ + ⟦x⟧ for ⟦x⟧ in xs if ⟦x⟧ > 0]",
        "{ [⟦k⟧]: ⟦k⟧ for ⟦k⟧ in ['a'] }",
        "{ f(⟦x⟧):: ⟦x⟧, a: self.f(⟦x⟧=1) }",
        "local ⟦x⟧ = 1; { a: ⟦x⟧.",
    ] {
        let (template, spans) = ranges(marked);
        let root = syntax::read(&template);
        let text = Text::new(&template, &root);
        for span in &spans {
            let mut found =
                assist::uses::uses(&text, span.start).unwrap_or_else(|| panic!("nothing at {span:?} of {marked}"));
            assert_eq!(assist::definition::definition(&text, span.start), found.first().copied(), "{marked}");
            found.sort_by_key(|span| span.start);
            assert_eq!(found, spans, "{marked}");
        }
    }
}

#[test]
fn fields_lead_to_where_they_are_written() {
    for marked in ["{ ⟦a⟧: 1, b: self.⟦a⟧ }", "local o = { ⟦a⟧: 1 } + { b: 2 }; o.⟦a⟧", "{ ⟦a⟧: 1, b: { c: $.⟦a⟧ } }"]
    {
        let (template, spans) = ranges(marked);
        let root = syntax::read(&template);
        let text = Text::new(&template, &root);
        assert_eq!(assist::definition::definition(&text, spans[1].start), Some(spans[0]), "{marked}");
    }
    for unbound in ["{ a: ¦std.length('x') }", "{ a: no¦body }", "function(ctx) ctx.fl¦ow"] {
        let (template, offset) = caret(unbound);
        let root = syntax::read(&template);
        let text = Text::new(&template, &root);
        assert_eq!(assist::definition::definition(&text, offset), None, "{unbound}");
    }
}

#[test]
fn renaming_changes_a_name_everywhere_and_nothing_else() {
    let renamed = |marked: &str, to: &str| {
        let (template, offset) = caret(marked);
        let root = syntax::read(&template);
        let edits = assist::rename::rename(&Text::new(&template, &root), offset, to)?;
        Some(diagnostic::applied(&template, &edits))
    };
    assert_eq!(
        renamed("local x = 1; { x: ¦x, b: 'x', c: local x = 2; x }", "total").as_deref(),
        Some("local total = 1; { x: total, b: 'x', c: local x = 2; x }")
    );
    assert_eq!(renamed("local f(a) = a; f(¦a=1)", "much").as_deref(), Some("local f(much) = much; f(much=1)"));
    // No name, taken by an inner binding, taking an outer one's place, Ory's own name.
    assert_eq!(renamed("local ¦x = 1; x", "if"), None);
    assert_eq!(renamed("local ¦x = 1; local y = 2; x + y", "y"), None);
    assert_eq!(renamed("local y = 1; local ¦x = 2; x + y", "y"), None);
    assert_eq!(renamed("function(¦ctx) ctx", "context"), None);
    assert_eq!(renamed("{ a: ¦std }", "other"), None);
}

#[test]
fn a_value_is_told_for_every_way_to_point_at_it() {
    for (marked, expected) in [
        ("{ a: [⟦x * 2⟧ for x in [1, 2]] }", Some(Ok("2"))),
        ("{ a: ⟦ (1 + 2) ⟧ }", Some(Ok("3"))),
        ("local ⟦x⟧ = 5; x", Some(Ok("5"))),
        ("local f(⟦x⟧) = x; f(6)", Some(Ok("6"))),
        ("{ ⟦a⟧: 7 }", Some(Ok("7"))),
        ("{ a: if true then 1 else ⟦2⟧ }", None),
        ("{ a: ⟦std.length⟧([]) }", None),
        ("function(ctx) { a: ⟦ctx.nope⟧ }", Some(Err("RUNTIME ERROR: Field does not exist: nope"))),
    ] {
        let (template, spans) = ranges(marked);
        let value = assist::value::value(&template, ctx(), spans[0]);
        let value = value.as_ref().map(|value| value.as_deref().map_err(String::as_str));
        assert_eq!(value, expected, "{marked}");
    }
}

#[test]
fn calls_show_their_signature() {
    for (text, active) in [
        ("{ a: std.join(¦) }", Some("sep")),
        ("{ a: std.join(', ', [1, ¦]) }", Some("arr")),
        ("{ a: std.join(', ', ¦", Some("arr")),
        ("{ a: std.join(arr=¦) }", Some("arr")),
        ("local f(x, y=1) = x; f(1, ¦)", Some("y=1")),
        ("local f(x, y=1) = x; f(1, 2, ¦)", None),
    ] {
        let (template, offset) = caret(text);
        let root = syntax::read(&template);
        let found = assist::signature::signature(&Text::new(&template, &root), offset);
        let found = found.unwrap_or_else(|| panic!("nothing in {text}"));
        let named = found.active.map(|active| found.parameters[active].as_str());
        assert_eq!(named, active, "{text}");
    }
}

/// What `jsonnetfmt` of go-jsonnet 0.21.0 wrote for these texts (`tests/cases/make/format.py`).
#[test]
fn formatting_is_jsonnetfmts() {
    let cases =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/format.jsonl")).expect("the cases");
    let mut seen = 0;
    for row in cases.split('\n').filter(|row| !row.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        let (template, expected) =
            (row["template"].as_str().expect("a text"), row["formatted"].as_str().expect("a text"));
        let formatted = assist::format::format(template).unwrap_or_else(|| panic!("{template} does not parse"));
        assert_eq!(formatted, expected, "of\n{template}");
        let edits = assist::format::edits(template).expect("it parses");
        assert_eq!(diagnostic::applied(template, &edits), expected, "as edits, of\n{template}");
        seen += 1;
    }
    assert!(seen > 100, "{seen} cases");
    assert_eq!(assist::format::format("{ a: "), None);
}

#[test]
fn formatting_keeps_what_a_template_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/kratos/templates");
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let template = fs::read_to_string(&path).expect("a template");
        let Some(formatted) = assist::format::format(&template) else { continue };
        let outcome = |template: &str| engine::evaluate(template, ctx()).outcome.map_err(|failure| failure.words);
        // A place in the words moves with the layout.
        match (outcome(&template), outcome(&formatted)) {
            (Err(_), Err(_)) => {}
            (before, after) => assert_eq!(before, after, "{}", path.display()),
        }
        assert_eq!(assist::format::format(&formatted).as_deref(), Some(formatted.as_str()), "{}", path.display());
    }
}

#[test]
fn the_table_of_std_is_the_library_that_runs() {
    let listed: Vec<(&str, i32)> =
        assist::standard::ALL.iter().map(|entry| (entry.name, entry.parameters.map_or(-1, required))).collect();
    let count = "local own = std.objectFieldsAll(std); [[f, if std.isFunction(std[f]) then std.length(std[f]) else -1] for f in own]";
    let outcome = engine::evaluate(count, "{}").outcome.expect("it evaluates");
    let running: Vec<(String, i32)> = serde_json::from_str(&outcome).expect("a list");
    let hidden = |name: &str| name.starts_with(['$', '_']);
    let running: Vec<(&str, i32)> =
        running.iter().filter(|(name, _)| !hidden(name)).map(|(name, length)| (name.as_str(), *length)).collect();
    assert_eq!(listed, running);
    for name in assist::standard::FREQUENT {
        assert!(assist::standard::find(name).is_some(), "{name}");
    }
}

/// How many parameters must be given.
fn required(parameters: &str) -> i32 {
    i32::try_from(parameters.split(", ").filter(|parameter| !parameter.is_empty() && !parameter.contains('=')).count())
        .unwrap_or(0)
}

#[test]
fn no_text_and_no_caret_ends_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/kratos/templates");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths.into_iter().take(6) {
        let template = fs::read_to_string(&path).expect("a template");
        // Half of it, cut at many places, with the caret at the cut and before it.
        for cut in (0..template.len()).step_by(37).filter(|cut| template.is_char_boundary(*cut)) {
            let half = &template[..cut];
            let root = syntax::read(half);
            let text = Text::new(half, &root);
            for offset in [cut, cut.saturating_sub(3), cut + 5] {
                assist::complete::complete(half, "{}", offset);
                assist::hover::hover(half, "{}", offset);
                assist::definition::definition(&text, offset);
                assist::rename::rename(&text, offset, "name");
                assist::signature::signature(&text, offset);
            }
            assist::format::format(half);
        }
    }
}

#[test]
fn a_place_of_the_mail_leads_to_where_it_is_written() {
    for (marked, html, place) in [
        // In a literal, though a value stands beside it.
        (
            "function(ctx) { message: { html: '<p>Hi ' + ctx.identity.id + '</p>⟦<video>⟧' } }",
            "<p>Hi 1</p><video>",
            "<video>",
        ),
        // As often in the template as in the html: the same one.
        (
            "function(ctx) { message: { html: '<b>a</b><br id=1>' + '<b>b</b>⟦<br id=1>⟧' } }",
            "<b>a</b><br id=1><b>b</b><br id=1>",
            "<br id=1>",
        ),
        // Nowhere as it is: the expression that made the html.
        ("function(ctx) { message: { html: ⟦std.join('', ['<vi', 'deo>'])⟧ } }", "<video>", "<video>"),
        // Made of the text by Mandrill.
        ("function(ctx) { message: { text: ⟦'Hello'⟧ } }", "<p>Hello</p>", "<p>"),
    ] {
        let (template, spans) = ranges(marked);
        let at = html.rfind(place).expect("the place");
        let ask = Ask::FromHtml(html.to_owned(), Span::new(at, at + place.len()));
        assert_eq!(answer(&template, ctx(), &ask), Answer::Spans(spans), "{marked}");
    }
    let nowhere = answer("function(ctx) { a: 1 }", ctx(), &Ask::FromHtml("<p>".to_owned(), Span::new(0, 3)));
    assert_eq!(nowhere, Answer::Nothing);
}

#[test]
fn a_character_of_a_value_leads_to_what_wrote_it() {
    // The value of `a`, with the character that is clicked, and the template with what wrote it.
    for (value, marked) in [
        ("Hello ¦Ada Lovelace!", "function(ctx) local n = ctx.name; { a: 'Hello ' + ⟦ctx.name⟧ + '!' }"),
        ("H¦ello Ada", "function(ctx) { a: '⟦Hello⟧ ' + ctx.name }"),
        ("Hello Ada Lovelace, go¦od day", "function(ctx) { a: 'Hello %s, ⟦good⟧ day' % ctx.name }"),
        ("Hello A¦da", "function(ctx) { a: 'Hello %s' % [⟦ctx.name⟧] }"),
        ("50% for ¦Ada Lovelace", "function(ctx) { a: '50%% for %(who)s' % { who: ⟦ctx.name⟧ } }"),
        ("50% f¦or Ada", "function(ctx) { a: '50%% ⟦for⟧ %(who)s' % { who: ctx.name } }"),
        ("7.50 to ¦Ada", "function(ctx) { a: std.format('%.2f to %s', [7.5, ⟦ctx.name⟧]) }"),
        ("¦7.50 to Ada", "function(ctx) { a: std.format('%.2f to %s', [⟦7.5⟧, ctx.name]) }"),
        ("one, t¦wo", "function(ctx) { a: std.join(', ', ['one', '⟦two⟧']) }"),
        ("one¦, two", "function(ctx) local s = '⟦,⟧ '; { a: std.join(s, ['one', 'two']) }"),
        ("<x>¦<y>", "{ a: std.join('', [⟦'<' + k + '>'⟧ for k in ['x', 'y']]) }"),
        ("Dear A¦da", "function(ctx) local hello(who) = 'Dear ' + who; { a: hello(⟦ctx.name⟧) }"),
        ("De¦ar Ada", "function(ctx) local hello(who) = '⟦Dear⟧ ' + who; { a: hello(ctx.name) }"),
        ("Dear A¦da", "function(ctx) local hello(who='') = 'Dear ' + who; { a: hello(who=⟦ctx.name⟧) }"),
        ("Sir A¦da", "function(ctx) { a: if 'name' in ctx then 'Sir ' + ⟦ctx.name⟧ else 'Sir' }"),
        (
            "Hi th¦ere",
            "local base = { greeting: 'Hi ' + self.who, who: 'you' }; { a: (base { who: 'there' }).greeting }",
        ),
        ("first\nsec¦ond\n", "{\n  a: |||\n    first\n    ⟦second⟧\n  |||,\n}"),
        ("a\n\"é\" ¦🦀 z", "{ a: 'a\\n\\\"é\\\" ⟦\\ud83e\\udd80⟧ z' }"),
        ("<b>H¦i</b>", "{ a: '<b>⟦Hi⟧</b>' }"),
        ("it's o¦k", "{ a: @'it''s ⟦ok⟧' }"),
        ("N¦OW", "local w = '⟦now⟧'; { a: std.asciiUpper(w) }"),
    ] {
        let (template, spans) = ranges(marked);
        let character = value.chars().position(|letter| letter == '¦').expect("a mark");
        let ctx = r#"{"name": "Ada Lovelace"}"#;
        let body = engine::evaluate(&template, ctx).outcome.unwrap_or_else(|failure| panic!("{marked}: {failure:?}"));
        let plain = value.replacen('¦', "", 1);
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert!(body["a"].as_str().is_some_and(|text| text.starts_with(&plain)), "{marked}: {body}");
        let found = answer(&template, ctx, &Ask::FromValue("a".to_owned(), Some(character)));
        if spans.is_empty() {
            assert!(matches!(found, Answer::Spans(_)), "{marked}: {found:?}");
            continue;
        }
        let Answer::Spans(found) = found else { panic!("{marked}: {found:?}") };
        assert_eq!(found[0].of(&template), spans[0].of(&template), "{value} of {marked}");
        assert_eq!(found, spans, "{value} of {marked}");
    }
    // The same by a click into the body, behind an escape.
    let template = r#"function(ctx) { a: '"é" ' + ctx.name }"#;
    let ctx = r#"{"name": "Ada"}"#;
    let body = engine::evaluate(template, ctx).outcome.expect("a body");
    let at = body.find("Ada").expect("the name");
    let place = template.find("ctx.name").expect("its place");
    let found = answer(template, ctx, &Ask::FromBody(at));
    assert_eq!(found, Answer::Spans(vec![Span::new(place, place + "ctx.name".len())]));
}

#[test]
fn letters_of_the_shown_html_lead_to_the_html() {
    let html = "<!-- no --><style>p { a }</style><p title='x'>Dear&nbsp;<b>A &amp; B</b></p><script>no</script> end";
    let shown: Vec<char> = "DearA&Bend".chars().collect();
    for (at, letter) in shown.iter().enumerate() {
        let place = playground::mandrill::frame::place(html, at).expect("a place");
        assert!(html[place..].starts_with(*letter), "{at}: {} is not at {}", letter, &html[place..]);
    }
    assert_eq!(playground::mandrill::frame::place(html, shown.len()), None);
}

#[test]
fn a_letter_of_the_shown_html_is_followed_to_what_wrote_it() {
    let template = "local name = 'Ada';\nfunction(ctx) { message: { html: '<p>Hi &amp; ' + name + '</p>' } }";
    let html = "<p>Hi &amp; Ada</p>";
    let wrote = |letters, raw| match answer(template, "{}", &Ask::FromShown { html: html.to_owned(), letters, raw }) {
        Answer::Spans(spans) => spans[0].of(template).to_owned(),
        other => panic!("{letters}: {other:?}"),
    };
    // Hi&Ada: the third letter is a reference, the fourth comes from the local; behind the last, that is meant.
    assert_eq!([2, 3, 5, 6].map(|letters| wrote(letters, true)), ["&amp;", "Ada", "Ada", "Ada"]);
    assert_eq!(wrote(0, false), "'<p>Hi &amp; ' + name + '</p>'", "of what was merged, what made the whole");
    let beyond = Ask::FromShown { html: html.to_owned(), letters: 60, raw: true };
    assert_eq!(answer(template, "{}", &beyond), Answer::Nothing);
}
