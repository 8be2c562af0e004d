//! What a mail client would stumble over: where it is pointed at, that it stays quick, and for whom it is.

use std::{collections::BTreeSet, fs, path::Path, time::Instant};

use playground::{
    diagnostic::{Delivery, Document, Finding, Level, applied},
    draft::Draft,
    mandrill::{
        SEND, SEND_TEMPLATE,
        css::{self, SheetPart},
    },
    report::{Report, build, first_draft},
};
use serde_json::json;

fn report(template: &str, url: &str) -> Report {
    let mut draft = Draft { template: template.to_owned(), ..first_draft() };
    draft.action.url = url.to_owned();
    build(&draft)
}

fn of_mail(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.id.starts_with("mail/")).collect()
}

fn ids(report: &Report) -> BTreeSet<&str> {
    of_mail(report).into_iter().map(|finding| finding.id.as_str()).collect()
}

/// A template whose html is this Jsonnet expression.
fn sending(html: &str) -> String {
    format!(
        "function(ctx) {{ key: '{{Your-Mailchimp-Api-Key}}', message: {{ from_email: 'hello@acme-mail.com', subject: 'Hi', text: 'Hi', html: {html}, to: [{{ email: 'ada@acme-mail.com' }}] }} }}"
    )
}

/// What the only finding of a check points at in the template.
#[track_caller]
fn pointed<'a>(template: &'a str, id: &str) -> &'a str {
    let report = report(template, SEND);
    let found: Vec<_> = of_mail(&report).into_iter().filter(|finding| finding.id == id).collect();
    let [finding] = found.as_slice() else { panic!("{id}: {:#?}", report.findings) };
    assert_eq!((finding.document, finding.path.as_deref()), (Document::Template, Some("message.html")));
    finding.span.expect("a place").of(template)
}

#[test]
fn a_finding_points_at_the_tag_in_the_template() {
    let alt = "mail/image-without-alt";
    let block = sending("|||\n  <p>Hi</p>\n  <img src=\"a.png\" alt=\"\">\n  <img src=\"b.png\">\n|||");
    assert_eq!(pointed(&block, alt), "<img src=\"b.png\">");
    let report = report(&block, SEND);
    assert!(of_mail(&report)[0].what.contains("(line 3)"), "{:?}", of_mail(&report)[0].what);
    assert_eq!(pointed(&sending(r#""<p>Hi</p><img src=\"b.png\">""#), alt), r#"<img src=\"b.png\">"#);
    assert_eq!(pointed(&sending("'<p>Hi</p><img src=\\'b.png\\'>'"), alt), "<img src=\\'b.png\\'>");
    // What a comment says is not what is sent; what a local says may be.
    let local =
        format!("// <img src=\"b.png\">\nlocal logo = '<img src=\"b.png\">';\n{}", sending("'<p>Hi</p>' + logo"));
    let commented = report_span(&local, alt);
    assert_eq!(commented, local.rfind("<img"), "not in the comment");
    // A value that the template puts in: what stands before it leads there.
    assert_eq!(pointed(&sending("'<p>Hi</p><img src=\"%s\">' % ctx.flow.id"), alt), "<img src=\"");
    // Of several that begin in the same way, the one that is meant.
    let two = sending("'<p>Hi</p><img src=\"a\" alt=\"\">' + '<img src=\"' + ctx.flow.id + '\">'");
    assert_eq!(pointed(&two, alt), "<img src=\"");
    assert_eq!(report_span(&two, alt), two.rfind("<img"));
    // The same in another field, written as the html itself has it.
    let other = format!("local note = '<img src=\"b\">';\n{}", sending("\"<img src=\\\"b\\\">\""))
        .replace("subject: 'Hi'", "subject: note");
    assert_eq!(pointed(&other, alt), "<img src=\\\"b\\\">");
    // Nothing of it is written down: the expression that made the html.
    let made = sending("std.join('', ['<', 'img src=b>', 'Hi'])");
    assert_eq!(pointed(&made, alt), "std.join('', ['<', 'img src=b>', 'Hi'])");
}

fn report_span(template: &str, id: &str) -> Option<usize> {
    let report = report(template, SEND);
    report.findings.iter().find(|finding| finding.id == id).and_then(|finding| Some(finding.span?.start))
}

#[test]
fn the_region_of_a_stored_template_is_read_as_well() {
    let template = "function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'a', template_content: [{ name: 'main', content: '<a href=\"#\">Hi</a>' }], message: { html: '<a href=\"\">x</a>', to: [{ email: 'ada@acme-mail.com' }] } }";
    let report = report(template, SEND_TEMPLATE);
    let found = of_mail(&report);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].id.as_str(), found[0].path.as_deref()),
        ("mail/link-nowhere", Some("template_content[0].content"))
    );
}

