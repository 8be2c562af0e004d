//! What stands beside lines (`⟵ so`), what is faded (`⟦so⟧`), and what pinned expressions give.

use crate::assist::ranges;
use playground::{
    assist::{
        Text,
        ask::{self, Answer, Ask},
        elsewhere::{self, There},
        syntax,
        values::{self, Gave, Told, Values},
    },
    diagnostic::Span,
};

const CTX: &str = r#"{"flow": {"id": "f"}, "identity": {"traits": {"email": "ada@example.org", "name": {"first": "Ada"}},
    "verifiable_addresses": [{"value": "a@b", "via": "email"}, {"value": "c@d", "via": "email"}]}}"#;

fn answer(template: &str, lines: bool, of: Vec<Span>) -> Option<Values> {
    match ask::answer(template, CTX, &Ask::Values { lines, of }) {
        Answer::Values(values) => Some(values),
        Answer::Nothing => None,
        other => panic!("{other:?}"),
    }
}

/// The template as it is shown: what is faded in marks, each line with what stands beside it.
fn shown(template: &str) -> String {
    let Some(Values { lines, faded, .. }) = answer(template, true, Vec::new()) else { return "nothing".to_owned() };
    let mut text = template.to_owned();
    let mut added: Vec<(usize, String)> = lines
        .iter()
        .map(|line| {
            let end = template[line.at..].find('\n').map_or(template.len(), |end| line.at + end);
            (end, format!(" ⟵ {}", line.words))
        })
        .collect();
    added.extend(faded.iter().flat_map(|span| [(span.start, "⟦".to_owned()), (span.end, "⟧".to_owned())]));
    added.sort_by_key(|(at, mark)| (*at, mark.starts_with(' ')));
    for (at, mark) in added.iter().rev() {
        text.insert_str(*at, mark);
    }
    text
}

/// Holds what is shown of the template against the text with its marks.
fn holds(expected: &str) {
    let template: Vec<&str> = expected.lines().map(|line| line.split(" ⟵ ").next().unwrap_or_default()).collect();
    let (template, _) = ranges(&template.join("\n"));
    let found = shown(&template);
    assert!(found == expected, "expected:\n{expected}\nfound:\n{found}");
}

