//! The context as text: its shape, its form, and what it can be made from.

use std::{fs, path::Path};

use playground::{
    diagnostic::Edit,
    ory::{
        ctx::{
            convert,
            form::{self, Change, Form},
            shape::{Oddity, oddities},
        },
        scenarios,
    },
};
use serde_json::{Value, json};

fn recordings() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recorded");
    fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "json"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn nothing_odd_is_found_in_what_ory_sent() {
    let recordings = recordings();
    assert!(recordings.len() > 60);
    for (name, ctx) in recordings {
        assert_eq!(oddities(&ctx), Ok(Vec::new()), "{name}");
    }
    for scenario in scenarios::all() {
        assert_eq!(oddities(&scenario.ctx), Ok(Vec::new()), "{}", scenario.id);
    }
}

#[test]
fn what_ory_never_sends_is_found_at_its_place() {
    let text = r#"{ "é🦀": 1, "identity": { "metadata_admin": {}, "state": "gone", "traits": { "anything": [1] } }, "flow": [] }"#;
    let found = oddities(text).unwrap();
    let places: Vec<&str> = found.iter().map(|(span, _)| span.of(text)).collect();
    assert_eq!(places, [r#""é🦀": 1"#, r#""metadata_admin": {}"#, r#""gone""#, "[]"]);
    assert!(matches!(&found[3].1, Oddity::WrongType { path, .. } if path == "flow"));
}

#[test]
fn broken_json_is_told_with_its_place() {
    for (text, at) in [("{ \"a\": }", 7), ("{ \"a\" 1 }", 6), ("[1,]", 0), ("{ 'a': 1 }", 2), ("{ \"a\": 1 } x", 11)] {
        let error = oddities(text).unwrap_err();
        assert!(error.span.start >= at && !error.cause.is_empty(), "{text}: {error:?}");
    }
}

fn applied(text: &str, edits: Vec<Edit>) -> String {
    let mut edits = edits;
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    edits.iter().fold(text.to_owned(), |text, edit| edit.apply(&text))
}

#[test]
fn the_form_reads_what_it_wrote_in_every_scenario() {
    for scenario in scenarios::all() {
        let before = form::read(&scenario.ctx);
        for change in [
            Change::Email("new \"one\"@example.org".into()),
            Change::FirstName("Zoë 🦀".into()),
            Change::LastName("\\".into()),
            Change::Verified(true),
            Change::Verified(false),
            Change::TransientPayload("{\"a\":[1,2]}".into()),
        ] {
            let text = applied(&scenario.ctx, form::write(&scenario.ctx, &change).unwrap());
            let mut expected = before.clone();
            match &change {
                Change::Email(mail) => set(&mut expected.email, mail),
                Change::FirstName(name) => set(&mut expected.first_name, name),
                Change::LastName(name) => set(&mut expected.last_name, name),
                Change::Verified(verified) => set(&mut expected.verified, verified),
                Change::TransientPayload(payload) => set(&mut expected.transient_payload, payload),
            }
            assert_eq!(form::read(&text), expected, "{} {change:?}", scenario.id);
            assert_eq!(oddities(&text), Ok(Vec::new()), "{} {change:?}", scenario.id);
        }
    }
}

/// A field the context does not have stays away.
fn set<T: Clone>(field: &mut Option<T>, value: &T) {
    if let Some(field) = field {
        *field = value.clone();
    }
}

#[test]
fn another_mail_is_written_wherever_the_old_one_stood() {
    let ctx = &scenarios::find("login_after_password").unwrap().ctx;
    let text = applied(ctx, form::write(ctx, &Change::Email("new@example.org".into())).unwrap());
    assert!(!text.contains("ada@example.org"), "{text}");
    let settings = &scenarios::find("settings_after_profile_new_email").unwrap().ctx;
    let text = applied(settings, form::write(settings, &Change::Email("new@example.org".into())).unwrap());
    let ctx: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ctx["identity"]["traits"]["email"], "new@example.org");
    assert_eq!(ctx["flow"]["identity"]["traits"]["email"], "ada@example.org", "the old one stays beside it");
}

#[test]
fn a_form_needs_json() {
    assert_eq!(form::read("{"), Form::default());
    assert_eq!(form::write("{", &Change::Verified(true)), Ok(Vec::new()));
    let ctx = &scenarios::find("registration_after_password").unwrap().ctx;
    assert!(form::write(ctx, &Change::TransientPayload("{".into())).is_err());
}

#[test]
fn what_holds_a_context_is_recognised() {
    let ctx = &scenarios::find("registration_after_password").unwrap().ctx;
    let value: Value = serde_json::from_str(ctx).unwrap();
    let identity = {
        let mut identity = value["identity"].clone();
        identity["credentials"] = json!({ "password": {} });
        identity["metadata_admin"] = json!(null);
        identity
    };
    let line = json!({ "level": "info", "msg": "called", "http_request": { "body": value.to_string() } });
    for text in [
        json!({ "ctx": value }).to_string(),
        identity.to_string(),
        line.to_string(),
        format!("2026-01-01T00:00:00Z INFO hook body={line}"),
        format!("time=now {value}"),
    ] {
        let conversion = convert::recognise(&text).unwrap_or_else(|| panic!("not recognised: {text}"));
        let ctx: Value = serde_json::from_str(&conversion.ctx).unwrap();
        assert_eq!(ctx["identity"]["traits"], value["identity"]["traits"]);
        assert_eq!(oddities(&conversion.ctx), Ok(Vec::new()), "{}", conversion.what);
    }
}

#[test]
fn what_is_a_context_or_nothing_of_the_kind_is_left_alone() {
    for (name, ctx) in recordings() {
        assert_eq!(convert::recognise(&ctx), None, "{name}");
    }
    for text in ["", "{", "null", "[]", "{}", "{ \"a\": { \"b\": 1 } }", "not json at all"] {
        assert_eq!(convert::recognise(text), None, "{text}");
    }
}
