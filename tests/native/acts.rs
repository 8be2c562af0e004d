//! What can be done at a place, what it would change, and what mends several findings at once.

use playground::{
    assist::{
        acts::{Act, acts},
        ask::{Answer, Ask, answer},
        refactor,
    },
    diagnostic::{
        Document, Edit, Finding, Level, Span, applied,
        change::{Changes, Mark, changes},
    },
    draft::{Draft, Revision},
    engine,
    mandrill::gallery::EXAMPLES,
    ory::scenarios,
    report::first_draft,
    state::{Event, State, fixes::Found, keep::Keeping},
};

fn place(text: &str, what: &str) -> Span {
    let start = text.find(what).unwrap_or_else(|| panic!("no {what} in {text}"));
    Span::new(start, start + what.len())
}

fn caret(text: &str, what: &str) -> Span {
    let at = place(text, what).start;
    Span::new(at, at)
}

fn titles(found: &[Act]) -> Vec<&str> {
    found.iter().map(|act| act.title.as_str()).collect()
}

fn gives(template: &str, ctx: &str) -> Result<String, String> {
    engine::evaluate(template, ctx).outcome.map_err(|failure| failure.words)
}

/// A hunk as a diff has it; what changed in a line is between braces.
fn diff(changes: &Changes) -> Vec<String> {
    let line = |line: &playground::diagnostic::change::Line| {
        let sign = if line.mark == Mark::Added { "+" } else { "-" };
        let pieces = line.pieces.iter().map(|piece| match piece.changed {
            true => format!("{{{}}}", piece.text),
            false => piece.text.clone(),
        });
        format!("{sign}{}", pieces.collect::<String>())
    };
    changes.hunks.iter().flat_map(|hunk| hunk.lines.iter().map(line)).collect()
}

fn shown(text: &str, edits: &[Edit]) -> Vec<String> {
    diff(&changes(|document| if document == Document::Template { text } else { "" }, edits, 100))
}

fn edit(text: &str, what: &str, with: &str) -> Edit {
    Edit::template(place(text, what), with)
}

#[test]
fn a_preview_shows_the_lines_that_change_and_where_in_them() {
    let text = "{\n    a: ctx.b,\n    c: 1,\n}\n";
    assert_eq!(
        shown(text, &[edit(text, "ctx.b", "std.get(ctx, \"b\", 0)")]),
        ["-a: {ctx.b},", "+a: {std.get(ctx, \"b\", 0)},"]
    );
    assert_eq!(shown(text, &[edit(text, "1,\n", "")]), ["-    c: {1,}", "-}", "+    c: }"]);
    assert_eq!(shown(text, &[edit(text, "    c: 1,\n", "")]), ["-c: 1,"], "what stands as before is not shown");
    let at = text.find("    c").unwrap();
    assert_eq!(shown(text, &[Edit::template(Span::new(at, at), "    b: 2,\n")]), ["+b: 2,"]);
    let two = [edit(text, "1", "2"), edit(text, "ctx", "self")];
    assert_eq!(shown(text, &two), ["-a: {ctx}.b,", "+a: {self}.b,", "-c: {1},", "+c: {2},"], "in reading order");
    assert_eq!(shown(text, &[edit(text, "ctx.b", "ctx.b")]), [""; 0], "nothing changes");
    assert_eq!(shown(text, &[edit(text, "ctx.b", "x"), edit(text, "b,", "y")]), [""; 0], "they overlap");
    assert_eq!(shown(text, &[Edit::template(Span::new(0, 99), "x")]), [""; 0], "it does not fit");
    assert_eq!(shown("é: 1", &[edit("é: 1", "é", "è")]), ["-{é}: 1", "+{è}: 1"]);
}

#[test]
fn a_preview_says_its_line_and_stays_small() {
    let text = format!("a\n\n{} x {}\n", "l".repeat(500), "r".repeat(500));
    let one = changes(|_| &text, &[edit(&text, "x", "y")], 100);
    assert_eq!(one.hunks[0].first, 3);
    let shown = diff(&one);
    assert!(shown[0].chars().count() < 120 && shown[0].contains("…") && shown[0].contains("{x}"), "{shown:?}");
    let lines = "a\n".repeat(50);
    let many = changes(|_| &lines, &[Edit::template(Span::new(0, lines.len() - 1), "b\n".repeat(49) + "b")], 10);
    assert_eq!((many.hunks[0].lines.len(), many.more), (10, 90));
    let both = [Edit { document: Document::Ctx, ..edit("1", "1", "2") }, edit("1", "1", "2")];
    let both = changes(|_| "1", &both, 10);
    assert_eq!(both.hunks.iter().map(|hunk| hunk.document).collect::<Vec<_>>(), [Document::Template, Document::Ctx]);
}

