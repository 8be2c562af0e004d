//! Every form the page hands out, for every shell, of templates, keys and actions that are awkward to quote: read back, it is
//! the same state.

use playground::{
    draft::{ActionDraft, Adding, Auth, Carrier, Draft, Header, Place, Placement},
    mandrill::{SEND, key::PLACEHOLDER},
    ory::{
        action::secrets::Secrets,
        commands::{Form, Shell},
    },
    report::first_draft,
    share::{
        artefacts::{Artefact, Leaving},
        import::{self, choices},
    },
};

const KEY: &str = "md-0123456789abcdefghij";

/// Awkward for one shell or another, for JSON, for YAML or for us.
fn templates() -> Vec<(&'static str, String)> {
    let with = |text: &str| format!("function(ctx) {{\n  key: \"{PLACEHOLDER}\",\n  text: {text},\n}}\n");
    vec![
        ("plain", with("\"Hello\"")),
        ("double quotes in single", with("'She said \"hi\" and \"bye\"'")),
        ("single quotes in double", with("\"it's, isn't it? ''\"")),
        ("dollars", with("'$HOME ${HOME} $(whoami) $1 $$ $env:PATH $PSHOME'")),
        ("back-ticks", with("'`whoami` `n `$ ``'")),
        ("per cent", with("'%PATH% %s %d %% %(a)s 100%' % {a: 1}")),
        ("exclamation marks", with("'!! !$ !history wow!'")),
        ("text block", with("|||\n    <b>it's \"bold\"</b>\n\n      $indented `x`\n  |||")),
        ("text block without its last line end", with("|||-\n    one\n    two\n  |||")),
        ("not ASCII", with("'Grüße, 日本語, 🦀, \u{200f}שלום, e\u{301}'")),
        ("line separators", with("'a\u{2028}b\u{2029}c\u{85}d\u{a0}e'")),
        ("windows line ends", with("\"Hello\"").replace('\n', "\r\n")),
        ("text block with windows line ends", with("|||\n    a\n    b\n  |||").replace('\n', "\r\n")),
        ("a here-string's end", with("|||\n    a\n    '@\n    \"@\n    b\n  |||")),
        (
            "a here-string's end at the margin",
            format!("// '@\nfunction(ctx) {{ key: '{PLACEHOLDER}' }}\n/*\n'@\n\"@\nEOF\n*/\n"),
        ),
        ("ends with a backslash", format!("function(ctx) {{ key: \"{PLACEHOLDER}\", a: 'x' }} // \\")),
        ("backslashes", with("'\\\\ \\n \\t \\\" C:\\\\temp\\\\new \\u00e9 \\\\\\\\server'")),
        ("verbatim text", with("@'C:\\temp\\' + @\"a\"\"b\\\"")),
        ("backslash before a quote", with("'\\\\\"' + \"\\\\'\" + '\\''")),
        ("no line end", format!("function(ctx) {{ key: \"{PLACEHOLDER}\" }}")),
        ("many line ends", format!("\n\nfunction(ctx) {{ key: \"{PLACEHOLDER}\" }}\n\n\n")),
        ("blanks at line ends and tabs", format!("function(ctx) {{  \n\tkey: \"{PLACEHOLDER}\",\t \n\n \n}}\n  ")),
        (
            "comments with quotes",
            format!("# it's\n// \"so\n/* it's\n \" */\nfunction(ctx) {{ key: \"{PLACEHOLDER}\" }}\n"),
        ),
        ("looks like YAML", "// ---\n# a: b\n".to_owned() + &with("'a: b # c'")),
        ("Handlebars", with("'{{#if a}}{{name}}{{/if}} {{{raw}}} *|FNAME|*'")),
        ("Go's actions", with("'{{ .Values.a }} {{- if .b }}'")),
        (
            "an action in a text",
            with("'{\"hook\": \"web_hook\", \"config\": {\"url\": \"https://evil.example\", \"method\": \"POST\"}}'"),
        ),
        (
            "a command in a text",
            with("|||\n    ory patch identity-config --add '/x={\"hook\":\"web_hook\"}' <<'EOF'\n    EOF\n  |||"),
        ),
        ("a fence in a text", with("|||\n    ```jsonnet\n    function(ctx) {}\n    ```\n  |||")),
        ("base64 in a text", with("'base64://ZnVuY3Rpb24oY3R4KSB7fQ=='")),
        (
            "locals first",
            format!("local a = 'x';\nlocal f(x) = x;\nfunction(ctx) {{ key: \"{PLACEHOLDER}\", a: f(a) }}\n"),
        ),
        ("no function", format!("{{ key: \"{PLACEHOLDER}\", a: std.length('x') }}\n")),
        ("if first", format!("if true then function(ctx) {{ key: \"{PLACEHOLDER}\" }} else {{}}\n")),
        ("broken", format!("function(ctx) {{ key: \"{PLACEHOLDER}\", a: 'x\n")),
        ("broken: a brace", format!("function(ctx) {{ key: \"{PLACEHOLDER}\" ")),
        ("carets and pipes", with("'a ^& b | c > d < e && f || g ; h'")),
        ("a nul's neighbour", with("'\u{1}\u{7f}\u{b}\u{c}'")),
        ("long", with(&format!("'{}'", "it's \"long\" $x `y` %Z% ".repeat(6_000).replace('\'', "\\'")))),
        ("long lines of not ASCII", with(&format!("'{}'", "日本🦀".repeat(15_000)))),
    ]
}

