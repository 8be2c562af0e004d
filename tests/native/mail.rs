//! The mail a body becomes: who gets it, what it shows, and a frame that may do nothing.

use playground::mandrill::{
    SEND, SEND_TEMPLATE,
    frame::{self, Inline, Look},
    html::{self, PieceKind},
    mail::{self, Mail, Origin, View},
    merge::Language,
};
use serde::Deserialize;
use serde_json::{Value, json};

fn read(message: Value, view: View) -> Mail {
    let body = json!({ "key": "x", "message": message }).to_string();
    mail::read(&body, SEND, view).expect("a mail")
}

fn plain(message: Value) -> Mail {
    read(message, View::default())
}

#[test]
fn a_plain_mail_reads_as_it_was_written() {
    let mail = plain(json!({
        "from_email": "hello@acme-mail.com", "from_name": "Acme", "subject": "Welcome, Ann",
        "html": "<style>p{color:red}</style><p>Hello   <b>Ann</b>,</p><p>welcome.</p>",
        "to": [{ "email": "ann@acme-mail.com", "name": "Ann" }],
        "headers": { "reply-to": "help@acme-mail.com" }, "auto_text": true,
    }));
    assert_eq!((mail.from.name.as_str(), mail.from.address.as_str()), ("Acme", "hello@acme-mail.com"));
    assert_eq!(mail.to.len(), 1);
    assert_eq!(mail.reply_to.as_deref(), Some("help@acme-mail.com"));
    assert_eq!(mail.preview, "Hello Ann, welcome.");
    let text = mail.text.expect("made from the html");
    assert_eq!((text.content.as_str(), text.origin), ("Hello Ann,\n\nwelcome.", Origin::Made));
    assert_eq!(mail.html.map(|part| part.origin), Some(Origin::Body));
    assert_eq!((mail.merged, mail.remarks), (None, Vec::new()));
}

#[test]
fn a_long_subject_is_cut_as_a_list_cuts_it() {
    let mail = plain(json!({ "subject": "é".repeat(80), "text": "x" }));
    assert_eq!(mail.subject_cut, [format!("{}…", "é".repeat(40)), format!("{}…", "é".repeat(70))]);
    assert_eq!(plain(json!({ "subject": "short" })).subject_cut, ["short", "short"]);
}

#[test]
fn without_preserve_recipients_each_sees_only_themself() {
    let to = json!([{ "email": "a@x.io" }, { "email": "b@x.io", "type": "cc" }, { "email": "c@x.io", "type": "bcc" }]);
    let alone = read(json!({ "to": to, "text": "x" }), View { recipient: 1, ..View::default() });
    let names = |boxes: &[mail::Mailbox]| boxes.iter().map(|each| each.address.clone()).collect::<Vec<_>>();
    assert_eq!((names(&alone.to), alone.cc.len()), (vec!["b@x.io".to_owned()], 0));
    assert!(alone.remarks.iter().any(|remark| remark.contains("preserve_recipients")), "{:?}", alone.remarks);
    let together = plain(json!({ "to": to, "text": "x", "preserve_recipients": true }));
    assert_eq!((names(&together.to), names(&together.cc)), (vec!["a@x.io".to_owned()], vec!["b@x.io".to_owned()]));
    assert_eq!(names(&together.bcc), Vec::<String>::new(), "nobody else sees who is under Bcc");
    let hidden =
        read(json!({ "to": to, "text": "x", "preserve_recipients": true }), View { recipient: 2, ..View::default() });
    assert_eq!(names(&hidden.bcc), ["c@x.io"]);
}

#[test]
fn each_recipient_has_their_own_values() {
    let message = json!({
        "subject": "Hi *|NAME|*", "html": "<p>*|NAME|* of *|COMPANY|*</p>", "text": "*|NAME|*",
        "to": [{ "email": "ann@x.io" }, { "email": "bo@x.io" }],
        "global_merge_vars": [{ "name": "company", "content": "Acme" }, { "name": "NAME", "content": "friend" }],
        "merge_vars": [{ "rcpt": "ANN@x.io", "vars": [{ "name": "name", "content": "Ann" }] }],
    });
    let ann = plain(message.clone());
    assert_eq!((ann.subject.as_str(), ann.merged), ("Hi Ann", Some(Language::Mailchimp)));
    let bo = read(message.clone(), View { recipient: 1, ..View::default() });
    assert_eq!(bo.html.map(|part| part.content).as_deref(), Some("<p>friend of Acme</p>"));
    let source = read(message, View { source: true, ..View::default() });
    assert_eq!(source.subject, "Hi *|NAME|*");
}