#[test]
fn a_preview_is_the_lines_of_the_text_with_the_edits_made() {
    for example in EXAMPLES {
        let text = example.template;
        let all: Vec<String> = scenarios::all().iter().map(|scenario| scenario.ctx().to_owned()).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let edits = refactor::guard_all(text, &all);
        let after = applied(text, &edits);
        for hunk in changes(|_| text, &edits, usize::MAX).hunks {
            for line in hunk.lines {
                let of = if line.mark == Mark::Added { after.as_str() } else { text };
                let parts: Vec<&str> = line.pieces.iter().flat_map(|piece| piece.text.split('…')).collect();
                assert!(of.lines().any(|line| parts.iter().all(|part| line.contains(part))), "{parts:?} in {of}");
            }
        }
    }
}

#[test]
fn what_can_be_done_at_a_place_is_offered_and_nothing_else() {
    let template =
        "function(ctx) {\n  a: 'Hi ' + ctx.identity.traits.email,\n  b: ctx[\"identity\"].id,\n  c: 1 + 2,\n}";
    let none: [String; 0] = [];
    assert_eq!(
        titles(&acts(template, caret(template, "traits"), &none)),
        [
            "Write `.traits` as `[\"traits\"]`",
            "Write this sum as a format, with `%`",
            "Take `ctx.identity.traits.email` out into a local",
        ]
    );
    assert_eq!(
        titles(&acts(template, caret(template, "dentity\"]"), &none)),
        ["Write `[\"identity\"]` as `.identity`", "Take `ctx[\"identity\"].id` out into a local"]
    );
    assert_eq!(titles(&acts(template, place(template, "1 + 2"), &none)), ["Take `1 + 2` out into a local"]);
    assert_eq!(titles(&acts(template, place(template, "1 +"), &none)), [""; 0], "no expression");
    assert_eq!(titles(&acts(template, caret(template, "a:"), &none)), [""; 0]);
    let before = scenarios::find("registration_before").unwrap().ctx().to_owned();
    assert_eq!(
        titles(&acts(template, caret(template, "a:"), &[before])),
        ["Guard all 2 accesses that some scenario lacks"]
    );
    assert_eq!(acts(template, Span::new(0, 999), &none), [], "outside of the text");
    assert_eq!(acts("function(ctx) { a: ", Span::new(5, 5), &none), [], "half-typed");
}

#[test]
fn a_local_gets_a_sensible_free_name() {
    let name = |template: &str, what: &str| {
        let found = acts(template, place(template, what), &[]);
        found.into_iter().find_map(|act| act.local).map(|(_, name)| name).unwrap_or_default()
    };
    let of = |expr: &str| name(&format!("function(ctx) {{ a: [{expr}] }}"), expr);
    assert_eq!(of("ctx.identity.traits.email"), "email");
    assert_eq!(of("std.get(ctx.identity, 'id', '')"), "id");
    assert_eq!(of("ctx.request_headers['User-Agent']"), "user_agent");
    assert_eq!(of("ctx.request_headers['User-Agent'][0]"), "user_agent");
    assert_eq!(of("'a' + ctx.flow.id"), "text");
    assert_eq!(of("{ b: 1 }"), "object");
    assert_eq!(of("ctx.flow['function']"), "value", "a keyword is no name");
    assert_eq!(name("local id = 1; function(ctx) { a: ctx.flow.id + id }", "ctx.flow.id"), "id2");
}

#[test]
fn a_sum_becomes_a_text_block() {
    let template = "function(ctx) {\n  a: 'Hi ' + ctx.identity.traits.email + ',\\n\\n\"100 %\"\\n  bye\\n',\n}";
    let after = applied(template, &refactor::to_block(template, place(template, "Hi").start));
    let block =
        "function(ctx) {\n  a: |||\n    Hi %s,\n\n    \"100 %%\"\n      bye\n  ||| % [ctx.identity.traits.email],\n}";
    assert_eq!(after, block);
    let ctx = scenarios::find("registration_after_password").unwrap().ctx();
    assert_eq!(gives(&after, ctx), gives(template, ctx));
    for template in ["function(ctx) { a: 'a\\n' + 'b' }", "function(ctx) { a: 'a\\n50 %\\n' + 'b' + '\\n\\n' }"] {
        let after = applied(template, &refactor::to_block(template, place(template, "+").start));
        assert!(after.contains("|||"), "{after}");
        assert_eq!(gives(&after, ctx), gives(template, ctx), "{after}");
    }
    for no in [
        "function(ctx) { a: 'a' + 'b\\n' }",
        "function(ctx) { a: ' a\\n' + 'b' }",
        "function(ctx) { a: '\\na\\n' + 'b' }",
        "function(ctx) { a: 'a\\r\\n' + 'b' }",
        "function(ctx) { a: 'a\\n' + // why\n  'b' }",
    ] {
        assert_eq!(refactor::to_block(no, place(no, "+").start), [], "{no}");
    }
    let inner = "function(ctx) { a: { b: 'a' + ctx.flow.id } + { c: 1 } }";
    assert_ne!(refactor::to_format(inner, place(inner, "'a'").start), [], "a sum within another one");
}

