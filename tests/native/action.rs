//! The action: Ory's own validator agrees with ours, and what the page makes is accepted.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use playground::{
    draft::{ActionDraft, Auth, Carrier, Header, Place},
    mandrill::{SEND, SEND_TEMPLATE, key},
    ory::action::{
        self, Action,
        address::absolute,
        fields::{FIELDS, find},
        receivers::{RECEIVERS, is_mandrill},
        schema,
        secrets::Secrets,
    },
    report::first_draft,
};
use serde_json::{Value, json};

#[test]
fn our_verdict_on_hooks_is_kratos_own() {
    let cases = include_str!("../cases/actions.jsonl");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in cases.split('\n').filter(|line| !line.is_empty()) {
        let case: Value = serde_json::from_str(line).unwrap();
        count += 1;
        let refusals = schema::refusals(case["at"].as_str().unwrap(), &case["hooks"]);
        if refusals.is_empty() != case["accepted"].as_bool().unwrap() {
            wrong.push(format!(
                "{} at {}: {}\nours: {refusals:?}\nKratos: {}",
                case["name"], case["at"], case["hooks"], case["error"]
            ));
        }
    }
    println!("{count} lists of hooks, {} judged otherwise", wrong.len());
    assert!(count > 100 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_refusal_is_a_sentence() {
    for line in include_str!("../cases/actions.jsonl").split('\n').filter(|line| !line.is_empty()) {
        let case: Value = serde_json::from_str(line).unwrap();
        for refusal in schema::refusals(case["at"].as_str().unwrap(), &case["hooks"]) {
            assert!(refusal.what.ends_with('.') && refusal.what.contains(' '), "{}: {refusal:?}", case["name"]);
        }
    }
}

/// Every kind of action the page can make.
fn actions() -> Vec<ActionDraft> {
    let plain = ActionDraft { url: SEND.to_owned(), ..ActionDraft::default() };
    let mut all = vec![
        plain.clone(),
        ActionDraft { ignore_response: false, ..plain.clone() },
        ActionDraft { ignore_response: false, parse_response: true, ..plain.clone() },
        ActionDraft {
            id: "mail".into(),
            emit_analytics_event: false,
            headers: vec![Header { name: "X-Größe".into(), value: "\"é\" \\ '".into() }],
            ..plain.clone()
        },
        ActionDraft {
            auth: Auth::ApiKey { name: "session".into(), carrier: Carrier::Cookie, prefix: String::new() },
            ..plain.clone()
        },
    ];
    all.extend(RECEIVERS.iter().map(|receiver| receiver.choose(&plain)));
    all
}

#[test]
fn what_the_page_makes_is_accepted_wherever_it_can_be_placed() {
    for draft in actions() {
        let action = Action::new(&draft, action::inline_body("function(ctx) {}"), &Secrets::default());
        for place in Place::all() {
            assert_eq!(schema::refusals(&place.location(), &json!([action])), [], "{place}: {draft:?}");
        }
    }
}

#[test]
fn the_action_is_spelled_as_ory_spells_it() {
    let spelled =
        |draft: &ActionDraft, secrets: &Secrets| Action::new(draft, "base64://e30=".into(), secrets).compact();
    let waiting = ActionDraft { url: SEND.to_owned(), ignore_response: false, ..ActionDraft::default() };
    let none = Secrets::default();
    assert_eq!(
        spelled(&waiting, &none),
        r#"{"hook":"web_hook","config":{"url":"https://mandrillapp.com/api/1.0/messages/send","method":"POST","body":"base64://e30="}}"#
    );
    let beside = ActionDraft { ignore_response: true, ..waiting.clone() };
    assert!(spelled(&beside, &none).ends_with(r#""body":"base64://e30=","response":{"ignore":true}}}"#));
    let mut secrets = Secrets::default();
    secrets.set_value(" abc ");
    let bearer = ActionDraft {
        auth: Auth::ApiKey { name: "Authorization".into(), carrier: Carrier::Header, prefix: "Bearer ".into() },
        ..waiting.clone()
    };
    assert!(
        spelled(&bearer, &secrets).contains(
            r#""auth":{"type":"api_key","config":{"name":"Authorization","value":"Bearer abc","in":"header"}}"#
        )
    );
    assert!(spelled(&bearer, &none).contains(r#""value":"Bearer {Your-Secret}""#));
    secrets.set_user("write-key");
    let user = ActionDraft { auth: Auth::BasicAuth { empty_password: true }, ..waiting };
    assert!(
        spelled(&user, &secrets)
            .contains(r#""auth":{"type":"basic_auth","config":{"user":"write-key","password":""}}"#)
    );
}

#[test]
fn an_action_taken_apart_and_made_again_is_the_same() {
    let mut secrets = Secrets::default();
    secrets.set_value("s3cr3t");
    secrets.set_user("u");
    secrets.set_password("p w");
    for draft in actions() {
        let made = Action::new(&draft, "base64://e30=".into(), &secrets);
        let read: Action = serde_json::from_str(&made.pretty()).unwrap();
        let (again, secrets, body) = read.taken_apart();
        assert_eq!(again, draft);
        assert_eq!(Action::new(&again, body.unwrap(), &secrets), made);
    }
}

#[test]
fn can_interrupt_is_read_as_parse() {
    let read: Action = serde_json::from_value(
        json!({ "hook": "web_hook", "config": { "url": "https://x.com", "method": "POST", "can_interrupt": true } }),
    )
    .unwrap();
    let (draft, _, body) = read.taken_apart();
    assert!(draft.parse_response && !draft.ignore_response);
    assert_eq!(body, None);
    assert!(!Action::new(&draft, String::new(), &Secrets::default()).compact().contains("can_interrupt"));
}

#[test]
fn secrets_do_not_print() {
    let mut secrets = Secrets::default();
    secrets.set_password("hunter2");
    assert!(!format!("{secrets:?}").contains("hunter2"));
}

#[test]
fn every_field_the_schema_knows_is_explained() {
    let told: BTreeSet<&str> = FIELDS.iter().map(|field| field.path.split('.').next().unwrap()).collect();
    let known: BTreeSet<&str> = schema::CONFIG.iter().copied().collect();
    assert_eq!(told, known);
    for field in FIELDS {
        assert!(field.about.ends_with('.') && !field.holds.is_empty(), "{field:?}");
    }
}

#[test]
fn the_first_action_is_right_for_mandrill() {
    let action = first_draft().action;
    assert!(action.ignore_response && !action.parse_response && action.auth == Auth::None && action.headers.is_empty());
    assert_eq!((action.url.as_str(), action.method.as_str()), (SEND, "POST"));
    for path in ["response.ignore", "response.parse"] {
        assert!(!find(path).unwrap().for_mandrill.is_empty());
    }
}

#[test]
fn every_receiver_has_an_address_ory_takes() {
    for receiver in RECEIVERS {
        assert_eq!(absolute(receiver.url), Ok(()), "{}", receiver.name);
    }
    assert_eq!(RECEIVERS[0].url, SEND);
    assert_eq!(RECEIVERS[1].url, SEND_TEMPLATE);
    assert!(
        is_mandrill("https://mandrillapp.com/api/1.4/messages/send.json")
            && is_mandrill("https://MandrillApp.com:443/")
    );
    assert!(
        !is_mandrill("https://mandrillapp.com.evil.example/") && !is_mandrill("https://x@example.org/mandrillapp.com")
    );
}

#[test]
fn base64_is_go_s_standard_encoding() {
    let text = "ü~?>\u{0}🦀 ".repeat(200);
    let encoded = action::base64(&text);
    assert!(!encoded.contains(['\n', '-', '_']) && encoded.len().is_multiple_of(4));
    assert_eq!(STANDARD.decode(encoded).unwrap(), text.as_bytes());
}

#[test]
fn an_address_is_absolute_when_go_says_so() {
    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        absolute: bool,
    }
    let mut wrong = Vec::new();
    for line in include_str!("../cases/addresses.jsonl").split('\n').filter(|line| !line.is_empty()) {
        let case: Case = serde_json::from_str(line).unwrap();
        let ours = absolute(&case.text);
        if ours.is_ok() != case.absolute {
            wrong.push(format!("{:?}: Go says {}, we {ours:?}", case.text, case.absolute));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_key_is_put_in_only_for_the_placeholder() {
    let template = "key: '{Your-Mailchimp-Api-Key}', {Your-Mailchimp-Api-Key}";
    assert_eq!(key::put_in(template, Some("md-1")), "key: 'md-1', md-1");
    assert_eq!(key::put_in(template, None), template);
}

#[test]
fn a_key_is_told_from_what_cannot_be_one() {
    assert_eq!(key::examine("md-0123456789abcdefghij"), Ok(()));
    assert_eq!(key::examine("0123456789abcdef0123456789abcdef-us21"), Err(key::NotAKey::Marketing));
    assert_eq!(key::examine("it's"), Err(key::NotAKey::Character));
}

#[test]
fn a_literal_key_is_noticed() {
    let template = "{ monkey: 'md-0123456789abcdefghij', key: \"md-0123456789abcdefghij\" }";
    let span = key::literal(template).unwrap();
    assert_eq!((span.of(template), span.start), ("md-0123456789abcdefghij", template.rfind("md-").unwrap()));
    assert_eq!(key::literal("{ key: '{Your-Mailchimp-Api-Key}', note: 'key: x' }"), None);
}