#[test]
fn only_what_goes_to_mandrill_is_read_and_nothing_of_it_changes_the_delivery() {
    let template = sending("'<div><img src=\"a\"><script>a()</script><a href=\"#\">'");
    let here = report(&template, SEND);
    assert!(ids(&here).len() > 3, "{:?}", ids(&here));
    assert!(of_mail(&here).iter().all(|finding| finding.level != Level::Error));
    assert_eq!(here.delivery, Some(Delivery::Accepted));
    assert_eq!(ids(&report(&template, "https://hooks.acme-mail.com/mail")), BTreeSet::new());
    assert_eq!(ids(&report(&template.replace("html:", "raw:"), SEND)), BTreeSet::new());
}

/// What is found of one kind in each html, against what should be.
fn hold(id: &str, rows: &[(&str, bool)]) {
    let wrong: Vec<_> = rows
        .iter()
        .filter(|(html, fires)| ids(&report(&sending(&json!(html).to_string()), SEND)).contains(id) != *fires)
        .collect();
    assert!(wrong.is_empty(), "{id} is told otherwise than here: {wrong:#?}");
}

#[test]
fn a_link_is_held_against_the_address_it_shows() {
    let link = |(leads, shows, elsewhere): &(&str, &str, bool)| {
        (format!("<p>Hi</p><a href=\"{leads}\">{shows}</a>"), *elsewhere)
    };
    let rows: Vec<(String, bool)> = [
        // One host, written in two ways.
        ("https://xn--mnchen-3ya.de", "https://münchen.de", false),
        ("https://münchen.de/start", "xn--mnchen-3ya.de", false),
        ("https://münchen.de", "MÜNCHEN.DE", false),
        ("https://xn--kln-sna.de", "münchen.de", true),
        // Looks like it, in other letters.
        ("https://xn--80ak6aa92e.com", "https://apple.com", true),
        ("https://acme-mail.com:8443", "ACME-mail.com:8443", false),
        ("https://other-mail.com", "acme-mail.com.", true),
        ("https://other-mail.com", "acme&#8203;-mail&shy;.com", true),
        ("https://acme-mail.com", "(https://acme-mail.com/start)", false),
        ("https://other-mail.shop", "acme-mail.shop", true),
        ("mailto:other@other-mail.com", "help@acme-mail.com", true),
        ("mailto:Help@acme-mail.com?subject=Hi", "help@ACME-mail.com", false),
        ("mailto:a@acme-mail.com,b@acme-mail.com", "b@acme-mail.com", false),
        ("mailto:help@acme-mail.com", "Write to us", false),
        ("mailto:{{address}}", "help@acme-mail.com", false),
    ]
    .iter()
    .map(link)
    .collect();
    let rows: Vec<(&str, bool)> = rows.iter().map(|(html, fires)| (html.as_str(), *fires)).collect();
    hold("mail/link-elsewhere", &rows);
    hold(
        "mail/link-nowhere",
        &[("<a href=\"https://\">Hi</a>", true), ("<a href=\"https://acme-mail.com\">Hi</a>", false)],
    );
    // An area of a map has no content of its own.
    hold("mail/link-elsewhere", &[("<map><area href=\"https://other-mail.com\" alt=\"\"></map>acme-mail.com", false)]);
}

#[test]
fn what_swallows_the_rest_is_unbalanced_and_what_ends_in_a_reference_is_not() {
    hold(
        "mail/unbalanced",
        &[
            ("<p>Hi</p>&nbsp;", false),
            ("<p>Hi</p>&lt;div&gt;", false),
            ("<p>Hi &amp; you &lt;3", false),
            ("<p>Hi</p>&copy; <a href=\"x", true),
            ("<p>Hi</p><!-- not closed <p>you</p>", true),
            ("<p>Hi</p><!-- closed -->", false),
            ("<p>Hi</p><!--[if mso]><table><![endif]-->", false),
            ("<p>Hi</p><![CDATA[ x ]]>", false),
            ("<p>Hi</p><!-->", false),
        ],
    );
}

#[test]
fn small_is_what_is_shown_small() {
    let text = |style: &str| format!("<p>Hi</p><p style=\"{style}\">the small print</p>");
    let rows: Vec<(String, bool)> = [
        ("font-size: 2mm", true),
        ("font-size: 0.2cm", true),
        ("font-size: .1in", true),
        ("font-size: 0.5pc", true),
        ("font-size: 8Q", true),
        ("font-size: 1ex", true),
        ("font-size: 4mm", false),
        ("font-size: 0", false),
    ]
    .iter()
    .map(|(style, fires)| (text(style), *fires))
    .collect();
    let rows: Vec<(&str, bool)> = rows.iter().map(|(html, fires)| (html.as_str(), *fires)).collect();
    hold("mail/small-font", &rows);
    hold(
        "mail/small-font",
        &[
            ("<div style=\"font-size: 8px\"><p style=\"font-size: medium\">Hi</p></div>", false),
            ("<div style=\"font-size: 9px\"><p style=\"font-size: larger\">Hi</p></div>", false),
            ("<div style=\"font-size: 8px\"><p style=\"font-size: inherit\">Hi</p></div>", true),
            // Around columns, so that no blank stands between them.
            ("<div style=\"font-size: 0\"><div style=\"font-size: 8px\">Hi</div></div>", true),
            ("<div style=\"font-size: 0px\"><div style=\"font-size: 13px\">Hi</div></div>", false),
        ],
    );
}

