//! A draft survives being kept as text; what cannot be read says why.

use playground::{
    draft::{
        ActionDraft, Adding, Auth, Carrier, Draft, Flow, Header, Method, Moment, OwnScenario, Place, Placement,
        PresentHook, PresentList, SignIn,
    },
    share::saved::{self, Unreadable},
};

fn draft() -> Draft {
    Draft {
        template: "function(ctx) { a: \"ü 🦀 \\u2028\" }\r\n".into(),
        ctx: "{ \"identity\": null,".into(),
        left_out: 7,
        action: ActionDraft {
            url: "https://mandrillapp.com/api/1.0/messages/send".into(),
            method: "PUT".into(),
            ignore_response: false,
            parse_response: true,
            headers: vec![Header { name: "X-A".into(), value: "b".into() }],
            auth: Auth::ApiKey { name: "A".into(), carrier: Carrier::Cookie, prefix: "Bearer ".into() },
            id: "mail".into(),
            emit_analytics_event: false,
        },
        placement: Placement {
            places: vec![
                Place::after(Flow::Settings, Method::LookupSecret),
                Place::general(Flow::Login, Moment::Before),
                Place::general(Flow::Verification, Moment::After),
            ],
            project: "p".into(),
            workspace: "w".into(),
            adding: Adding::Replace,
            sign_in: SignIn::WorkspaceKey,
            present: Some(vec![PresentList {
                place: Place::after(Flow::Settings, Method::Profile),
                hooks: vec![PresentHook { hook: "session".into(), ..PresentHook::default() }],
            }]),
        },
        muted: vec!["body/no-subject".into()],
        pins: vec![(0, 1)],
        own_scenarios: vec![OwnScenario { name: "mine".into(), ctx: "{}".into(), left_out: 3 }],
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
    let newer = saved::write(&draft()).replacen("\"version\":2", "\"version\":7", 1);
    assert_eq!(saved::read(&newer), Err(Unreadable::Newer(7)));
}

/// As the first version wrote it.
fn first_version(placement: &str) -> String {
    format!(
        r#"{{"version":1,"draft":{{"template":"t","ctx":"{{}}","action":{{"url":"u","method":"POST","ignore_response":false}},"placement":{placement}}}}}"#
    )
}

#[test]
fn the_one_place_of_the_first_version_becomes_a_list() {
    for (flow, moment, methods, places) in [
        (
            "registration",
            "after",
            r#"["password","oidc"]"#,
            &["registration/after/password", "registration/after/oidc"][..],
        ),
        ("registration", "after", "[]", &["registration/after"]),
        ("login", "before", r#"["password"]"#, &["login/before"]),
        ("recovery", "after", r#"["password"]"#, &["recovery/after"]),
        ("settings", "after", r#"["profile","code"]"#, &["settings/after/profile"]),
    ] {
        let placement =
            format!(r#"{{"flow":"{flow}","moment":"{moment}","methods":{methods},"project":"p","workspace":"w"}}"#);
        let draft = saved::read(&first_version(&placement)).unwrap();
        let read: Vec<String> = draft.placement.places.iter().map(Place::to_string).collect();
        assert_eq!(read, places, "{placement}");
        assert_eq!((draft.placement.project.as_str(), draft.placement.workspace.as_str()), ("p", "w"));
        assert_eq!(draft.placement.adding, Adding::Last);
        assert!(!draft.action.ignore_response && draft.action.emit_analytics_event && draft.action.auth == Auth::None);
    }
}

#[test]
fn an_old_state_without_a_placement_is_damaged_and_no_panic() {
    for placement in ["{}", "null", r#"{"flow":"logout","moment":"after","methods":[],"project":"","workspace":""}"#] {
        assert!(matches!(saved::read(&first_version(placement)), Err(Unreadable::Damaged(_))), "{placement}");
    }
}

#[test]
fn a_draft_of_a_page_that_kept_no_pins_opens_without_any() {
    let old = saved::write(&draft()).replacen(",\"pins\":[[0,1]]", "", 1);
    assert!(!old.contains("pins"), "{old}");
    assert_eq!(saved::read(&old), Ok(Draft { pins: Vec::new(), ..draft() }));
}
