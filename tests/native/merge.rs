//! Mandrill's merge languages: shared rows, Handlebars.js' own answers, places and notes.

use playground::{
    mandrill::merge::{Fault, Field, Language, Merged, NoteKind, Value, Variables, date, merge, words},
    percent,
};
use serde::Deserialize;

const ROWS: &str = include_str!("../cases/mandrill/merge.jsonl");
const RANDOM: &str = include_str!("../cases/mandrill/handlebars.jsonl");

#[derive(Deserialize)]
struct Row {
    name: String,
    language: String,
    text: String,
    html: bool,
    vars: Vec<Variable>,
    #[serde(default)]
    rcpt_vars: Vec<Variable>,
    email: String,
    expect: Option<String>,
    #[serde(default)]
    error: bool,
    #[serde(default)]
    also: Vec<String>,
    now: Option<String>,
}

#[derive(Deserialize)]
struct Variable {
    name: String,
    content: Value,
}

fn merged(row: &Row) -> Result<Merged, Fault> {
    let mut variables = Variables::of(&row.email, row.now.as_deref().and_then(date::parsed).unwrap_or(0));
    for variable in row.vars.iter().chain(&row.rcpt_vars) {
        variables.set(&variable.name, variable.content.clone());
    }
    let field = if row.html { Field::Html } else { Field::Plain };
    merge(Language::named(&row.language).unwrap(), &row.text, field, &variables)
}

