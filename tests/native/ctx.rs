//! The context as text: its shape, its form, and what it can be made from.

use std::{fs, path::Path};

use playground::{
    diagnostic::Edit,
    ory::{
        ctx::{
            convert,
            form::{self, Change, Form},
            shape::{Odd, Oddity, oddities},
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
        assert_eq!(oddities(scenario.ctx()), Ok(Vec::new()), "{}", scenario.id);
    }
}

#[test]
fn what_ory_never_sends_is_found_at_its_place() {
    let text = r#"{ "é🦀": 1, "identity": { "metadata_admin": {}, "state": "gone", "traits": { "anything": [1] } }, "flow": [] }"#;
    let found = oddities(text).unwrap();
    let found: Vec<_> = found.iter().filter(|odd| !matches!(odd.oddity, Oddity::Missing { .. })).collect();
    let places: Vec<&str> = found.iter().map(|odd| odd.span.of(text)).collect();
    assert_eq!(places, [r#""é🦀": 1"#, r#""metadata_admin": {}"#, r#""gone""#, "[]"]);
    assert!(matches!(&found[3].oddity, Oddity::WrongType { path, .. } if path == "flow"));
}

/// A change in a scenario's text, and the place and the words of the one oddity it makes.
struct Slip {
    scenario: &'static str,
    from: &'static str,
    to: &'static str,
    place: &'static str,
    says: &'static str,
    /// What the fix writes into the whole text, where there is one.
    fixed: Option<&'static str>,
}

const SLIPS: &[Slip] = &[
    // What Ory takes out.
    Slip {
        scenario: "registration_after_password",
        from: "\"metadata_public\": null,",
        to: "\"credentials\": {\"password\": {}}, \"metadata_public\": null,",
        place: "\"credentials\": {\"password\": {}}",
        says: "NeverSent { key: \"identity.credentials\"",
        fixed: Some("\"metadata_public\": null,"),
    },
    Slip {
        scenario: "login_after_password",
        from: "\"devices\": [",
        to: "\"token\": \"secret\", \"devices\": [",
        place: "\"token\": \"secret\"",
        says: "NeverSent { key: \"session.token\"",
        fixed: Some("\"devices\": ["),
    },
    // What stands elsewhere.
    Slip {
        scenario: "registration_before",
        from: "\"request_cookies\": {",
        to: "\"transient_payload\": {\"a\": 1}, \"request_cookies\": {",
        place: "\"transient_payload\": {\"a\": 1}",
        says: "NeverSent { key: \"transient_payload\"",
        fixed: Some("\"transient_payload\": {\"a\": 1}\n  },"),
    },
    Slip {
        scenario: "registration_after_oidc",
        from: "\"identity\": {",
        to: "\"session\": {}, \"identity\": {",
        place: "\"session\": {}",
        says: "NeverSent { key: \"session\"",
        fixed: Some("\"identity\": {"),
    },
    // What another kind of flow has.
    Slip {
        scenario: "recovery_after_code",
        from: "\"expires_at\"",
        to: "\"organization_id\": null, \"expires_at\"",
        place: "\"organization_id\": null",
        says: "Only these flows have it: registration, login, settings.",
        fixed: Some("\"expires_at\""),
    },
    // Slips of the pen.
    Slip {
        scenario: "registration_after_password",
        from: "\"schema_url\"",
        to: "\"schema_uri\"",
        place: "\"schema_uri\": \"http://127.0.0.1:4433/schemas/Y3VzdG9tZXI\"",
        says: "Ory writes it `schema_url`",
        fixed: Some("\"schema_url\""),
    },
    Slip {
        scenario: "registration_after_password",
        from: "\"status\": \"sent\"",
        to: "\"status\": \"send\"",
        place: "\"send\"",
        says: "UnknownValue { path: \"identity.verifiable_addresses[0].status\"",
        fixed: Some("\"status\": \"sent\""),
    },
    Slip {
        scenario: "registration_after_password_phone",
        from: "\"via\": \"sms\"",
        to: "\"via\": \"phone\"",
        place: "\"phone\"",
        says: "known: [\"email\", \"sms\"]",
        fixed: None,
    },
    // Headers as other servers write them.
    Slip {
        scenario: "login_before",
        from: "\"User-Agent\": [",
        to: "\"user-agent\": [",
        place: "\"user-agent\"",
        says: "`User-Agent`",
        fixed: Some("\"User-Agent\": ["),
    },
    Slip {
        scenario: "login_before",
        from: "\"request_headers\": {",
        to: "\"request_headers\": { \"Cookie\": [\"a=b\"],",
        place: "\"Cookie\": [\"a=b\"]",
        says: "header_allowlist",
        fixed: Some("\"request_headers\": {"),
    },
    // Other types.
    Slip {
        scenario: "registration_after_password",
        from: "\"verified\": false",
        to: "\"verified\": \"true\"",
        place: "\"true\"",
        says: "expected: \"true or false\"",
        fixed: Some("\"verified\": true"),
    },
    Slip {
        scenario: "registration_after_password",
        from: "\"schema_id\": \"customer\"",
        to: "\"schema_id\": 7",
        place: "7",
        says: "expected: \"a text\"",
        fixed: Some("\"schema_id\": \"7\""),
    },
    Slip {
        scenario: "registration_before",
        from: "\"organization_id\": null",
        to: "\"organization_id\": \"acme\"",
        place: "\"acme\"",
        says: "expected: \"a UUID\"",
        fixed: None,
    },
    // What is left out rather than empty.
    Slip {
        scenario: "registration_after_password_username",
        from: "\"traits\": {",
        to: "\"verifiable_addresses\": [], \"traits\": {",
        place: "\"verifiable_addresses\": []",
        says: "LeftOut { key: \"identity.verifiable_addresses\"",
        fixed: Some("\"traits\": {"),
    },
    Slip {
        scenario: "login_before",
        from: "\"request_cookies\": {",
        to: "\"identity\": null, \"request_cookies\": {",
        place: "\"identity\": null",
        says: "LeftOut { key: \"identity\"",
        fixed: Some("\"request_cookies\": {"),
    },
    // What is always there.
    Slip {
        scenario: "registration_after_password",
        from: "\"metadata_public\": null,",
        to: "",
        place: "{",
        says: "Missing { path: \"identity\", of: \"an identity\", keys: [\"metadata_public\"]",
        fixed: None,
    },
];

#[test]
fn each_slip_makes_one_oddity_and_its_fix_mends_it() {
    for slip in SLIPS {
        let ctx = scenarios::find(slip.scenario).unwrap().ctx();
        assert!(ctx.contains(slip.from), "{} has no {}", slip.scenario, slip.from);
        let text = ctx.replacen(slip.from, slip.to, 1);
        let found = oddities(&text).unwrap();
        assert_eq!(found.len(), 1, "{} in {}: {found:#?}", slip.to, slip.scenario);
        assert_eq!(found[0].span.of(&text), slip.place);
        let words = format!("{:?}", found[0].oddity);
        assert!(words.contains(slip.says), "{words}");
        let fixed = applied(&text, found[0].fix.clone());
        match slip.fixed {
            Some(part) => {
                assert!(fixed.contains(part), "{part} in {fixed}");
                assert_eq!(oddities(&fixed), Ok(Vec::new()), "{fixed}");
            }
            None => assert_eq!(fixed, text),
        }
    }
}

#[test]
fn the_two_halves_of_a_login_belong_together() {
    let ctx = scenarios::find("login_after_password").unwrap().ctx();
    for half in ["identity", "session"] {
        let mut value: Value = serde_json::from_str(ctx).unwrap();
        value.as_object_mut().unwrap().remove(half);
        let found = oddities(&value.to_string()).unwrap();
        assert!(matches!(&found[..], [odd] if matches!(&odd.oddity, Oddity::Missing { keys, .. } if keys == &[half])));
    }
}

/// A text that is no JSON, what is wrong in it, and the text after the fix.
const BROKEN: &[(&str, &str, &str, Option<&str>)] = &[
    (r#"{ "a": 1, }"#, ",", "comma after the last entry", Some(r#"{ "a": 1 }"#)),
    (r#"[1, 2,]"#, ",", "comma after the last entry", Some("[1, 2]")),
    (r#"{ "a": 1 "b": 2 }"#, "", "comma is missing", Some(r#"{ "a": 1, "b": 2 }"#)),
    (r#"{ "a": }"#, "}", "closes nothing", None),
    (r#"{ "a" 1 }"#, "1", "colon is missing", None),
    (r#"{ a: 1 }"#, "a", "`a` has no quotes", Some(r#"{ "a": 1 }"#)),
    (r#"{ 'a': 1 }"#, "'", "double quotes", None),
    ("// x\n{}", "// x", "no comments", Some("\n{}")),
    (r#"{ "a": None }"#, "None", "no `None`", Some(r#"{ "a": null }"#)),
    (r#"{ "é🦀": True }"#, "True", "no `True`", Some(r#"{ "é🦀": true }"#)),
    (r#"{ "a": 1 } x"#, "x", "follows the context", None),
    (r#"{ "a": 1 } {}"#, "{", "follows the context", None),
    (r#"{ "a": [1, 2 }"#, "}", "closes nothing", None),
    (r#"{ "a": 1"#, r#"{ "a": 1"#, "not closed", None),
    (r#"{ "a": "b }"#, r#""b }"#, "string is not closed", None),
    ("{ \"é\": \"b\n\" }", "\n", "line break", None),
    ("{ \"é\": \"b\t\" }", "\t", "control character", None),
    (r#"{ "a": "\x" }"#, r"\x", "no such escape", None),
    (r#"{ "a": "\ud800" }"#, r#"\ud800""#, "half of a character", None),
    (r#"{ "a": 1e400 }"#, "0", "too large", None),
    (r#"{ "a": .5 }"#, ".", "no number", None),
    ("\u{feff}{}", "\u{feff}", "byte order mark", Some("{}")),
];

#[test]
fn broken_json_is_told_with_its_place_and_mended_where_that_is_certain() {
    for (text, place, cause, fixed) in BROKEN {
        let wrong = oddities(text).expect_err(text);
        assert!(wrong.cause.contains(cause), "{text}: {wrong:?}");
        assert_eq!(wrong.span.of(text), *place, "{text}: {wrong:?}");
        assert!(wrong.cause.ends_with('.') && wrong.remedy.ends_with(['.', '`']), "{wrong:?}");
        match fixed {
            Some(fixed) => assert_eq!(applied(text, wrong.fix), *fixed),
            None => assert_eq!(wrong.fix, [], "{text}"),
        }
    }
}

#[test]
fn deep_or_damaged_texts_end_in_an_answer() {
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[".repeat(200) + &"]".repeat(200)] {
        assert!(oddities(&deep).is_err_and(|wrong| wrong.cause.contains("deep")));
        assert_eq!(form::read(&deep), Form::default());
        assert_eq!(convert::recognise(&deep), None);
    }
    // A context cut off, or with one character less, at every hundredth place.
    let ctx = scenarios::find("registration_after_password_unicode").unwrap().ctx();
    for (at, character) in ctx.char_indices().step_by(97) {
        for text in [ctx[..at].to_owned(), ctx[..at].to_owned() + &ctx[at + character.len_utf8()..]] {
            if let Err(wrong) = oddities(&text) {
                assert!(text.get(wrong.span.start..wrong.span.end).is_some(), "{wrong:?} in {text}");
                assert_eq!(convert::recognise(&text), None, "a context being edited is left alone: {text}");
            }
        }
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
        let before = form::read(scenario.ctx());
        for change in [
            Change::Email("new \"one\"@example.org".into()),
            Change::FirstName("Zoë 🦀".into()),
            Change::LastName("\\".into()),
            Change::Verified(true),
            Change::Verified(false),
            Change::TransientPayload("{\"a\":[1,2]}".into()),
        ] {
            let text = applied(scenario.ctx(), form::write(scenario.ctx(), &change).unwrap());
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
    let ctx = scenarios::find("login_after_password").unwrap().ctx();
    let text = applied(ctx, form::write(ctx, &Change::Email("new@example.org".into())).unwrap());
    assert!(!text.contains("ada@example.org"), "{text}");
    let settings = scenarios::find("settings_after_profile_new_email").unwrap().ctx();
    let text = applied(settings, form::write(settings, &Change::Email("new@example.org".into())).unwrap());
    let ctx: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ctx["identity"]["traits"]["email"], "new@example.org");
    assert_eq!(ctx["flow"]["identity"]["traits"]["email"], "ada@example.org", "the old one stays beside it");
}

#[test]
fn the_form_shows_the_person_in_every_scenario_that_has_one() {
    for scenario in scenarios::all() {
        let value: Value = serde_json::from_str(scenario.ctx()).unwrap();
        let person = value.get("identity").or_else(|| value["session"].get("identity"));
        let form = form::read(scenario.ctx());
        let Some(person) = person else {
            assert_eq!(form, Form::default(), "{}", scenario.id);
            continue;
        };
        assert_eq!(form.email.as_deref(), person["traits"]["email"].as_str(), "{}", scenario.id);
        assert_eq!(form.first_name.as_deref(), person["traits"]["name"]["first"].as_str(), "{}", scenario.id);
        let proofs = person["verifiable_addresses"].as_array().into_iter().flatten();
        let mut proof =
            proofs.filter(|address| address["via"] == "email").map(|address| address["verified"].as_bool().unwrap());
        assert_eq!(form.verified, proof.next_back(), "{}", scenario.id);
    }
}

#[test]
fn a_proof_is_given_and_taken_back_as_ory_writes_it() {
    for scenario in scenarios::all() {
        let Some(before) = form::read(scenario.ctx()).verified else { continue };
        let ctx = scenario.ctx();
        let there = applied(ctx, form::write(ctx, &Change::Verified(!before)).unwrap());
        let addresses: Value = serde_json::from_str(&there).unwrap();
        let person = addresses.get("identity").unwrap_or(&addresses["session"]["identity"]);
        let address = person["verifiable_addresses"].as_array().unwrap();
        let address = address.iter().find(|address| address["via"] == "email").unwrap();
        assert_eq!(address.get("verified_at").is_some(), !before, "{}", scenario.id);
        if before {
            let new = address["id"] == "00000000-0000-0000-0000-000000000000";
            assert_eq!(address["status"], if new { "pending" } else { "sent" }, "{}", scenario.id);
            continue;
        }
        // Back again, all is as it was, but for a status that could have been either.
        let back = applied(&there, form::write(&there, &Change::Verified(before)).unwrap());
        let pending = ctx.matches("\"pending\"").count();
        assert_eq!(back.lines().count(), ctx.lines().count(), "{}", scenario.id);
        assert!(back == *ctx || pending > 0, "{}:\n{back}", scenario.id);
    }
}

#[test]
fn before_settings_the_person_stands_in_the_session_and_the_flow() {
    let ctx = scenarios::find("settings_before").unwrap().ctx();
    let text = applied(ctx, form::write(ctx, &Change::Email("new@example.org".into())).unwrap());
    let value: Value = serde_json::from_str(&text).unwrap();
    for holder in ["session", "flow"] {
        let identity = &value[holder]["identity"];
        assert_eq!(identity["traits"]["email"], "new@example.org", "{holder}");
        assert_eq!(identity["verifiable_addresses"][0]["value"], "new@example.org", "{holder}");
        assert_eq!(identity["recovery_addresses"][0]["value"], "new@example.org", "{holder}");
    }
}

#[test]
fn the_phone_stays_when_the_mail_changes() {
    let ctx = scenarios::find("registration_after_password_phone").unwrap().ctx();
    let text = applied(ctx, form::write(ctx, &Change::Email("new@example.org".into())).unwrap());
    let value: Value = serde_json::from_str(&text).unwrap();
    let before: Value = serde_json::from_str(ctx).unwrap();
    assert_eq!(value["identity"]["verifiable_addresses"][0], before["identity"]["verifiable_addresses"][0]);
    assert_eq!(value["identity"]["verifiable_addresses"][1]["value"], "new@example.org");
}

#[test]
fn a_payload_comes_and_goes() {
    // Settings by profile carry none, and may one day.
    let ctx = scenarios::find("settings_after_profile").unwrap().ctx();
    assert_eq!(form::read(ctx).transient_payload.as_deref(), Some(""));
    let with = applied(ctx, form::write(ctx, &Change::TransientPayload("{\"a\": 1}".into())).unwrap());
    assert_eq!(form::read(&with).transient_payload.as_deref(), Some("{\"a\":1}"));
    assert_eq!(oddities(&with), Ok(Vec::new()));
    let without = applied(&with, form::write(&with, &Change::TransientPayload(String::new())).unwrap());
    assert_eq!(&without, ctx);
}

#[test]
fn names_are_found_where_other_schemas_keep_them() {
    let text = r#"{"identity":{"traits":{"given_name":"Ada","last_name":"Lovelace"}}}"#;
    let form = form::read(text);
    assert_eq!((form.first_name.as_deref(), form.last_name.as_deref()), (Some("Ada"), Some("Lovelace")));
    let text = applied(text, form::write(text, &Change::FirstName("Zoë".into())).unwrap());
    assert_eq!(text, r#"{"identity":{"traits":{"given_name":"Zoë","last_name":"Lovelace"}}}"#);
}

#[test]
fn a_form_needs_json() {
    assert_eq!(form::read("{"), Form::default());
    assert_eq!(form::write("{", &Change::Verified(true)), Ok(Vec::new()));
    let ctx = scenarios::find("registration_after_password").unwrap().ctx();
    assert!(form::write(ctx, &Change::TransientPayload("{".into())).is_err());
}

#[test]
fn what_holds_a_context_is_recognised() {
    let ctx = scenarios::find("registration_after_password").unwrap().ctx();
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
        format!("hook {{id}} called with {value}, done"),
        format!("level=info body={}", Value::from(value.to_string())),
        format!("{line}\n{line}"),
        format!("// from the docs\n{{ ctx: {value}, }}"),
        format!("/* mine */ {value}"),
        json!([identity, identity]).to_string(),
        json!({ "authenticated_at": "2026-01-01T00:00:00Z", "identity": identity }).to_string(),
    ] {
        let conversion = convert::recognise(&text).unwrap_or_else(|| panic!("not recognised: {text}"));
        let ctx: Value = serde_json::from_str(&conversion.ctx).unwrap();
        assert_eq!(ctx["identity"]["traits"], value["identity"]["traits"]);
        let found = oddities(&conversion.ctx).unwrap();
        let told = |odd: &Odd| !matches!(odd.oddity, Oddity::Missing { .. });
        assert!(!found.iter().any(told), "{}: {found:?}", conversion.what);
    }
}

#[test]
fn a_conversion_keeps_the_order_and_every_digit() {
    let text = r#"{"ctx":{"request_method":"GET","flow":{"b":9007199254740993,"a":1.50}}}"#;
    let kept = convert::recognise(text).unwrap().ctx;
    assert_eq!(
        kept,
        "{\n  \"request_method\": \"GET\",\n  \"flow\": {\n    \"b\": 9007199254740993,\n    \"a\": 1.50\n  }\n}\n"
    );
}

#[test]
fn what_is_a_context_or_nothing_of_the_kind_is_left_alone() {
    for (name, ctx) in recordings() {
        assert_eq!(convert::recognise(&ctx), None, "{name}");
    }
    for text in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{ \"a\": { \"b\": 1 } }",
        "not json at all",
        "{ not {{ json {",
        "{ \"flow\": {}, \"identity\": {}, }",
    ] {
        assert_eq!(convert::recognise(text), None, "{text}");
    }
}