#[test]
fn a_tag_that_cannot_be_merged_is_told_with_its_place() {
    let mail = plain(json!({
        "subject": "Hi", "html": "<p>{{#if name}}x</p>", "merge": true, "merge_language": "handlebars", "to": [],
    }));
    let (field, fault) = mail.fault.expect("a fault");
    assert_eq!((field.as_str(), fault.span.start), ("html", 3));
    assert_eq!(mail.html.map(|part| part.content).as_deref(), Some("<p>{{#if name}}x</p>"));
}

#[test]
fn files_and_pictures_have_sizes() {
    let mail = plain(json!({
        "html": "<img src=\"cid:logo\" alt=\"Acme\"><img src=\"https://acme-mail.com/a.png\">",
        "images": [{ "type": "image/png", "name": "logo", "content": "aGVsbG8=" }, { "type": "image/png", "name": "b", "content": "?" }],
        "attachments": [{ "type": "text/plain", "name": "a.txt", "content": "aGk=" }],
    }));
    let seen: Vec<_> = mail.files.iter().map(|file| (file.name.as_str(), file.bytes, file.inline)).collect();
    assert_eq!(seen, [("logo", Some(5), Some(true)), ("b", None, Some(false)), ("a.txt", Some(2), None)]);
    assert_eq!(mail.remote_images, 1);
    let document = mail.html.expect("html").document;
    assert!(document.contains("src=\"data:image/png;base64,aGVsbG8=\""), "{document}");
    assert!(!document.contains("acme-mail.com"), "{document}");
}

#[test]
fn images_from_elsewhere_come_when_asked_for() {
    let html = "<img src=https://acme-mail.com/a.png><td background='//acme-mail.com/b.png'><p style=\"background:url(http://c.io/x)\">";
    assert_eq!(frame::remote_images(&html::pieces(html)), 3);
    let shown = frame::document(html, &[], Look { remote_images: true, dark: false });
    assert!(shown.contains("img-src data: https: http:") && shown.contains("src=\"https://acme-mail.com/a.png\""));
    let blocked = frame::document(html, &[], Look::default());
    assert!(blocked.contains("img-src data:\"") && !blocked.contains("acme-mail"), "{blocked}");
    assert!(shown.contains("url(http://c.io/x)") && blocked.contains("left-out(http://c.io/x)"), "{blocked}");
}

#[test]
fn a_stored_template_is_not_made_up() {
    let body = json!({
        "key": "x", "template_name": "welcome", "template_content": [{ "name": "main", "content": "<b>Hi</b>" }],
        "message": { "subject": "Hi", "to": [{ "email": "a@x.io" }] },
    });
    let mail = mail::read(&body.to_string(), SEND_TEMPLATE, View::default()).unwrap();
    assert_eq!(mail.html.map(|part| part.origin), Some(Origin::Template));
    assert!(mail.remarks[0].contains("`welcome`"), "{:?}", mail.remarks);
}

#[test]
fn what_is_no_mail_is_none() {
    for body in ["null", "[]", "{}", "{\"message\": 3}", "{", "\"x\""] {
        assert_eq!(mail::read(body, SEND, View::default()), None, "{body}");
    }
    assert_eq!(plain(json!({})).recipient, None);
}