#[test]
fn a_line_shows_what_it_makes() {
    holds(
        "function(ctx)
  local traits = ctx.identity.traits; ⟵ {email: \"ada@example.org\", name: {first: \"Ada\"}}
  local mails = [ ⟵ [\"a@b\", \"c@d\"]
    a.value ⟵ \"a@b\"
    for a in ctx.identity.verifiable_addresses
  ];
  local greet(name) =
    'Dear ' + name; ⟵ \"Dear Ada\"
  {
    key: 'written',
    message: {
      subject: greet(traits.name.first), ⟵ \"Dear Ada\"
      text: ||| ⟵ \"Hello Ada\\n\"
        Hello %s
      ||| % traits.name.first,
      important: !false,
      count: ⟵ 2
        std.length(mails),
      to: [{ email: mails[0], type: 'to' }], ⟵ [{email: \"a@b\", type: \"to\"}]
      headers: { ['X-' + ctx.flow.id]: 'x',
        a: traits.email, b: std.length('x'), }, ⟵ a: \"ada@example.org\"  b: 1
      list: [
        traits.email, ⟵ \"ada@example.org\"
        'written',
      ],
    },
  }",
    );
}

#[test]
fn long_values_are_cut_and_values_of_one_line_share_it() {
    let long = "x".repeat(100);
    let template = format!("local a = 'x' * 1; {{\n  a: '{long}' + '',\n}}");
    let shown = shown(&template.replace("local a = 'x' * 1; ", ""));
    let line = shown.lines().nth(1).expect("a line");
    let words = line.split(" ⟵ ").nth(1).unwrap_or_else(|| panic!("nothing beside {line}"));
    assert!(words.chars().count() <= 61 && words.ends_with('…'), "{words}");
}

#[test]
fn what_was_never_needed_is_faded() {
    holds("{\n  a: if 1 > 2 then ⟦'yes'⟧ else 'no', ⟵ \"no\"\n}");
    holds("{\n  a: if 1 < 2 then 'yes' else ⟦error 'no'⟧, ⟵ \"yes\"\n}");
    holds("{\n  a: if 1 > 2 then ⟦'yes'⟧, ⟵ null\n}");
    holds("{\n  a: 1 > 2 && ⟦2 > 3⟧, ⟵ false\n  b: 1 < 2 || ⟦error 'x'⟧, ⟵ true\n  c: 1 < 2 && 2 < 3, ⟵ true\n}");
    holds("local ⟦unused = 1 + 1⟧;\nlocal used = 1 + 1; ⟵ 2\nlocal ⟦f(x) = x + 1⟧;\n{ a: used } ⟵ {a: 2}");
    holds("{\n  ⟦hidden:: 1 + 1⟧,\n  asked:: 1 + 1, ⟵ 2\n  a: self.asked, ⟵ 2\n  b: 1,\n}");
    holds("{\n  ⟦a: 1⟧,\n  b: [true, null, {}],\n} + {\n  a: 2,\n}");
    holds("local f(x) = if x then\n  'a' + x ⟵ \"atrue\"\nelse\n  ⟦'b' + x⟧;\n{ a: f(true) } ⟵ {a: \"atrue\"}");
    // Both branches were taken, and a tail call is a call.
    holds("local f(n) =\n  if n == 0 then 0 else f(n - 1) tailstrict;\n{ a: f(2) } ⟵ {a: 0}");
    holds("[ ⟵ [\"b\", \"a\"]\n  if x > 1 then 'a' else 'b' ⟵ \"b\" (first of 2)\n  for x in [1, 2]\n]");
}

#[test]
fn an_error_is_told_where_it_arises_and_fades_nothing_but_branches() {
    holds(
        "function(ctx)
  local unused = 1 + 1;
  {
    a: if 'flow' in ctx then 1 else ⟦2⟧, ⟵ 1
    message: { subject: ctx.nobody }, ⟵ fails: Field does not exist: nobody
    z: 1 + 1,
  }",
    );
    holds("function(ctx)\n  if 'nobody' in ctx then ⟦1⟧ else error 'cancel: ' + ctx.flow.id ⟵ fails: cancel: f");
}

#[test]
fn nothing_is_shown_of_what_does_not_run() {
    for template in ["function(ctx) {", "", "unknown", "function(ctx) { a: 1, a: 2 }"] {
        assert_eq!(answer(template, true, Vec::new()), None, "{template}");
    }
}

#[test]
fn nothing_is_shown_of_what_takes_too_long() {
    fn clock() -> f64 {
        thread_local!(static TIMES: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) });
        TIMES.with(|times| times.replace(times.get() + 300.0))
    }
    let endless = "local f(n) = f(n + 1) tailstrict; { a: 1 + 1, b: f(0) }";
    let span = Span::new(endless.find("1 + 1").expect("it is there"), endless.find(", b").expect("it is there"));
    for ask in [Ask::Values { lines: true, of: vec![span] }, Ask::Whole(span)] {
        assert_eq!(ask::answer_in_time(endless, CTX, &ask, clock), Answer::Nothing);
    }
}

#[test]
fn a_large_template_is_shown_within_bounds() {
    let fields: Vec<String> = (0..20_000).map(|at| format!("f{at}: (x + {at})")).collect();
    for between in [", ", ",\n"] {
        let template = format!("local x = 1;\n{{ {} }}", fields.join(between));
        let started = std::time::Instant::now();
        let plain = playground::engine::values::record(&template, "{}");
        let noted = started.elapsed();
        assert!(plain.evaluation.outcome.is_ok());
        let values = answer(&template, true, Vec::new()).expect("values");
        // Not more than several times what the notes cost by themselves.
        let all = started.elapsed() - noted;
        assert!(all < noted * 8 + std::time::Duration::from_secs(1), "{all:?}, of which the notes {noted:?}");
        assert!(values.lines.len() <= 2_000, "{}", values.lines.len());
    }
}

fn told(marked: &str) -> Told {
    let (template, spans) = ranges(marked);
    let mut values = answer(&template, false, spans).unwrap_or_else(|| panic!("nothing of {marked}"));
    assert!(values.lines.is_empty() && values.faded.is_empty());
    values.told.remove(0)
}

#[test]
fn a_pinned_expression_tells_what_it_gives() {
    let value = |words: &str| Gave::Value(words.to_owned());
    for (template, name, gave) in [
        ("function(ctx) { a: ⟦ctx.flow.id⟧ + '!' }", "ctx.flow.id", value("\"f\"")),
        ("function(ctx) { a: ⟦ctx.flow.id + '!'⟧ }", "a", value("\"f!\"")),
        ("function(ctx) local id = ⟦ctx.flow.id⟧; { a: id }", "id", value("\"f\"")),
        ("local f(x) = ⟦x + 1⟧; [f(1), f(2)]", "x + 1", value("2 (first of 2)")),
        ("{ a: ⟦1 / 0⟧ }", "a", Gave::Fails("Division by zero.".to_owned())),
        ("{ a: if true then 1 else ⟦2⟧ }", "2", Gave::Never),
        // What has become more than an expression by typing beside it: the largest that is in it.
        ("function(ctx) { a: ⟦ctx.flow.id, b⟧: 1 }", "a", value("\"f\"")),
        ("function(ctx) { a: ⟦(ctx.flow.id)⟧ + '' }", "ctx.flow.id", value("\"f\"")),
        ("{ a: ⟦std.length(\n   [1,   2] + [3, 4, 5]\n)⟧ * 2 }", "std.length( [1, 2] + [3,…", value("5")),
    ] {
        let told = told(template);
        assert_eq!((told.name.as_str(), &told.gave), (name, &gave), "{template}");
    }
    assert_eq!(told("{ a⟦ : ⟧1 }").span, None);
}

#[test]
fn a_caret_and_a_selection_mean_an_expression() {
    let meant = |template: &str, span: Span| {
        let root = syntax::read(template);
        values::meant(&Text::new(template, &root), span).map(|span| span.of(template).to_owned())
    };
    for (caret, expected) in [
        ("function(ctx) { a: ctx.identity.tra¦its.email }", Some("ctx.identity.traits")),
        ("local na¦me = ('x' + 'y'); { a: name }", Some("'x' + 'y'")),
        ("local name = 'x'; { a: na¦me }", Some("name")),
        ("{ su¦bject: 'a' + 'b' }", Some("'a' + 'b'")),
        ("{ a: std.len¦gth('x') }", Some("std.length('x')")),
        ("local f(x) = x; { a: f¦(1) }", None),
        ("{ a: 1 } // no¦thing", None),
    ] {
        let at = caret.find('¦').expect("a caret");
        let template = caret.replacen('¦', "", 1);
        assert_eq!(meant(&template, Span::new(at, at)).as_deref(), expected, "{caret}");
    }
    for (marked, expected) in [
        ("function(ctx) { a: ⟦ctx.flow.id⟧ + 'x' }", Some("ctx.flow.id")),
        ("function(ctx) { a: ctx.⟦flow.id + ⟧'x' }", Some("ctx.flow.id + 'x'")),
        ("{ a: ⟦ ('x' + 'y') ⟧ }", Some("'x' + 'y'")),
    ] {
        let (template, spans) = ranges(marked);
        assert_eq!(meant(&template, spans[0]).as_deref(), expected, "{marked}");
    }
}

fn elsewhere(template: &str, now: &str, others: &[(&str, &str)], all: usize) -> Option<String> {
    let (template, spans) = ranges(template);
    let gave = |ctx: &str| match ask::answer(&template, ctx, &Ask::Whole(spans[0])) {
        Answer::Gave(gave) => gave,
        other => panic!("{other:?}"),
    };
    let there: Vec<There> =
        others.iter().map(|(title, ctx)| There { title: (*title).to_owned(), gave: gave(ctx) }).collect();
    elsewhere::words(&gave(now), &there, all)
}

#[test]
fn hover_tells_what_other_scenarios_give() {
    let (ada, bob, nobody) = (r#"{"name": "Ada"}"#, r#"{"name": "Bob"}"#, "{}");
    let name = "function(ctx) { a: ⟦ctx.name⟧ }";
    for (template, others, all, expected) in [
        (name, &[("One", ada), ("Two", ada)][..], 2, Some("The same in 2 other scenarios.")),
        (name, &[("One", ada)], 1, Some("The same in 1 other scenario.")),
        (
            name,
            &[("One", ada), ("Two", bob), ("Three", nobody)],
            3,
            Some("In 3 other scenarios: the same in 1 · absent in 1 (Three) · `\"Bob\"` in 1 (Two)."),
        ),
        (
            name,
            &[("One", nobody), ("Two", nobody), ("Three", nobody)],
            9,
            Some(
                "In 3 of 9 other scenarios: absent in 3. The others were not looked at: that would take too \
                 long.",
            ),
        ),
        (
            "function(ctx) { a: if 'name' in ctx then ⟦ctx.name + '!'⟧ }",
            &[("One", bob), ("Two", nobody)],
            2,
            Some("In 2 other scenarios: not asked for in 1 (Two) · `\"Bob!\"` in 1 (One)."),
        ),
        ("function(ctx) { a: ⟦1 / std.length(ctx.name)⟧ }", &[("One", r#"{"name": ""}"#)], 1, {
            Some("In 1 other scenario: fails in 1 (One).")
        }),
        // Long values are compared whole.
        (
            "function(ctx) { a: ⟦std.repeat('x', 500) + ctx.name⟧ }",
            &[("One", bob)],
            1,
            Some("In 1 other scenario: `\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…` in 1 (One)."),
        ),
        (name, &[], 0, None),
        (name, &[], 9, Some("Not looked at in 9 other scenarios: that would take too long.")),
        ("function(ctx) { a: 1, ⟦b:: 2⟧ }", &[("One", bob)], 1, None),
    ] {
        assert_eq!(elsewhere(template, ada, others, all).as_deref(), expected, "{template}");
    }
}