#[test]
fn the_scheme_that_is_mended_is_that_of_the_link() {
    let template = sending("'<a title=\"http://a.de\" href=\"HTTP://acme-mail.com\">Hi</a>'");
    let report = report(&template, SEND);
    let finding = report.findings.iter().find(|finding| finding.id == "mail/link-http").unwrap();
    assert!(
        applied(&template, &finding.fix).contains("<a title=\"http://a.de\" href=\"https://acme-mail.com\">"),
        "{finding:#?}"
    );
}

#[test]
fn many_of_a_kind_are_one_finding() {
    let template = sending("std.repeat('<a href=\"#\">x</a>', 500)");
    let report = report(&template, SEND);
    assert_eq!(ids(&report), BTreeSet::from(["mail/link-nowhere"]));
    assert!(of_mail(&report)[0].what.contains("499 more"), "{:?}", of_mail(&report)[0].what);
}

/// The time the checks take for one html, in milliseconds.
fn time(html: &str) -> (f64, usize) {
    let template = sending(&json!(html).to_string());
    let started = Instant::now();
    let report = report(&template, SEND);
    (started.elapsed().as_secs_f64() * 1000.0, of_mail(&report).len())
}

#[test]
fn a_huge_or_hostile_html_takes_time_in_proportion() {
    let piled = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    for unit in [
        "<div>",
        "</div>",
        "<b><i>",
        "<p style=\"font-size:1px\">a",
        "<img src=a>",
        "<a href=#>",
        "<div></span>",
        "<style>a{b:c",
        "<style>a{</style>",
        "<!--",
        "{{#",
        "<a href=\"",
        "<x y='",
        "<table><tr><td>",
        "&#x",
        "<p class=\"a b c d\" style=\"color:red;;;{{\">",
    ] {
        let (small, _) = time(&piled(unit, 25_000));
        let (large, findings) = time(&piled(unit, 250_000));
        assert!(findings <= 13, "{unit}: {findings}");
        // Ten times as much takes about ten times as long; a quadratic walk would take a hundred.
        assert!(large < 40.0 * small.max(50.0), "{unit}: {small:.0} ms for 25 kB, {large:.0} ms for 250 kB");
    }
    // The largest that is said to be fast, far above what Ory would let through.
    let (millis, findings) = time(&piled("<div><b>", 1_000_000));
    assert!(findings <= 13 && millis < 60_000.0, "{findings} findings in {millis:.0} ms");
}

#[test]
fn every_hostile_html_is_read_without_harm() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mandrill/hostile.jsonl");
    let mut rows = 0;
    for line in fs::read_to_string(path).unwrap().split('\n').filter(|line| !line.is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if row["where"] != "html" {
            continue;
        }
        rows += 1;
        let payload = row["payload"].as_str().unwrap();
        let report = report(&sending(&row["payload"].to_string()), SEND);
        let found = ids(&report);
        let lower = payload.to_lowercase();
        if lower.starts_with("<script") {
            assert!(found.contains("mail/script"), "{}: {found:?}", row["name"]);
        }
        if lower.starts_with("<iframe") || lower.starts_with("<object") || lower.starts_with("<embed") {
            assert!(found.contains("mail/embedded"), "{}: {found:?}", row["name"]);
        }
        for finding in of_mail(&report) {
            assert!(finding.what.chars().count() < 400, "{}: {}", row["name"], finding.what);
        }
    }
    assert!(rows > 30, "{rows}");
}

#[test]
fn a_sheet_is_taken_apart_as_a_browser_does() {
    let shown = |text: &str| -> Vec<String> {
        css::sheet(text)
            .into_iter()
            .map(|piece| match piece.kind {
                SheetPart::At { name, prelude, block } => format!("@{name}|{prelude}|{block}"),
                SheetPart::Rule { selector } => format!("{selector} {{"),
                SheetPart::Declaration { name, value } => format!("{name}={value}"),
                SheetPart::End => "}".to_owned(),
            })
            .collect()
    };
    assert_eq!(
        shown(
            "<!-- @import url(a;b.css); p > a, .b { color : red; background:url(a;b) } /* x { */ @media (max-width: 4px) { i { a:b !important } } -->"
        ),
        [
            "@import|url(a;b.css)|false",
            "p > a, .b {",
            "color=red",
            "background=url(a;b)",
            "}",
            "@media|(max-width: 4px)|true",
            "i {",
            "a=b !important",
            "}",
            "}"
        ]
    );
    assert_eq!(shown("a { content: \"}\\\"\"; b: c }"), ["a {", "content=\"}\\\"\"", "b=c", "}"]);
    assert_eq!(shown("} a { b"), ["a {"]);
    assert_eq!(shown("@font-face { font-family: x } /* open"), ["@font-face||true", "font-family=x", "}"]);
    let style = "color: red; /* a: b; */ font-size:9px";
    let declared: Vec<_> = css::declarations(style).map(|(name, value, span)| (name, value, span.of(style))).collect();
    assert_eq!(declared, [("color", "red", "color: red"), ("font-size", "9px", "font-size:9px")]);
}