#[test]
fn a_link_says_what_is_wrong_with_it() {
    for (html, warning) in [
        ("<a href=\"https://acme-mail.com/v?x=1\">Verify</a>", None),
        ("<a href='mailto:a@x.io'>Write</a>", None),
        ("<a href=''>x</a>", Some("empty")),
        ("<a href='#'>x</a>", Some("`#`")),
        ("<a href='http://acme-mail.com'>x</a>", Some("http")),
        ("<a href='acme-mail.com/x'>x</a>", Some("https://")),
        ("<a href=' java&#10;script:alert(1)'>x</a>", Some("javascript:")),
        ("<a href='https://evil.io/x'>https://acme-mail.com/login</a>", Some("shows acme-mail.com")),
        ("<a href='https://click.acme-mail.com/x'>www.acme-mail.com</a>", None),
        ("<a href='https://evil.io'>index.html</a>", None),
    ] {
        let links = mail::links(&html::pieces(html));
        assert_eq!(links.len(), 1, "{html}");
        match warning {
            None => assert_eq!(links[0].warnings, Vec::<String>::new(), "{html}"),
            Some(words) => assert!(links[0].warnings.iter().any(|each| each.contains(words)), "{html}: {links:?}"),
        }
    }
}

#[derive(Deserialize)]
struct Hostile {
    name: String,
    payload: String,
}

/// What a frame's document may hold, whatever html it is made from.
fn harmless(name: &str, document: &str) {
    let pieces = html::pieces(document);
    let mut head = true;
    for piece in &pieces {
        let PieceKind::Open(tag) = &piece.kind else { continue };
        head &= tag.name != "body";
        let known = ["html", "head", "body", "style"].contains(&tag.name.as_str()) || (tag.name == "meta" && head);
        let refused =
            ["script", "iframe", "object", "embed", "link", "base", "form", "input", "svg", "math", "template"];
        assert!(known || (tag.name != "meta" && !refused.contains(&tag.name.as_str())), "{name}: <{}>", tag.name);
        for (attribute, value) in &tag.attributes {
            let leads = ["href", "srcset", "action", "formaction", "ping", "target", "srcdoc", "poster", "autofocus"];
            assert!(!attribute.starts_with("on") && !leads.contains(&attribute.as_str()), "{name}: {attribute}");
            if ["src", "background"].contains(&attribute.as_str()) {
                assert!(value.starts_with("data:image/") || value == "data:,", "{name}: {attribute}={value}");
            }
        }
    }
    let policy = document.find("Content-Security-Policy").expect("a policy");
    assert!(document.find("<style").is_none_or(|style| policy < style), "{name}: the policy comes first");
    let closed = document.matches("</style>").count();
    assert_eq!(document.matches("<style").count(), closed, "{name}: every style is closed\n{document}");
}

#[test]
fn no_hostile_html_leaves_anything_that_could_act() {
    for line in include_str!("../cases/mandrill/hostile.jsonl").split('\n').filter(|line| !line.is_empty()) {
        let row: Hostile = serde_json::from_str(line).unwrap();
        let images = [Inline { name: "logo".to_owned(), kind: row.payload.clone(), content: row.payload.clone() }];
        for look in [Look::default(), Look { remote_images: false, dark: true }] {
            let document = frame::document(&row.payload, &images, look);
            harmless(&row.name, &document);
            // What stands in it is read the same way twice: nothing hides behind a parser's corrections.
            harmless(&row.name, &frame::document(&document, &[], look));
        }
    }
}

#[test]
fn styles_cannot_end_early() {
    let html = "<style><!-- p::after{content:'</style><script>x</script>'} a:link{color:red} --></style><p>x</p>";
    let document = frame::document(html, &[], Look::default());
    harmless("style", &document);
    let html = "<style>@IMPORT 'http://c.io/a.css';p{background:URL( 'http://c.io/x')}</style><p style=\"background:url(//c.io/y)\">x";
    let document = frame::document(html, &[], Look::default());
    assert!(
        !document.contains("@IMPORT") && !document.to_lowercase().contains(" url(") && !document.contains(":url("),
        "{document}"
    );
    let html = "<style media=\"(max-width: 600px)\">p{color:red}</style><a class=\"x\" href=\"https://x.io\">y</a>";
    let document = frame::document(html, &[], Look::default());
    assert!(document.contains("<style media=\"(max-width: 600px)\">p{color:red}</style>"), "{document}");
    assert!(document.contains("<a class=\"x\" data-leads=\"\" title=\"https://x.io\">y</a>"), "{document}");
}