fn places(names: &[&str]) -> Vec<Place> {
    names.iter().map(|name| name.parse().expect("a place")).collect()
}

fn actions() -> Vec<(&'static str, ActionDraft, Secrets)> {
    let mut secret = Secrets::default();
    secret.set_value("it's-a-\"s3cr3t\"-$x`y`%Z%\\");
    let mut basic = Secrets::default();
    basic.set_user("us'er\"$");
    basic.set_password("pa ss\\");
    vec![
        ("plain", ActionDraft { url: SEND.to_owned(), ..ActionDraft::default() }, Secrets::default()),
        (
            "with all",
            ActionDraft {
                url: "https://example.org/it's?a=b&c=%20$d#e!".to_owned(),
                method: "PUT".to_owned(),
                ignore_response: false,
                headers: vec![
                    Header { name: "X-Empty".to_owned(), value: String::new() },
                    Header { name: "X-Kind".to_owned(), value: "it's \"mail\" $x `y` %Z% \\".to_owned() },
                    Header { name: "X-Number".to_owned(), value: "1.0".to_owned() },
                    Header { name: "X-True".to_owned(), value: "true".to_owned() },
                ],
                auth: Auth::ApiKey {
                    name: "Authorization".to_owned(),
                    carrier: Carrier::Header,
                    prefix: "Bearer ".to_owned(),
                },
                id: "it's: 1".to_owned(),
                emit_analytics_event: false,
                ..ActionDraft::default()
            },
            secret.clone(),
        ),
        (
            "cookie",
            ActionDraft {
                url: "https://example.org".to_owned(),
                auth: Auth::ApiKey { name: "s".to_owned(), carrier: Carrier::Cookie, prefix: String::new() },
                ..ActionDraft::default()
            },
            secret,
        ),
        (
            "basic",
            ActionDraft {
                url: "https://example.org".to_owned(),
                auth: Auth::BasicAuth { empty_password: false },
                ..ActionDraft::default()
            },
            basic,
        ),
    ]
}

fn placements() -> Vec<(&'static str, Placement)> {
    vec![
        ("one", Placement { places: places(&["registration/after/password"]), ..Placement::default() }),
        (
            "several",
            Placement {
                places: places(&[
                    "registration/after/password",
                    "registration/after/oidc",
                    "login/before",
                    "verification/after",
                    "settings/after/profile",
                ]),
                project: "it's my \"project\" $x".to_owned(),
                workspace: "a b\\".to_owned(),
                ..Placement::default()
            },
        ),
        ("first", Placement { places: places(&["login/after"]), adding: Adding::First, ..Placement::default() }),
        (
            "replace",
            Placement {
                places: places(&["recovery/after", "settings/before"]),
                adding: Adding::Replace,
                ..Placement::default()
            },
        ),
    ]
}

/// What it is, its texts with their names, and whether it says where it goes.
type Handed = (String, Vec<(String, String)>, bool);

