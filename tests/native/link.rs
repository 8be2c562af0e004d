//! Drafts as links: what is in them, what is not, and what becomes of bad ones.

use std::io::Write;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, write::DeflateEncoder};
use playground::{
    diagnostic::Document,
    draft::{Draft, OwnScenario},
    mandrill::gallery::EXAMPLES,
    ory::scenarios,
    report::{first_draft, opening::example},
    share::link::{self, Params, Unopenable},
};

fn drafts() -> Vec<(String, Draft)> {
    let mut drafts = vec![("first".to_owned(), first_draft())];
    drafts.extend(EXAMPLES.iter().map(|it| (it.id.to_owned(), example(it, &first_draft()))));
    for scenario in scenarios::all() {
        let name = format!("scenario {}", scenario.id);
        drafts.push((name, Draft { ctx: scenario.ctx().to_owned(), left_out: scenario.left_out, ..first_draft() }));
        let edited = scenario.ctx().replacen("browser", "another", 2);
        drafts.push((format!("edited {}", scenario.id), Draft { ctx: edited, ..first_draft() }));
    }
    for ctx in ["", "{", "null", "{ \"a\": 1,\n }", "\u{feff}{}", "{\"é🦀\": \"\\n\"}\n"] {
        drafts.push((format!("ctx {ctx:?}"), Draft { ctx: ctx.to_owned(), ..first_draft() }));
    }
    let own =
        OwnScenario { name: "mine 🦀".to_owned(), ctx: first_draft().ctx.replace("example", "else"), left_out: 7 };
    drafts.push(("own".to_owned(), Draft { own_scenarios: vec![own], ..first_draft() }));
    drafts
}

/// The draft of a link that opens without a word.
fn opened(fragment: &str) -> Draft {
    let opened = link::read(fragment).expect("a link");
    assert_eq!(opened.notes, Vec::<String>::new());
    opened.draft
}

#[test]
fn a_draft_comes_back_as_it_was() {
    for (name, draft) in drafts() {
        assert_eq!(opened(&link::write(&draft)), draft, "{name}");
    }
}

/// A recording, as it stands in the cases and in two other layouts, makes no long link.
#[test]
fn links_are_short() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/recorded");
    for entry in std::fs::read_dir(folder).expect("recordings") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a recording");
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for ctx in [text, value.to_string()] {
            let draft = Draft { ctx, ..first_draft() };
            let link = link::write(&draft);
            assert_eq!(opened(&link), draft, "{}", path.display());
            // The picture of a TOTP secret, which nothing makes shorter, is in every recording of settings.
            let most = if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("settings")) {
                5_200
            } else {
                2_400
            };
            assert!(link.len() <= most, "{} characters: {}", link.len(), path.display());
        }
    }
    assert!(link::write(&first_draft()).len() <= 900, "{}", link::write(&first_draft()).len());
}

/// Links that were handed out open for ever: a line of `v1.jsonl` may be added, and none changed.
#[test]
fn links_of_version_1_keep_opening() {
    let golden = include_str!("../cases/links/v1.jsonl");
    let mut count = 0;
    for line in golden.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        let fragment = case["fragment"].as_str().expect("a fragment");
        let draft: Draft = serde_json::from_value(case["draft"].clone()).expect("a draft");
        assert_eq!(opened(fragment), draft, "{}", case["name"]);
        count += 1;
    }
    assert!(count >= 4);
}

/// Writes today's links as lines for `v1.jsonl`: `cargo test --test native golden_lines -- --ignored --nocapture`.
#[test]
#[ignore = "prints new golden lines"]
fn golden_lines() {
    for (name, draft) in drafts() {
        let line = serde_json::json!({ "name": name, "fragment": link::write(&draft), "draft": draft });
        println!("{line}");
    }
}

fn packed(version: u32, json: &[u8]) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(json).expect("memory");
    format!("d{version}.{}", URL_SAFE_NO_PAD.encode(encoder.finish().expect("memory")))
}

#[test]
fn a_bad_link_says_what_is_wrong() {
    let good = link::write(&first_draft());
    for cut in [good.len() - 1, good.len() / 2, 10, 4, 3] {
        assert_eq!(link::read(&good[..cut]), Err(Unopenable::Damaged), "cut at {cut}");
    }
    let newer = good.replacen("d1.", "d7.", 1);
    assert_eq!(link::read(&newer), Err(Unopenable::Newer(7)));
    assert!(Unopenable::Newer(7).to_string().contains("version 7"));
    assert_eq!(link::read(&packed(1, b"{}")), Err(Unopenable::Damaged));
    assert_eq!(link::read(&packed(1, b"")), Err(Unopenable::Damaged));
    assert_eq!(link::read(""), Err(Unopenable::Damaged));
    assert_eq!(link::read("d0.AAAA"), Err(Unopenable::Damaged));
    assert_eq!(link::read(&format!("d1.{}", "A".repeat(link::LONGEST))), Err(Unopenable::TooLong));
    for letter in ["#", "?", "é", "=", " "] {
        assert!(link::read(&good.replacen('.', &format!(".{letter}"), 1)).is_err());
    }
}