/// Every act offered anywhere changes something, can be read, and leaves what the template gives; guards leave it where
/// it gave something.
#[test]
fn whatever_is_offered_keeps_what_a_template_gives() {
    let own = first_draft().template;
    let contexts: Vec<String> =
        ["registration_before", "login_after_code"].map(|id| scenarios::find(id).unwrap().ctx().to_owned()).to_vec();
    let ctx = scenarios::find("registration_after_password").unwrap().ctx();
    let blocks =
        "function(ctx) {\n  text: 'Dear ' + ctx.identity.traits.email + ',\\nyou are in.\\n\\n' + 'Yours: 100 %',\n}";
    let mut done = 0;
    for template in EXAMPLES.iter().map(|example| example.template).chain([own.as_str(), blocks]) {
        let before = gives(template, ctx);
        for at in (0..template.len()).step_by(11).filter(|at| template.is_char_boundary(*at)) {
            for act in acts(template, Span::new(at, at), &contexts) {
                let after = applied(template, &act.edits);
                assert_ne!(after, template, "{}", act.title);
                assert_eq!(engine::fault(&after).map(|it| it.words), None, "{}\n{after}", act.title);
                if before.is_ok() {
                    assert_eq!(gives(&after, ctx), before, "{}\n{after}", act.title);
                }
                done += 1;
            }
        }
    }
    assert!(done > 500, "{done}");
}

#[test]
fn a_local_of_another_name_is_asked_for() {
    let template = "function(ctx) { a: ctx.flow.id }";
    let span = place(template, "ctx.flow.id");
    match answer(template, "{}", &Ask::Extract(span, "flow_id".to_owned())) {
        Answer::Edits(edits) => {
            assert_eq!(applied(template, &edits), "function(ctx) local flow_id = ctx.flow.id; { a: flow_id }");
        }
        other => panic!("{other:?}"),
    }
    for name in ["ctx", "a b", "local", ""] {
        assert_eq!(answer(template, "{}", &Ask::Extract(span, name.to_owned())), Answer::Nothing, "{name}");
    }
}

fn found(id: &str, span: Span, fix: Vec<Edit>) -> Found {
    let finding = Finding {
        id: id.to_owned(),
        level: Level::Warning,
        document: Document::Template,
        span: Some(span),
        what: String::new(),
        why: String::new(),
        remedy: String::new(),
        ory: None,
        path: None,
        fix,
        delivery: Default::default(),
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    };
    Found { revision: Revision::default(), finding }
}

fn state(template: &str) -> State {
    State::open(Draft { template: template.to_owned(), ..first_draft() }, Keeping::Nowhere)
}

#[test]
fn fixes_of_a_kind_are_made_at_once_or_not_at_all() {
    let text = "a b c d";
    let mend = |what: &str, with: &str| found("x/y", place(text, what), vec![edit(text, what, with)]);
    let mut state = state(text);
    let two = [mend("a", "1"), mend("c", "3"), found("x/other", place(text, "d"), vec![edit(text, "d", "4")])];
    let (count, edits) = state.fixes_of(&two, "x/y").unwrap();
    assert_eq!((count, applied(text, &edits).as_str()), (2, "1 b 3 d"));
    let revision = state.revision();
    state.step(Event::Apply(revision, edits));
    assert_eq!(state.text(Document::Template), "1 b 3 d");
    assert_eq!(state.revision().0, revision.0 + 1, "one step");
    assert_eq!(state.fixes_of(&two, "x/y"), None, "the text has changed there since");

    let state = self::state(text);
    assert_eq!(state.fixes_of(&two[..1], "x/y"), None, "one is no kind");
    assert_eq!(state.fixes_of(&[mend("a", "1"), mend("a", "1")], "x/y"), None, "the same slip, found twice");
    assert_eq!(state.fixes_of(&[mend("a b", "1"), mend("b c", "2")], "x/y"), None, "they overlap");
    assert_eq!(state.fixes_of(&[mend("a ", "1"), mend("b", "2")], "x/y"), None, "they touch");
    let taken_out = state.fixes_of(&[mend("a ", ""), mend("b ", "")], "x/y").map(|(_, edits)| applied(text, &edits));
    assert_eq!(taken_out.as_deref(), Some("c d"), "what goes may stand side by side");
    let at = |at: usize, with: &str| found("x/y", Span::new(at, at), vec![Edit::template(Span::new(at, at), with)]);
    assert_eq!(state.fixes_of(&[at(2, ","), at(2, ",")], "x/y"), None, "the same slip, found twice");
    assert_eq!(state.fixes_of(&[at(2, ","), at(2, ";")], "x/y"), None, "at one place");
    let mut muted = mend("c", "3");
    muted.finding.muted = true;
    assert_eq!(state.fixes_of(&[mend("a", "1"), muted], "x/y"), None, "nobody wants the muted one");
}

