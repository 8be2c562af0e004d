//! Where a hook may stand, and what a command makes of a project's lists.

use playground::{
    draft::{ActionDraft, Adding, Flow, Method, Moment, Place, Placement, PresentHook},
    ory::{
        placement::{changes, locations},
        present::{self, Line, Mark, Present},
    },
    share::artefacts::configuration,
};
use serde_json::{Value, json};

#[test]
fn a_place_is_written_and_read_back() {
    let all = Place::all();
    // Facts, section 7: three flows with methods, two without, each with a general list before and after.
    assert_eq!(all.len(), 5 * 2 + 5 + 7 + 7);
    for place in all {
        assert_eq!(place.to_string().parse(), Ok(place));
        assert_eq!(Place::at(&place.location()), Some(place));
    }
    for none in [
        "",
        "registration",
        "registration/after/totp",
        "login/before/password",
        "settings/after/code",
        "logout/after",
        "registration/after/password/x",
        "verification/after/code",
    ] {
        let error = none.parse::<Place>().unwrap_err();
        assert!(error.to_string().contains(none));
    }
}

#[test]
fn locations_come_once_and_in_order() {
    let placement = Placement {
        places: vec![
            Place::general(Flow::Login, Moment::Before),
            Place::after(Flow::Registration, Method::Oidc),
            Place::after(Flow::Registration, Method::Password),
            Place::general(Flow::Login, Moment::Before),
        ],
        ..Placement::default()
    };
    assert_eq!(
        locations(&placement),
        [
            "/selfservice/flows/registration/after/password/hooks",
            "/selfservice/flows/registration/after/oidc/hooks",
            "/selfservice/flows/login/before/hooks",
        ]
    );
}

#[test]
fn only_general_lists_after_flows_with_methods_can_be_passed_over() {
    let passed_over: Vec<String> =
        Place::all().into_iter().filter(|place| place.can_be_passed_over()).map(|place| place.to_string()).collect();
    assert_eq!(passed_over, ["registration/after", "login/after", "settings/after"]);
}

fn config() -> Value {
    json!({ "selfservice": { "flows": { "registration": { "after": { "password": { "hooks": [
        { "hook": "session" },
        { "hook": "web_hook", "config": {
            "url": "https://u:p@Hooks.Example.org/T0KEN?x=1", "method": "POST",
            "auth": { "type": "api_key", "config": { "name": "a", "value": "s3cr3t", "in": "header" } },
            "can_interrupt": true
        } },
    ] } } }, "login": { "before": { "hooks": [] } } } } })
}

#[test]
fn the_project_s_hooks_are_found_in_every_form_of_its_configuration() {
    let place = Place::after(Flow::Registration, Method::Password);
    for whole in [
        config(),
        json!({ "services": { "identity": { "config": config() } } }),
        json!({ "kratos": { "config": config() } }),
    ] {
        let present = Present::of(&whole).unwrap();
        assert_eq!(present.hooks(place).len(), 2);
        assert!(present.hooks(Place::general(Flow::Login, Moment::Before)).is_empty());
    }
    assert_eq!(Present::of(&json!({ "selfservice": {} })), Some(Present::default()));
    for other in [json!([]), json!("selfservice"), json!({ "a": 1 })] {
        assert_eq!(Present::of(&other), None);
    }
}

#[test]
fn no_secret_is_left_in_what_is_shown_or_saved() {
    let present = Present::of(&config()).unwrap();
    let summary = serde_json::to_string(&present.summary()).unwrap();
    let masked = present.masked();
    let shown = serde_json::to_string(masked.hooks(Place::after(Flow::Registration, Method::Password))).unwrap();
    for text in [summary.as_str(), &format!("{present:?}"), &format!("{:?}", present.summary())] {
        assert!(!text.contains("s3cr3t") && !text.contains("T0KEN"), "{text}");
    }
    assert!(!shown.contains("s3cr3t") && !shown.contains("T0KEN") && shown.contains("hooks.example.org"), "{shown}");
    let hook = &present.summary()[0].hooks[1];
    assert_eq!(hook.words(), "web_hook → hooks.example.org, parses the answer");
}

fn hook(name: &str, mark: u32) -> PresentHook {
    PresentHook { hook: name.into(), mark, ..PresentHook::default() }
}

fn after(hooks: &[PresentHook], adding: Adding) -> Vec<PresentHook> {
    present::after(hooks, hook("ours", 7), adding, PresentHook::clone)
}

