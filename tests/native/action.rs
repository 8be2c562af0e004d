//! The action: Ory's own validator agrees with ours, and what the page makes is accepted.

use base64::{Engine, engine::general_purpose::STANDARD};
use playground::{
    draft::{Flow, Moment},
    mandrill::key,
    ory::{
        action::{self, Action, address::absolute, schema},
        placement::{general_place_can_be_passed_over, locations},
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
fn what_the_page_makes_is_accepted_wherever_it_can_be_placed() {
    for flow in Flow::ALL {
        for moment in [Moment::Before, Moment::After] {
            for methods in std::iter::once(Vec::new())
                .chain(flow.methods().iter().map(|method| vec![*method]))
                .chain([flow.methods().to_vec()])
            {
                for ignore in [true, false] {
                    let mut draft = first_draft();
                    draft.placement.flow = flow;
                    draft.placement.moment = moment;
                    draft.placement.methods = methods.clone();
                    draft.action.ignore_response = ignore;
                    let action = Action::new(&draft.action, action::inline_body(&draft.template));
                    for location in locations(&draft.placement) {
                        assert_eq!(schema::refusals(&location, &json!([action])), [], "{location}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_action_is_spelled_as_ory_spells_it() {
    let mut draft = first_draft();
    let plain = Action::new(&draft.action, "base64://e30=".into()).compact();
    assert_eq!(
        plain,
        r#"{"hook":"web_hook","config":{"url":"https://mandrillapp.com/api/1.0/messages/send","method":"POST","body":"base64://e30="}}"#
    );
    draft.action.ignore_response = true;
    assert!(
        Action::new(&draft.action, "base64://e30=".into())
            .compact()
            .ends_with(r#""body":"base64://e30=","response":{"ignore":true}}}"#)
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
fn what_go_takes_as_an_absolute_address() {
    for good in [
        "https://x.com/{a}",
        "https://x.com/a b",
        "http://127.0.0.1:4459/x",
        "base64://-_--",
        "https://[::1]:80/",
        "mailto:a@b",
        "https://é.example/",
    ] {
        assert_eq!(absolute(good), Ok(()), "{good}");
    }
    for bad in [
        "",
        "/send",
        "x.com/a",
        "https://{dc}.api.mailchimp.com",
        "https://a b.com/",
        "https://x.com:port/",
        "https://x.com/%zz",
        "base64://e30=\n",
        "1a://x",
        "https://[::1/",
    ] {
        assert!(absolute(bad).is_err(), "{bad}");
    }
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

#[test]
fn the_general_place_can_be_passed_over_where_methods_are() {
    let mut placement = first_draft().placement;
    assert!(!general_place_can_be_passed_over(&placement));
    placement.methods.clear();
    assert!(general_place_can_be_passed_over(&placement));
    placement.flow = Flow::Recovery;
    assert!(!general_place_can_be_passed_over(&placement));
}
