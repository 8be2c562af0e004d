//! A draft survives being kept as text; what cannot be read says why.

use playground::{
    draft::{ActionDraft, Draft, Flow, Method, Moment, OwnScenario, Placement},
    share::saved::{self, Unreadable},
};

fn draft() -> Draft {
    Draft {
        template: "function(ctx) { a: \"ü 🦀 \\u2028\" }\r\n".into(),
        ctx: "{ \"identity\": null,".into(),
        action: ActionDraft {
            url: "https://mandrillapp.com/api/1.0/messages/send".into(),
            method: "POST".into(),
            ignore_response: true,
        },
        placement: Placement {
            flow: Flow::Settings,
            moment: Moment::After,
            methods: vec![Method::LookupSecret, Method::Profile],
            project: "p".into(),
            workspace: "w".into(),
        },
        own_scenarios: vec![OwnScenario { name: "mine".into(), ctx: "{}".into() }],
    }
}

#[test]
fn a_draft_comes_back_as_it_was() {
    assert_eq!(saved::read(&saved::write(&draft())), Ok(draft()));
}

#[test]
fn a_damaged_state_says_so() {
    let whole = saved::write(&draft());
    for text in ["", "null", "{}", "not json", &whole[..whole.len() / 2]] {
        assert!(matches!(saved::read(text), Err(Unreadable::Damaged(_))), "{text:?} gave {:?}", saved::read(text));
    }
}

#[test]
fn a_newer_state_is_not_guessed_at() {
    let newer = saved::write(&draft()).replacen("\"version\":1", "\"version\":7", 1);
    assert_eq!(saved::read(&newer), Err(Unreadable::Newer(7)));
}