#[test]
fn the_list_as_it_will_be() {
    let there = [hook("session", 0), hook("other", 3)];
    let names = |list: &[PresentHook]| list.iter().map(|hook| hook.hook.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(names(&after(&there, Adding::Last)), "session other ours");
    assert_eq!(names(&after(&there, Adding::First)), "ours session other");
    assert_eq!(names(&after(&there, Adding::Replace)), "session other ours");
    // An earlier version of its own is replaced where it stands; of two, nobody knows which.
    let earlier = [hook("session", 0), hook("earlier", 7), hook("other", 3)];
    assert_eq!(names(&after(&earlier, Adding::Replace)), "session ours other");
    let two = [hook("earlier", 7), hook("earlier still", 7)];
    assert_eq!(names(&after(&two, Adding::Replace)), "earlier earlier still ours");
    // Run twice, it is the same.
    assert_eq!(after(&after(&earlier, Adding::Replace), Adding::Replace), after(&earlier, Adding::Replace));
}

#[test]
fn a_diff_keeps_what_stays() {
    let lines = |before: &[&str], after: &[&str]| -> String {
        let list = |names: &[&str]| names.iter().map(|name| hook(name, 0)).collect::<Vec<_>>();
        let spell = |Line { mark, text }: Line| match mark {
            Mark::Same => format!(" {text}"),
            Mark::Added => format!("+{text}"),
            Mark::Removed => format!("-{text}"),
        };
        present::diff(&list(before), &list(after)).into_iter().map(spell).collect::<Vec<_>>().join(",")
    };
    assert_eq!(lines(&[], &["a"]), "+a");
    assert_eq!(lines(&["a", "b"], &["a", "b", "c"]), " a, b,+c");
    assert_eq!(lines(&["a", "b"], &["c", "a", "b"]), "+c, a, b");
    assert_eq!(lines(&["a", "b", "c"], &["a", "d", "c"]), " a,-b,+d, c");
    assert_eq!(lines(&["a"], &[]), "-a");
}

#[test]
fn a_configuration_is_read_as_json_and_as_yaml() {
    let json = serde_json::to_string(&config()).unwrap();
    let yaml = r#"
hook: &hook
  hook: web_hook
  config: &config { url: "https://u:p@Hooks.Example.org/T0KEN?x=1", method: POST }
selfservice:
  flows:
    registration:
      after:
        password:
          hooks:
            - hook: session
            - hook: web_hook
              config:
                <<: *config
                auth: { type: api_key, config: { name: a, value: s3cr3t, in: header } }
                can_interrupt: true
    login: { before: { hooks: [] } }
"#;
    let (one, other) = (configuration(&json).unwrap(), configuration(yaml).unwrap());
    assert_eq!(one.summary(), other.summary());
    let place = Place::after(Flow::Registration, Method::Password);
    assert_eq!(one.hooks(place), other.hooks(place));
}

#[test]
fn what_is_no_configuration_says_why() {
    for (text, word) in [
        ("{", "line 1"),
        ("a: [", "Line"),
        ("[]", "selfservice"),
        ("hello", "selfservice"),
        ("{\"a\": 1}", "selfservice"),
        (
            "a: &a [x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e]\ng: &g [*f, *f, *f, *f, *f, *f, *f, *f]\nh: [*g, *g, *g, *g, *g, *g, *g, *g]\n",
            "aliases",
        ),
    ] {
        let words = configuration(text).unwrap_err();
        assert!(words.contains(word) && words.ends_with('.'), "{text:?}: {words}");
    }
}

#[test]
fn the_list_as_it_will_be_is_told_for_each_place() {
    let action = ActionDraft { url: "https://mandrillapp.com/api/1.0/messages/send".into(), ..ActionDraft::default() };
    let mut placement = Placement {
        places: vec![Place::after(Flow::Registration, Method::Password), Place::general(Flow::Login, Moment::Before)],
        ..Placement::default()
    };
    assert_eq!(changes(&placement, &action), []);
    placement.present = Some(configuration(&config().to_string()).unwrap().summary());
    let told: Vec<String> = changes(&placement, &action)
        .iter()
        .flat_map(|change| {
            change.lines().into_iter().map(|line| format!("{} {:?} {}", change.place, line.mark, line.text))
        })
        .collect();
    assert_eq!(
        told,
        [
            "registration/after/password Same session",
            "registration/after/password Same web_hook → hooks.example.org, parses the answer",
            "registration/after/password Added web_hook → mandrillapp.com, beside the flow",
            "login/before Added web_hook → mandrillapp.com, beside the flow",
        ]
    );
}

#[test]
fn a_group_moves_as_far_as_the_other_flow_has_its_methods() {
    let place = |text: &str| text.parse::<Place>().unwrap();
    let moved = |places: &[&str], from: &str, to: &str| {
        let mut placement =
            Placement { places: places.iter().map(|text| place(text)).collect(), ..Placement::default() };
        let (from, to) = (place(from), place(to));
        placement.move_group((from.flow, from.moment), (to.flow, to.moment));
        placement.places.iter().map(Place::to_string).collect::<Vec<_>>().join(" ")
    };
    let both = ["registration/after/password", "registration/after/code"];
    assert_eq!(moved(&both, "registration/after", "login/after"), "login/after/password login/after/code");
    assert_eq!(moved(&both, "registration/after", "settings/after"), "settings/after/password");
    assert_eq!(moved(&both, "registration/after", "recovery/after"), "recovery/after");
    assert_eq!(moved(&both, "registration/after", "login/before"), "login/before");
    assert_eq!(moved(&["recovery/after"], "recovery/after", "login/after"), "login/after");
    let two = ["registration/after/code", "settings/after/profile"];
    assert_eq!(
        moved(&two, "settings/after", "registration/after"),
        "registration/after/code registration/after/password"
    );
}