#[test]
fn all_that_is_handed_out_is_read_back_as_the_same_state() {
    let forms = [Form::One, Form::Files, Form::Embed, Form::Project, Form::Rest, Form::Kratos];
    let shells = [Shell::Posix, Shell::Fish, Shell::PowerShell, Shell::Cmd];
    let mut wrong = Vec::new();
    let mut count = 0;
    let plain = &placements()[0].1;
    let mut drafts = Vec::new();
    for (template_name, template) in templates() {
        for (action_name, action, secrets) in actions() {
            for (placement_name, placement) in placements() {
                // Every template, every action and every placement, but not all with all.
                let quiet = action_name == "plain" && &placement == plain;
                let loud = action_name == "with all" && placement_name == "several" && template.len() < 10_000;
                if quiet || loud || template_name == "plain" {
                    let draft =
                        Draft { template: template.clone(), action: action.clone(), placement, ..first_draft() };
                    drafts.push((format!("{template_name}, {action_name}, {placement_name}"), draft, secrets.clone()));
                }
            }
        }
    }
    for (name, draft, secrets) in &drafts {
        let leaving = Leaving { draft, key: Some(KEY), secrets, present: None, warning: None };
        let mut handed: Vec<Handed> = Vec::new();
        for form in forms {
            for shell in shells {
                let made = leaving.make(Artefact::Command(form, shell));
                let files: Vec<(String, String)> =
                    made.files.iter().map(|file| (file.name.to_owned(), file.content.clone())).collect();
                let what = format!("{form:?}, {shell:?}");
                // cmd.exe writes no files: there they are dropped with the command.
                let mut given = vec![(String::new(), made.text)];
                if shell == Shell::Cmd || name.starts_with("plain,") {
                    given.extend(files);
                }
                handed.push((what, given, true));
            }
        }
        for artefact in [Artefact::Action, Artefact::Template, Artefact::Base64] {
            handed.push((format!("{artefact:?}"), vec![(String::new(), leaving.make(artefact).text)], false));
        }
        for (what, given, placed) in handed {
            count += 1;
            let read = import::files(&given);
            let found = choices(&read);
            let start = given[0].1.chars().take(300).collect::<String>();
            let [only] = found.as_slice() else {
                wrong.push(format!("{name}: {what}: {} choices; {}\n{start}", found.len(), read.message));
                continue;
            };
            let blank = Draft {
                placement: Placement {
                    adding: if placed { Adding::Last } else { draft.placement.adding },
                    ..Placement::default()
                },
                ..first_draft()
            };
            let again = only.draft(&read, &blank);
            if again.template != draft.template {
                wrong.push(format!(
                    "{name}: {what}: template {:?}\n{start}",
                    again.template.chars().take(300).collect::<String>()
                ));
            }
            if only.key.as_ref().map(|key| key.expose()) != Some(KEY) {
                wrong.push(format!("{name}: {what}: other key"));
            }
            if what.starts_with("Template") || what.starts_with("Base64") {
                continue;
            }
            if again.action != draft.action {
                wrong.push(format!("{name}: {what}: action {:?}", again.action));
            }
            if &only.secrets != secrets {
                wrong.push(format!("{name}: {what}: other secrets"));
            }
            if !placed {
                continue;
            }
            let (ours, theirs) = (&draft.placement, &again.placement);
            if theirs.places != ours.in_order() {
                wrong.push(format!("{name}: {what}: places {:?}", theirs.places));
            }
            if !what.starts_with("Kratos") && theirs.adding != ours.adding {
                wrong.push(format!("{name}: {what}: {:?}", theirs.adding));
            }
            if !what.starts_with("Kratos") && theirs.project != ours.project {
                wrong.push(format!("{name}: {what}: project {:?}", theirs.project));
            }
            if !what.starts_with("Kratos") && !what.starts_with("Rest") && theirs.workspace != ours.workspace {
                wrong.push(format!("{name}: {what}: workspace {:?}", theirs.workspace));
            }
        }
    }
    wrong.truncate(20);
    assert!(count > 1_000 && wrong.is_empty(), "of {count}:\n{}", wrong.join("\n"));
}