fn hold(rows: &str, at_least: usize) {
    let mut wrong = Vec::new();
    let rows: Vec<Row> =
        rows.split('\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(rows.len() >= at_least);
    for row in &rows {
        let answer = merged(row);
        let right = match &answer {
            Ok(merged) => !row.error && (Some(&merged.text) == row.expect.as_ref() || row.also.contains(&merged.text)),
            Err(_) => row.error,
        };
        if !right {
            wrong.push(format!("{}\n  of {:?}\n  expected {:?}\n  got {answer:?}", row.name, row.text, row.expect));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_merged_as_expected() {
    hold(ROWS, 75);
}

#[test]
fn random_templates_come_out_as_from_handlebars_js() {
    hold(RANDOM, 400);
}

fn with(language: Language, text: &str, variables: &[(&str, &str)]) -> Result<Merged, Fault> {
    let mut all = Variables::of("a@acme-mail.com", 1_772_886_896);
    for (name, json) in variables {
        all.set(name, serde_json::from_str(json).unwrap());
    }
    merge(language, text, Field::Html, &all)
}

fn text(language: Language, text: &str, variables: &[(&str, &str)]) -> String {
    with(language, text, variables).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).text
}

#[test]
fn a_fault_points_at_its_tag() {
    for (language, text, tag) in [
        (Language::Handlebars, "Hi {{shout name}}!", "{{shout name}}"),
        (Language::Handlebars, "é {{#if a}}x", "{{#if a}}"),
        (Language::Handlebars, "{{#if a}}x{{/unless}}", "unless"),
        (Language::Handlebars, "x {{name}}} y", "{{name}}"),
        (Language::Handlebars, "x {{name", "{{name"),
        (Language::Handlebars, "x {{> footer}} y", "{{> footer}}"),
        (Language::Handlebars, "{{#if `os == 'x'`}}a{{/if}}", "`os == "),
        (Language::Handlebars, "a {{else}} b", "{{else}}"),
        (Language::Mailchimp, "*|IF:A|*x", "*|IF:A|*"),
        (Language::Mailchimp, "x *|END:IF|* y", "*|END:IF|*"),
        (Language::Mailchimp, "*|IF:A|*x*|ELSE:|*y*|ELSEIF:B|*z*|END:IF|*", "*|ELSEIF:B|*"),
    ] {
        let fault = with(language, text, &[]).expect_err(text);
        assert_eq!(fault.span.of(text), tag, "{text}: {fault:?}");
        assert!(fault.what.ends_with('.'), "{fault:?}");
    }
}

#[test]
fn what_nobody_knows_is_told() {
    for (language, text, kind) in [
        (Language::Handlebars, "{{#each a}}{{@first}}{{/each}}", NoteKind::Unsettled),
        (Language::Handlebars, "{{~a~}}", NoteKind::Unsettled),
        (Language::Handlebars, "{{missing}}", NoteKind::Empty),
        (Language::Mailchimp, "*|MISSING|*", NoteKind::Empty),
        (Language::Mailchimp, "*|MARKUP|*", NoteKind::Unsettled),
        (Language::Mailchimp, "*|LIST:COMPANY|*", NoteKind::Unsettled),
    ] {
        let merged = with(language, text, &[("a", "[1]"), ("markup", "\"<b>\"")]).unwrap();
        assert_eq!(merged.notes.first().map(|note| note.kind), Some(kind), "{text}: {merged:?}");
    }
    let merged =
        with(Language::Handlebars, "Hi {{name}}, {{#if code}}{{code}}{{/if}}", &[("name", "\"Ann\"")]).unwrap();
    assert_eq!(merged.notes, [], "nothing to say about what the sources settle");
}

#[test]
fn comparisons_hold_as_they_read() {
    for (test, holds) in [
        ("n == 3", true),
        ("n != 3", false),
        ("n < 4", true),
        ("n >= 3", true),
        ("n == \"3\"", true),
        ("order.total > 10", true),
        ("plan == \"pro\"", true),
        ("plan != \"free\"", true),
        ("missing == \"pro\"", false),
        ("missing != \"pro\"", true),
        ("missing > 1", false),
        ("yes == true", true),
        ("yes", true),
        ("none", false),
        ("n > 1 && plan == \"pro\"", true),
        ("n > 5 || plan == \"pro\"", true),
    ] {
        let template = format!("{{{{#if `{test}`}}}}yes{{{{else}}}}no{{{{/if}}}}");
        let variables =
            [("n", "3"), ("plan", "\"pro\""), ("order", "{\"total\": 10.5}"), ("yes", "true"), ("none", "[]")];
        assert_eq!(text(Language::Handlebars, &template, &variables), if holds { "yes" } else { "no" }, "{test}");
    }
}

#[test]
fn mailchimps_conditions_hold_as_they_read() {
    for (test, holds) in [
        ("IF:N=3", true),
        ("IF:N!=3", false),
        ("IF:N<10", true),
        ("IF:N>=3", true),
        ("IF:N<=2", false),
        ("IF:MISSING=x", false),
        ("IF:MISSING!=x", true),
        ("IF:MISSING", false),
        ("IFNOT:MISSING", true),
        ("IF:EMPTY", false),
        ("if:n=3", true),
    ] {
        let template = format!("*|{test}|*yes*|ELSE:|*no*|END:IF|*");
        let variables = [("n", "\"3\""), ("empty", "\"\"")];
        assert_eq!(text(Language::Mailchimp, &template, &variables), if holds { "yes" } else { "no" }, "{test}");
    }
}

#[test]
fn dates_are_printed_by_php_letters() {
    // 2026-03-07T12:34:56Z, a Saturday; the second day is the 53rd week of the ISO year before.
    for (format, expected) in [
        ("d/m/Y", "07/03/2026"),
        ("D j M y, l jS \\o\\f F", "Sat 7 Mar 26, Saturday 7th of March"),
        ("N w z W o t L n", "6 6 65 10 2026 31 0 3"),
        ("a A g G h H i s B", "pm PM 12 12 12 12 34 56 565"),
        ("c", "2026-03-07T12:34:56+00:00"),
        ("r", "Sat, 07 Mar 2026 12:34:56 +0000"),
        ("e I O P p T Z U u v", "UTC 0 +0000 +00:00 Z UTC 0 1772886896 000000 000"),
    ] {
        assert_eq!(date::printed(format, 1_772_886_896), expected, "{format}");
    }
    let second = date::parsed("2027-01-02T23:00:00Z").unwrap();
    assert_eq!(date::printed("Y-m-d W o N", second), "2027-01-02 53 2026 6");
    assert_eq!(date::parsed("2026-03-07T14:34:56.5+02:00"), Some(1_772_886_896));
    assert_eq!(date::parsed("2024-02-29T00:00:00Z").map(|at| date::printed("L z t", at)), Some("1 59 29".to_owned()));
    assert_eq!(date::parsed("2026-02-29T00:00:00Z"), None);
    assert_eq!(date::parsed("tomorrow"), None);
}

#[test]
fn words_are_changed_as_mandrill_says() {
    assert_eq!(words::title("the art of war and peace"), "The Art of War and Peace");
    assert_eq!(words::title("  a tale"), "  A Tale");
    assert_eq!(percent::encoded("a b/é&~"), "a%20b%2F%C3%A9%26~");
    assert_eq!(words::without_tags("<p class='a>b'>1 < 2 &amp; <!-- > --><b>x</b>"), "1 < 2 &amp; x");
}

#[test]
fn loops_in_loops_end() {
    let list = format!("[{}0]", "0,".repeat(999));
    for inside in ["a mail of its own {{this}}", ""] {
        let each = "{{#each @root.a}}";
        let template = format!("{each}{each}{each}{inside}{0}{0}{0}", "{{/each}}");
        assert!(with(Language::Handlebars, &template, &[("a", &list)]).is_err());
    }
    let deep = format!("{}{}", "{{#if a}}".repeat(5_000), "{{/if}}".repeat(5_000));
    assert!(with(Language::Handlebars, &deep, &[("a", "1")]).is_err());
}