/// The catalogue may change: what was an edit of it then is told, and the rest opens.
#[test]
fn an_edit_of_a_scenario_that_changed_is_told() {
    let placement = r#"{"places":["login/before"],"project":"","workspace":""}"#;
    let action = r#"{"url":"https://e.org","method":"POST","ignore_response":true}"#;
    for (ctx, word) in [
        (r#"{"s":"login_before","h":1,"d":[[1,1,["x"]]]}"#, "has changed since"),
        (r#"{"s":"of_another_time"}"#, "does not have"),
    ] {
        let json = format!(r#"{{"t":"function(ctx) ctx","c":{ctx},"a":{action},"p":{placement}}}"#);
        let opened = link::read(&packed(1, json.as_bytes())).expect("a link");
        assert_eq!(opened.draft.template, "function(ctx) ctx");
        assert!(opened.notes.iter().any(|note| note.contains(word)), "{:?}", opened.notes);
    }
}

/// Little link, much draft: the reader stops at the limit, however much would follow.
#[test]
fn a_bomb_ends_at_the_limit() {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let zeroes = vec![b' '; 1_000_000];
    for _ in 0..40 {
        encoder.write_all(&zeroes).expect("memory");
    }
    let bomb = format!("d1.{}", URL_SAFE_NO_PAD.encode(encoder.finish().expect("memory")));
    assert!(bomb.len() < link::LONGEST, "{}", bomb.len());
    assert_eq!(link::read(&bomb), Err(Unopenable::TooLarge));
}

#[test]
fn no_key_gets_into_a_link() {
    let key = "md-abcdefghijklmnop12345";
    let draft = Draft { template: format!("function(ctx) {{ key: \"{key}\" }}"), ..first_draft() };
    let again = opened(&link::write(&draft));
    assert_eq!(again.template, "function(ctx) { key: \"{Your-Mailchimp-Api-Key}\" }");
    assert!(!link::markdown("https://e.org/", &draft).contains(key));
}

#[test]
fn what_looks_like_a_secret_is_found_and_can_be_left_out() {
    let ctx = r#"{
  "flow": {
    "request_url": "http://h/self-service/methods/oidc/callback/x?code=abc123def&state=st4te&flow=keep",
    "ui": { "nodes": [
      { "attributes": { "name": "csrf_token", "value": "my-csrf-0123456" } },
      { "attributes": { "name": "traits.email", "value": "somebody@example.org" } }
    ] },
    "transient_payload": { "api_key": "kkkkkkkk", "note": "Bearer abcdefghijklmnopqrstuv" },
    "continue_with": [ { "ory_session_token": "ory_st_ABCDEFGHIJKL" } ]
  },
  "request_headers": { "Authorization": ["Bearer zzzzzzzzzzzzzzzzzzzz"], "Accept": ["text/html"] },
  "request_cookies": { "ory_kratos_session": "MTY5MDMyNjE3OHx" },
  "identity": { "id": "2977e458-5bc2-4ddd-ada1-f6f7a55a3c95", "traits": { "email": "somebody@example.org" } }
}"#;
    let draft = Draft { ctx: ctx.to_owned(), ..first_draft() };
    let leaks = link::secrets(&draft);
    let told: Vec<(&str, &str)> = leaks.iter().map(|leak| (leak.at.as_str(), leak.what)).collect();
    assert_eq!(
        told,
        [
            ("ctx.flow.request_url", "a code"),
            ("ctx.flow.request_url", "a state of the sign-in"),
            ("ctx.flow.ui.nodes[0].attributes.csrf_token", "a CSRF token"),
            ("ctx.flow.transient_payload.api_key", "a secret"),
            ("ctx.flow.transient_payload.note", "credentials"),
            ("ctx.flow.continue_with[0].ory_session_token", "a token"),
            ("ctx.request_headers.Authorization[0]", "credentials"),
            ("ctx.request_cookies.ory_kratos_session", "a cookie"),
        ]
    );
    let clean = link::without(&draft, &leaks);
    assert_eq!(link::secrets(&clean), []);
    for secret in ["abc123def", "st4te", "my-csrf", "kkkkkkkk", "abcdefghijkl", "ory_st_", "zzzz", "MTY5"] {
        assert!(!clean.ctx.contains(secret), "{secret}");
    }
    assert!(clean.ctx.contains("flow=keep") && clean.ctx.contains("somebody@example.org"));
    assert!(serde_json::from_str::<serde_json::Value>(&clean.ctx).is_ok());
    let keyed = Draft { template: "{ key: \"md-abcdefghijklmnop12345\" }".to_owned(), ..first_draft() };
    let leaks = link::secrets(&keyed);
    assert!(
        matches!(leaks.as_slice(), [leak] if leak.document == Document::Template && leak.at == "line 1"),
        "{leaks:?}"
    );
}

/// What the catalogue shows to everybody is no secret.
#[test]
fn the_catalogue_leaks_nothing() {
    for scenario in scenarios::all() {
        let draft = Draft { ctx: scenario.ctx().to_owned(), ..first_draft() };
        assert_eq!(link::secrets(&draft), [], "{}", scenario.id);
    }
}

#[test]
fn parameters_are_read_and_written() {
    let params = Params::parse("?view=mail&embed=1&scenario=login_after_oidc&example=welcome&x=y");
    assert_eq!(
        params.print(),
        "?view=mail&scenario=login_after_oidc&example=welcome&embed=1"
            .replace("scenario=login_after_oidc&example=welcome", "example=welcome&scenario=login_after_oidc")
    );
    assert_eq!(Params::parse(&params.print()), params);
    assert_eq!(Params::default().print(), "");
    let odd = Params::parse("view=%3Cscript%3E&scenario=&embed=0");
    assert_eq!(odd, Params::default());
}

#[test]
fn markdown_and_embed_hold_the_link() {
    let draft = Draft { template: "function(ctx) {\n  a: '```',\n}".to_owned(), ..first_draft() };
    let text = link::markdown("https://e.org/p/?x#old", &draft);
    assert!(text.contains("(https://e.org/p/#d1.") && text.contains("\n````jsonnet\n"), "{text}");
    let frame = link::embed("https://e.org/p/", &Params { view: Some("mail".to_owned()), ..Params::default() }, &draft);
    assert!(frame.contains("src=\"https://e.org/p/?view=mail&amp;embed=1#d1."), "{frame}");
}