#[test]
fn fixes_at_a_caret_are_those_of_its_line_the_nearest_first() {
    let text = "x\na b\nc d";
    let mend = |what: &str| found("x/y", place(text, what), vec![edit(text, what, "1")]);
    let mut state = state(text);
    let all = [mend("a"), mend("b"), mend("c"), found("x/z", place(text, "b"), vec![])];
    let at = |state: &State, what: &str| {
        let here = state.fixes_at(&all, Document::Template, caret(state.text(Document::Template), what));
        here.into_iter().map(|found| found.finding.span.unwrap().of(text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(at(&state, "b"), ["b", "a"]);
    assert_eq!(at(&state, "d"), ["c"]);
    state.step(Event::Typed { document: Document::Template, text: "0x\na b\nc d".to_owned(), changes: Vec::new() });
    assert_eq!(at(&state, "b"), ["b", "a"], "carried through what was typed");
    state.step(Event::Typed { document: Document::Template, text: "0x\na bb\nc d".to_owned(), changes: Vec::new() });
    assert_eq!(at(&state, "bb"), ["a"], "what was changed since is no longer offered");
}

#[test]
fn the_outline_has_locals_functions_and_fields_in_their_order() {
    let template = "local f(x, y=1) = x;\nfunction(ctx)\n  local who = { name: 'a' };\n  {\n    local g = function(z) z,\n    message: {\n      to: [{ email: f(who.name) }],\n      'subject': if true then 'a' else 'b',\n    } + { text: 'c' },\n    m(a):: a,\n  }\n";
    let list = |template: &str| match answer(template, "{}", &Ask::Outline) {
        Answer::Symbols(symbols) => symbols,
        other => panic!("{other:?}"),
    };
    let found = list(template);
    let words: Vec<(&str, &str)> = found.iter().map(|symbol| (symbol.name.as_str(), symbol.what.as_str())).collect();
    assert_eq!(
        words,
        [
            ("f", "function(x, y)"),
            ("who", "local"),
            ("who.name", "field"),
            ("g", "function(z)"),
            ("message", "field"),
            ("message.to", "field"),
            ("message.to[].email", "field"),
            ("message.subject", "field"),
            ("message.text", "field"),
            ("m", "function(a)"),
        ]
    );
    assert_eq!(found[7].span.of(template), "'subject'");
    let broken = list("function(ctx) {\n  message: {\n    to: [{ email: \n  },\n  local a = ");
    let names: Vec<&str> = broken.iter().map(|symbol| symbol.name.as_str()).collect();
    assert_eq!(names, ["message", "message.to", "message.to[].email", "a"]);
    assert_eq!(list(""), []);
}

#[test]
fn uses_of_a_name_begin_where_it_is_bound() {
    let template = "local a = 1; { b: a, c: [a for a in [a]] }";
    let uses = |at: usize| match answer(template, "{}", &Ask::Uses(at)) {
        Answer::Spans(spans) => spans.iter().map(|span| span.start).collect(),
        _ => Vec::new(),
    };
    let outer = uses(template.find("a,").unwrap());
    assert_eq!(outer, [6, template.find("a,").unwrap(), template.find("a]]").unwrap()]);
    assert_eq!(uses(template.find("b:").unwrap()), [0; 0]);
}

#[test]
fn half_typed_text_is_no_trouble() {
    let template = "local é = '🦀';\nfunction(ctx) {\n  a: 'Hi 🦀 ' + ctx['identity'].traits[0].email + |||\n    é\n  |||,\n  [b]: if é then é,\n}\n";
    for end in (0..=template.len()).filter(|at| template.is_char_boundary(*at)) {
        let text = &template[..end];
        for at in [0, end / 2, end] {
            for act in acts(text, Span::new(at.min(end), end), &["{}".to_owned(), "no JSON".to_owned()]) {
                assert_eq!(engine::fault(&applied(text, &act.edits)).map(|it| it.words), None, "{}: {text}", act.title);
            }
            answer(text, "{}", &Ask::Uses(at));
        }
        answer(text, "{}", &Ask::Outline);
    }
}
