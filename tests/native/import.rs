//! Whatever is pasted: what it is taken for, what is found in it, what is said; and everything the page hands out, read back.

use playground::{
    draft::{ActionDraft, Auth, Carrier, Draft, Header, Place, Placement},
    mandrill::{SEND, key::PLACEHOLDER},
    ory::{
        action::secrets::Secrets,
        commands::{Form, Shell},
    },
    report::first_draft,
    share::{
        artefacts::{Artefact, Leaving},
        import::{self, Body, FoundPlace, ImportKind, choices},
        link, saved,
    },
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    kind: Value,
    found: Vec<Expected>,
    says: Vec<String>,
    never: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Expected {
    at: Option<String>,
    url: Option<String>,
    template: Option<String>,
}

#[test]
fn every_case_is_recognised_and_read() {
    let cases = include_str!("../cases/import/cases.jsonl");
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).expect("a readable case");
        let read = import::read(&case.text);
        let found: Vec<Expected> = read
            .found
            .iter()
            .map(|hook| Expected {
                at: hook.place.as_ref().map(FoundPlace::path),
                url: hook.url.clone(),
                template: hook.template.clone(),
            })
            .collect();
        let kind = serde_json::to_value(read.kind).expect("a kind is a word");
        if kind != case.kind || found != case.found {
            wrong.push(format!(
                "{}: {kind}, {found:#?}, where {}, {:#?} was expected",
                case.name, case.kind, case.found
            ));
        }
        for words in case.says.iter().filter(|words| !read.message.contains(*words)) {
            wrong.push(format!("{}: does not say {words:?}: {}", case.name, read.message));
        }
        let shown = format!("{read:?}");
        for words in case.never.iter().filter(|words| shown.contains(*words)) {
            wrong.push(format!("{}: must not show {words:?}: {}", case.name, read.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const KEY: &str = "md-0123456789abcdefghij";

fn drafts() -> Vec<(Draft, Secrets)> {
    let places = |names: &[&str]| names.iter().map(|name| name.parse::<Place>().expect("a place")).collect();
    let plain = Draft {
        placement: Placement {
            places: places(&["registration/after/password", "registration/after/oidc"]),
            ..Placement::default()
        },
        action: ActionDraft { url: SEND.to_owned(), ..ActionDraft::default() },
        ..first_draft()
    };
    let mut secrets = Secrets::default();
    secrets.set_value("s3cr3t-of-mine");
    let odd = Draft {
        template: format!(
            "// it's \"odd\": $HOME `x` \\ %PATH% ^ !\nfunction(ctx) {{\n  key: \"{PLACEHOLDER}\",\n  html: |||\n    <b>é 🦀</b>\n  |||,\n}}"
        ),
        placement: Placement {
            places: places(&["login/before", "verification/after"]),
            project: "it's my project".to_owned(),
            ..Placement::default()
        },
        action: ActionDraft {
            url: "https://example.org/it's?a=b&c=%20".to_owned(),
            method: "PUT".to_owned(),
            ignore_response: false,
            headers: vec![Header { name: "X-Kind".to_owned(), value: "it's \"mail\"".to_owned() }],
            auth: Auth::ApiKey {
                name: "Authorization".to_owned(),
                carrier: Carrier::Header,
                prefix: "Bearer ".to_owned(),
            },
            id: "mail".to_owned(),
            emit_analytics_event: false,
            ..ActionDraft::default()
        },
        ..first_draft()
    };
    vec![(plain, Secrets::default()), (odd, secrets)]
}

#[test]
fn what_the_page_hands_out_is_read_back_as_the_same() {
    let forms = [Form::One, Form::Files, Form::Embed, Form::Project, Form::Rest, Form::Kratos];
    let shells = [Shell::Posix, Shell::Fish, Shell::PowerShell, Shell::Cmd];
    let mut wrong = Vec::new();
    for (number, (draft, secrets)) in drafts().iter().enumerate() {
        let leaving = Leaving { draft, key: Some(KEY), secrets, present: None, warning: None };
        for form in forms {
            for shell in shells {
                let made = leaving.make(Artefact::Command(form, shell));
                let mut files = vec![(String::new(), made.text.clone())];
                files.extend(made.files.iter().map(|file| (file.name.to_owned(), file.content.clone())));
                let read = import::files(&files);
                let name = format!("draft {number}, {form:?}, {shell:?}");
                match choices(&read).as_slice() {
                    [only] => {
                        let again = only.draft(&read, draft);
                        if again.template != draft.template {
                            wrong.push(format!("{name}: template {:?}", again.template));
                        }
                        if again.action != draft.action {
                            wrong.push(format!("{name}: action {:?}", again.action));
                        }
                        if only.places != draft.placement.in_order() {
                            wrong.push(format!("{name}: places {:?}", only.places));
                        }
                        if &only.secrets != secrets {
                            wrong.push(format!("{name}: other secrets"));
                        }
                        if only.key.as_ref().map(|key| key.expose()) != Some(KEY) {
                            wrong.push(format!("{name}: other key"));
                        }
                        let named = read.project.as_deref().unwrap_or_default();
                        if !matches!(form, Form::Kratos | Form::Rest) && named != draft.placement.project {
                            wrong.push(format!("{name}: project {named:?}"));
                        }
                    }
                    several => wrong.push(format!(
                        "{name}: {} choices; {}\n{}",
                        several.len(),
                        read.message,
                        made.text.chars().take(400).collect::<String>()
                    )),
                }
            }
        }
        for artefact in [Artefact::Action, Artefact::Template, Artefact::Base64] {
            let made = leaving.make(artefact);
            let read = import::read(&made.text);
            match choices(&read).as_slice() {
                [only] => {
                    let again = only.draft(&read, draft);
                    if again.template != draft.template || again.action != draft.action {
                        wrong.push(format!("draft {number}, {artefact:?}: {:?}", again.action));
                    }
                }
                several => {
                    wrong.push(format!("draft {number}, {artefact:?}: {} choices; {}", several.len(), read.message))
                }
            }
        }
        let files: Vec<(String, String)> =
            leaving.files().into_iter().map(|file| (file.name.to_owned(), file.content)).collect();
        let read = import::files(&files);
        if !choices(&read).iter().any(|choice| choice.template.as_ref() == Some(&draft.template)) {
            wrong.push(format!("draft {number}, all files: {}", read.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_link_and_a_saved_state_open_as_the_draft() {
    let draft = first_draft();
    for text in [link::address("https://example.org/p/", &link::Params::default(), &draft), link::write(&draft)] {
        let read = import::read(&text);
        assert_eq!((read.kind, read.draft.as_deref()), (ImportKind::Link, Some(&draft)));
    }
    let read = import::read(&saved::write(&draft));
    assert_eq!((read.kind, read.draft.as_deref()), (ImportKind::Draft, Some(&draft)));
}

#[test]
fn files_dropped_together_find_each_other() {
    let action = r#"{"hook": "web_hook", "config": {"url": "https://example.org", "method": "POST", "body": "file://./t/mail.jsonnet"}}"#;
    let template = "function(ctx) { a: 1 }";
    let read = import::files(&[
        ("webhook-action.json".to_owned(), action.to_owned()),
        ("mail.jsonnet".to_owned(), template.to_owned()),
    ]);
    assert_eq!(read.kind, ImportKind::Files);
    let [hook] = read.found.as_slice() else { panic!("{}", read.message) };
    assert_eq!(hook.template.as_deref(), Some(template));
    assert_eq!(hook.file.as_deref(), Some("webhook-action.json"));
    assert!(matches!(&hook.body, Body::FileHere(path) if path == "./t/mail.jsonnet"), "{:?}", hook.body);
}

#[test]
fn a_command_alone_says_by_which_shell_it_is_written() {
    // No quote in it tells the shells apart: only backslashes, and what PowerShell takes for quotes.
    let template = "function(ctx) {\n  text: \"one\\n\\\"two\\\" \\u00e9 \\\\ ‘three’ ‚four‛\",\n}\n";
    let draft = Draft { template: template.to_owned(), ..drafts().remove(0).0 };
    let leaving = Leaving { draft: &draft, key: None, secrets: &Secrets::default(), present: None, warning: None };
    for shell in [Shell::Posix, Shell::Fish, Shell::PowerShell] {
        let made = leaving.make(Artefact::Command(Form::Embed, shell));
        let read = import::read(&made.text);
        let templates: Vec<_> = read.found.iter().map(|hook| hook.template.as_deref()).collect();
        assert_eq!(templates, [Some(template); 2], "{shell:?}: {}\n{}", read.message, made.text);
    }
}

#[test]
fn an_action_stands_where_a_command_beside_it_puts_it() {
    let action = r#"{"hook":"web_hook","config":{"url":"https://a.example/","method":"POST","body":"base64://e30="}}"#;
    let command = "ory patch identity-config \\\n  --add \"/selfservice/flows/registration/after/hooks/0=$(cat webhook-action.json)\" \\\n  --add \"/selfservice/flows/registration/after/password/hooks/0=$(cat webhook-action.json)\"\n";
    let files = [("run.sh", command), ("webhook-action.json", action)];
    let read = import::files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let found: Vec<_> =
        read.found.iter().map(|hook| (hook.place.as_ref().map(FoundPlace::path), hook.file.as_deref())).collect();
    let file = Some("webhook-action.json");
    assert_eq!(
        found,
        [(Some("registration/after".to_owned()), file), (Some("registration/after/password".to_owned()), file)],
        "{}",
        read.message
    );
}

#[test]
fn secrets_go_into_their_fields_and_nowhere_else() {
    let text = r#"{"hook": "web_hook", "config": {"url": "https://example.org", "method": "POST",
        "body": "base64://ZnVuY3Rpb24oY3R4KSB7IGtleTogIm1kLWFiY2RlZmdoaWprbG1ub3AxMjM0NSIgfQ==",
        "headers": {"X-Api-Key": "hdr-secret-123", "X-Kind": "mail"}}}"#;
    let read = import::read(text);
    let [only] = choices(&read).try_into().unwrap_or_else(|_| panic!("{}", read.message));
    assert_eq!(only.secrets.value(), "hdr-secret-123");
    assert_eq!(only.key.as_ref().map(|key| key.expose()), Some("md-abcdefghijklmnop12345"));
    let draft = serde_json::to_string(&only.draft(&read, &first_draft())).expect("a draft is data");
    assert!(!draft.contains("hdr-secret") && !draft.contains("abcdefghijklmnop"), "{draft}");
    assert!(!format!("{only:?}").contains("hdr-secret") && !read.message.contains("hdr-secret"));
}

/// Bounded work: each of these would never end, or take minutes, where aliases, depths and beginnings were not counted.
#[test]
fn what_is_large_or_hostile_comes_to_an_end() {
    let mut bomb = String::from("a: &a [{hook: web_hook, config: {url: 'https://e.org', method: POST}}]\n");
    let mut merges = String::from("a: &a {hook: web_hook, config: {url: 'https://e.org', method: POST}}\n");
    for at in 1..25_u8 {
        let (name, before) = (char::from(b'a' + at), char::from(b'a' + at - 1));
        let many = vec![format!("*{before}"); 9].join(", ");
        bomb += &format!("{name}: &{name} [{many}]\n");
        merges += &format!("{name}: &{name} {{<<: [{many}]}}\n");
    }
    let nested = (0..18).fold("web_hook".to_owned(), |text, _| serde_json::json!({ "x": text }).to_string());
    let doubling =
        "ory patch x\nA=aaaaaaaaaaaaaaaaaaaaaaaaa\n".to_owned() + &"A=$A$A\n".repeat(60) + "echo web_hook $A\n";
    for (name, text) in [
        ("aliases", bomb),
        ("merges", merges),
        ("nested texts", nested),
        ("doubling variables", doubling),
        ("open braces", "web_hook {".repeat(100_000)),
        ("open lists", "[".repeat(1_000_000)),
        ("open substitutions", format!("ory patch web_hook \"{}", "$(".repeat(100_000))),
        ("words in vain", "web_hook ory patch { `".repeat(20_000)),
        ("literals", "\"\"\"web_hook `\\".repeat(50_000)),
        ("variables", "SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS_0_CONFIG_URL=x\n".repeat(20_000)),
        ("prompts", "me@host$ ory web_hook\n> ".repeat(20_000)),
        (
            "scripts in scripts",
            (0..9).fold("web_hook ory patch".to_owned(), |text, _| {
                format!("ory patch '{}' web_hook", text.replace('\'', "'\\''"))
            }),
        ),
        ("marks that are never closed", format!("function(ctx) {{ a: '{}' }}", "{{ ".repeat(400_000))),
        ("marks of Go in vain", "web_hook {{ ".repeat(200_000)),
        ("values in vain", "a: {{ .x }} web_hook\n".repeat(60_000)),
        ("typographic quotes", "{“web_hook” ".repeat(10_000)),
        ("loops", format!("{}ory patch web_hook /selfservice/$m=$(cat a)", "for m in a b c; do\n".repeat(20_000))),
        ("open documents", format!("ory patch web_hook\n{}", "cat <<A\n".repeat(50_000))),
    ] {
        let read = import::read(&text);
        assert!(read.found.len() <= 20_000, "{name}: {}", read.message);
        assert!(!read.message.is_empty(), "{name}");
    }
    let hooks =
        vec![serde_json::json!({ "hook": "web_hook", "config": { "url": "https://e.org", "method": "POST" } }); 10_000];
    assert_eq!(import::read(&Value::from(hooks).to_string()).found.len(), 10_000);
    assert!(import::read(&"a".repeat(import::LARGEST + 1)).message.contains("MB"));
}