#[test]
fn it_can_be_saved_as_a_file_that_clients_open() {
    let mail = plain(json!({
        "from_email": "hello@acme-mail.com", "from_name": "Ac\"me", "subject": "Grüße an\r\nBcc: x@y.z, Ann ".repeat(4),
        "html": "<p>Hi <img src=\"cid:logo\"></p>", "text": "Hi\n", "to": [{ "email": "ann@x.io", "name": "Zoë" }],
        "images": [{ "type": "image/png", "name": "logo", "content": "aGVsbG8=" }],
        "attachments": [{ "type": "text/plain", "name": "a.txt", "content": "aGk=" }],
    }));
    let eml = mail::eml(&mail);
    let (head, _) = eml.split_once("\r\n\r\n").expect("a head");
    assert!(head.contains("From: \"Ac\\\"me\" <hello@acme-mail.com>\r\n"), "{head}");
    assert!(head.lines().all(|line| line.len() <= 76 && !line.starts_with("Bcc:")), "{head}");
    assert!(head.contains("To: =?utf-8?B?Wm/Dqw==?= <ann@x.io>"), "{head}");
    for part in
        ["multipart/mixed", "multipart/alternative", "multipart/related", "Content-ID: <logo>", "filename=\"a.txt\""]
    {
        assert!(eml.contains(part), "{part} in {eml}");
    }
    let outside = eml.replace("\r\n", "");
    assert!(!outside.contains('\n') && !outside.contains('\r'), "lines end as mail ends them");
    let bare = mail::eml(&plain(json!({ "subject": "x", "text": "y" })));
    assert!(bare.contains("Content-Type: text/plain; charset=utf-8\r\n") && !bare.contains("multipart"), "{bare}");
}

#[test]
fn who_is_asked_about_before_sending_is_who_the_mail_has() {
    let message = json!({ "from_email": "hello@acme-mail.com", "to": [{ "email": "a@x.io" }, { "email": "b@x.io", "type": "cc" }], "text": "x" });
    let raw = json!({ "key": "x", "from_email": "hello@acme-mail.com", "to": ["a@x.io"], "raw_message": "Subject: x" });
    for (body, url) in [(json!({ "key": "x", "message": message }), SEND), (raw, mandrill_raw())] {
        let body = body.to_string();
        let whole = mail::read(&body, url, View::default()).expect("a mail");
        let addressed = mail::addressed(&body, url).expect("people");
        assert_eq!((addressed.from.address, addressed.recipients), (whole.from.address, whole.recipients), "{body}");
    }
    assert_eq!(mail::addressed("{}", SEND), None);
}

fn mandrill_raw() -> &'static str {
    "https://mandrillapp.com/api/1.0/messages/send-raw"
}

#[test]
fn what_a_body_becomes_hangs_on_the_endpoint_not_on_words_in_the_address() {
    let raw = json!({ "raw_message": "Subject: Hi\n\nHello" }).to_string();
    let plain = json!({ "message": { "html": "<p>Hi</p>", "to": [] } }).to_string();
    let read = |body: &str, url: &str| mail::read(body, url, View::default());
    let text = |mail: Option<Mail>| mail.and_then(|mail| mail.text).map(|part| part.content);
    for address in
        ["https://mandrillapp.com/api/1.0/messages/send-raw", "https://mandrillapp.com/api/1.0/messages/send-raw.json"]
    {
        assert_eq!(text(read(&raw, address)).as_deref(), Some("Subject: Hi\n\nHello"), "{address}");
    }
    for address in [
        "https://mandrillapp.com/api/1.0/messages/send?from=/messages/send-raw",
        "https://acme-mail.com/messages/send-raw",
    ] {
        assert_eq!(read(&raw, address), None, "{address}");
        let html = read(&plain, address).and_then(|mail| mail.html);
        assert_eq!(html.map(|part| part.origin), Some(Origin::Body), "{address}");
    }
    let stored = read(&plain, "https://mandrillapp.com/api/1.0/messages/send-mc-template").expect("a mail");
    assert!(stored.html.is_none() && stored.remarks.iter().any(|remark| remark.contains("stored at Mailchimp")));
}
