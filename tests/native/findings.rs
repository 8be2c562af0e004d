//! What is found in bodies for Mandrill, held against rows made by hand from the rules (`tests/cases/mandrill/findings.jsonl`):
//! the exact set of `body/…` findings that are errors or warnings.

use std::{collections::BTreeSet, fs, path::Path};

use playground::{
    diagnostic::{Level, applied},
    draft::Draft,
    ory::scenarios,
    report::{build, first_draft},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    name: String,
    endpoint: String,
    template: String,
    ctx: String,
    expect: BTreeSet<String>,
}

#[test]
fn each_body_has_exactly_the_findings_of_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mandrill/findings.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let row: Row = serde_json::from_str(line).unwrap();
        rows += 1;
        let scenario = scenarios::find(&row.ctx).unwrap_or_else(|| panic!("{}: no scenario {}", row.name, row.ctx));
        let mut draft = Draft { template: row.template, ctx: scenario.ctx().to_owned(), ..first_draft() };
        draft.action.url = format!("https://mandrillapp.com/api/1.0/{}", row.endpoint);
        let report = build(&draft);
        let told = report.findings.iter().filter(|finding| finding.level != Level::Note);
        let found: BTreeSet<String> =
            told.map(|finding| finding.id.clone()).filter(|id| id.starts_with("body/")).collect();
        let expected: BTreeSet<String> =
            row.expect.iter().map(|id| if id.contains('/') { id.clone() } else { format!("body/{id}") }).collect();
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let surplus: Vec<_> = found.difference(&expected).collect();
            wrong.push(format!("{}: not found {missing:?}, found as well {surplus:?}\n{}", row.name, draft.template));
        }
    }
    assert!(rows > 100);
    assert!(wrong.is_empty(), "{} of {rows} rows differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// What is left of a template by the fix of a finding; none when it offers none.
fn mended(template: &str, id: &str) -> Option<String> {
    let report = build(&Draft { template: template.to_owned(), ..first_draft() });
    let found = report.findings.iter().find(|finding| finding.id == id);
    let finding = found.unwrap_or_else(|| panic!("no {id} in\n{template}\n{:#?}", report.findings));
    (!finding.fix.is_empty()).then(|| applied(template, &finding.fix))
}

/// A body whose `message` has this besides what it needs.
fn with(before: &str, top: &str, message: &str) -> String {
    format!(
        "{before}function(ctx) {{ key: '{{Your-Mailchimp-Api-Key}}', {top}message: {{ subject: 'Hi', to: [{{ email: 'ada@acme-mail.com' }}], {message} }} }}"
    )
}

const FROM: &str = "from_email: 'a@acme-mail.com', text: 'Hi'";

#[test]
fn a_fix_is_offered_only_where_it_leaves_a_template_that_runs() {
    let written = [
        ("local from = 'Acme <a@acme-mail.com>';\n", "from"),
        ("", "if ctx != null then 'Acme <a@acme-mail.com>' else 'b@acme-mail.com'"),
        ("", "('Acme <a@acme-mail.com>')"),
        ("local same(x) = x;\n", "same('Acme <a@acme-mail.com>')"),
    ];
    for (before, from) in written {
        let template = with(before, "", &format!("from_email: {from}, text: 'Hi'"));
        assert_eq!(mended(&template, "body/from-address"), None, "{template}");
    }
    let comprehension = "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { subject: 'Hi', from_email: 'a@acme-mail.com', text: 'Hi', to: [{ email: one } for one in ['Ada <ada@acme-mail.com>']] } }";
    assert_eq!(mended(comprehension, "body/recipient-address"), None);
    for (top, message) in [
        // A name of the object it stands in, and the object itself.
        ("", "local soon = '2026-12-01 10:00:00', send_at: soon"),
        ("", "when:: '2026-12-01 10:00:00', send_at: self.when"),
        // Read from elsewhere.
        ("from_name: 'Acme', name:: self.from_name, ", "important: false"),
    ] {
        let template = with("", top, &format!("{FROM}, {message}"));
        assert_eq!(mended(&template, "body/misplaced-field"), None, "{template}");
    }
    let read = with("", "", "fromEmail: 'a@acme-mail.com', text: 'From ' + self.fromEmail");
    assert_eq!(mended(&read, "body/unknown-field"), None);
    let twice = "local ada = { email: 'ada@acme-mail.com' };\nfunction(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { subject: 'Hi ' + ada.email, from_email: 'a@acme-mail.com', text: 'Hi', to: ada } }";
    assert_eq!(mended(twice, "body/wrong-type"), None);
    // A map of variables is no lone variable.
    let map = with("", "", &format!("{FROM}, global_merge_vars: {{ FNAME: 'Ada' }}"));
    assert_eq!(mended(&map, "body/wrong-type"), None);
}

#[test]
fn a_fix_that_can_be_made_is_made() {
    let from = with("", "", "from_email: 'Acme <a@acme-mail.com>', text: 'Hi'");
    let after = mended(&from, "body/from-address").unwrap();
    assert!(after.contains("from_email: \"a@acme-mail.com\", from_name: \"Acme\", text"), "{after}");
    let moved = mended(&with("", "", &format!("{FROM}, async: ctx != null")), "body/misplaced-field").unwrap();
    assert!(moved.contains("{ async: ctx != null, key:"), "{moved}");
    let read =
        with("local identity = { name: 'x' };\n", "", "fromEmail: 'a@acme-mail.com', text: ctx.identity.schema_id");
    assert!(mended(&read, "body/unknown-field").unwrap().contains("from_email: 'a@acme-mail.com'"));
    let lone = "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { subject: 'Hi', from_email: 'a@acme-mail.com', text: 'Hi', to: { email: 'ada@acme-mail.com' } } }";
    assert!(mended(lone, "body/wrong-type").unwrap().contains("to: [{ email: 'ada@acme-mail.com' }]"));
    for (field, wanted) in [
        ("autotext: true", "auto_text: true"),
        ("tag: ['a']", "tags: ['a']"),
        ("reply_to: 'b@acme-mail.com'", "headers: { \"Reply-To\": 'b@acme-mail.com' }"),
        ("attachments: [{ type: 'text/plain', filename: 'a', content: 'YQ==' }]", "name: 'a'"),
    ] {
        let after = mended(&with("", "", &format!("{FROM}, {field}")), "body/unknown-field").unwrap();
        assert!(after.contains(wanted), "{after}");
    }
    let headers = with("", "", &format!("{FROM}, headers: {{ 'X-A': 'b' }}, reply_to: 'b@acme-mail.com'"));
    assert_eq!(mended(&headers, "body/unknown-field"), None);
    let block = with("", "", &format!("{FROM}, from_name: |||\n  Acme\n|||,"));
    assert!(mended(&block, "body/line-break-in-header").unwrap().contains("from_name: |||-\n  Acme\n|||"));
    let two = with("", "", &format!("{FROM}, from_name: |||\n  Acme\n  and you\n|||,"));
    assert_eq!(mended(&two, "body/line-break-in-header"), None);
    let file = |content: &str| {
        with("", "", &format!("{FROM}, attachments: [{{ type: 'text/plain', name: 'a', content: {content} }}]"))
    };
    let after = mended(&file("'Good day, ' + 'Ada'"), "body/attachment-content").unwrap();
    assert!(after.contains("content: std.base64('Good day, ' + 'Ada')"), "{after}");
    assert_eq!(mended(&file("'YQ'"), "body/attachment-content"), None);
}

#[test]
fn the_address_in_place_of_a_phone_number_is_chosen_by_via() {
    let template = "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { subject: 'Hi', from_email: 'a@acme-mail.com', text: 'Hi', to: [{ email: ctx.identity.verifiable_addresses[0].value }] } }";
    let scenario = scenarios::find("registration_after_password_phone").unwrap();
    let draft = Draft { template: template.to_owned(), ctx: scenario.ctx().to_owned(), ..first_draft() };
    let report = build(&draft);
    let finding = report.findings.iter().find(|finding| finding.id == "body/recipient-address").unwrap();
    let after = build(&Draft { template: applied(template, &finding.fix), ..draft });
    assert!(after.findings.iter().all(|finding| finding.level == Level::Note), "{:#?}", after.findings);
}

#[test]
fn what_a_person_typed_is_escaped_where_that_helps() {
    let html = |html: &str| with("", "", &format!("from_email: 'a@acme-mail.com', html: {html}"));
    let first = "ctx.identity.traits.name.first";
    let escaped = format!("std.escapeStringXML({first})");
    for written in ["'<p>' + VALUE + '</p>'", "'<p>%s and %s</p>' % [VALUE, VALUE]"] {
        let after = mended(&html(&written.replace("VALUE", first)), "body/unescaped-value");
        assert_eq!(after, Some(html(&written.replace("VALUE", &escaped))));
    }
    // One is escaped already.
    let half = html(&format!("'<p>' + {escaped} + {first}"));
    assert_eq!(mended(&half, "body/unescaped-value"), Some(html(&format!("'<p>' + {escaped} + {escaped}"))));
    // Behind a name, and half behind one.
    let named = with(&format!("local hello(ctx) = {first};\n"), "", "from_email: 'a@acme-mail.com', html: hello(ctx)");
    assert_eq!(mended(&named, "body/unescaped-value"), None);
    let both = with(
        &format!("local hello(ctx) = {first};\n"),
        "",
        &format!("from_email: 'a@acme-mail.com', html: hello(ctx) + {first}"),
    );
    assert_eq!(mended(&both, "body/unescaped-value"), None);
}
