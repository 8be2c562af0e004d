//! The built `ory-actions`, run as a person or a pipeline runs it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use playground::{mandrill::gallery::DOCS_TEMPLATE, ory::scenarios, share::link};
use serde_json::Value;

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("ory-actions-cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).expect("a file");
        name.to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        command(&self.0).args(arguments).output().expect("the binary runs")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ory-actions"));
    command.current_dir(folder).stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("ORY_ACTIONS_PAGE");
    command
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

#[track_caller]
fn ends(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}\n{}", out(output), err(output));
}

const GOOD: &str = "function(ctx) {\n  id: ctx.identity.id,\n}\n";
const BAD: &str = "function(ctx) {\n  id: ctx.identity.nothing,\n}\n";

fn configuration(body: &str) -> String {
    format!(
        "selfservice:\n  flows:\n    login:\n      after:\n        hooks:\n          - hook: web_hook\n            config:\n              url: https://example.org/\n              method: POST\n              response:\n                ignore: true\n              body: {body}\n"
    )
}

#[test]
fn a_good_template_passes_and_a_bad_one_fails_with_its_line() {
    let folder = Folder::new();
    let good = folder.write("good.jsonnet", GOOD);
    let bad = folder.write("bad.jsonnet", BAD);
    let url = ["--url", "https://example.org"];
    let passed = folder.run(&["check", &good, url[0], url[1]]);
    ends(&passed, 0);
    assert!(out(&passed).starts_with("All pass: 1 template"), "{}", out(&passed));
    let failed = folder.run(&["check", &good, &bad, url[0], url[1]]);
    ends(&failed, 1);
    let said = out(&failed);
    for words in ["error[", "bad.jsonnet:2:", "id: ctx.identity.nothing", "^", "= help:", "in all ", "1 of 2 fail"] {
        assert!(said.contains(words), "{words:?} is missing:\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "no colours without a terminal");
    assert!(out(&folder.run(&["check", &bad, "--color", "always"])).contains('\u{1b}'));
}

#[test]
fn hooks_of_a_configuration_are_checked_where_they_stand() {
    let folder = Folder::new();
    let inline = folder.write("kratos.yml", &configuration(&format!("base64://{}", STANDARD.encode(BAD))));
    let failed = folder.run(&["check", &inline]);
    ends(&failed, 1);
    assert!(out(&failed).contains("kratos.yml:6 (login/after)"), "{}", out(&failed));
    let json = out(&folder.run(&["check", &inline, "--format", "json"]));
    assert!(json.contains("\"login_after_totp\"") && !json.contains("\"registration_"), "its own scenarios: {json}");
    folder.write("mail.jsonnet", GOOD);
    let named = folder.write("named.yml", &configuration("file:///etc/config/mail.jsonnet"));
    ends(&folder.run(&["check", &named]), 0);
    let gone = folder.write("gone.yml", &configuration("file:///etc/config/gone.jsonnet"));
    let wrong = folder.run(&["check", &gone]);
    ends(&wrong, 2);
    assert!(err(&wrong).contains("gone.jsonnet"), "{}", err(&wrong));
}

#[test]
fn warnings_fail_only_when_denied() {
    let folder = Folder::new();
    // The first address may be a phone number's: a warning, in scenarios that all have an address.
    let ctx = folder.write("ctx.json", scenarios::find("registration_after_password").expect("a scenario").ctx());
    let file = folder.write("mail.jsonnet", "function(ctx) { to: ctx.identity.verifiable_addresses[0].value }\n");
    let arguments = ["check", &file, "--ctx", &ctx, "--url", "https://example.org"];
    let passed = folder.run(&arguments);
    ends(&passed, 0);
    assert!(out(&passed).contains("warning["), "{}", out(&passed));
    ends(&folder.run(&[&arguments[..], &["--deny", "warnings"]].concat()), 1);
}

#[test]
fn what_cannot_be_read_keeps_nobody_from_the_rest() {
    let folder = Folder::new();
    let bad = folder.write("bad.jsonnet", BAD);
    fs::create_dir(folder.0.join("nothing")).expect("a folder");
    let checked = folder.run(&["check", "gone.jsonnet", &bad, "nothing", "--url", "https://example.org"]);
    ends(&checked, 2);
    assert!(out(&checked).contains("bad.jsonnet:2:"), "{}", out(&checked));
    for words in ["gone.jsonnet", "nothing"] {
        assert!(err(&checked).contains(words), "{words}: {}", err(&checked));
    }
    // So it is with a hook whose template is not here.
    let mut two = configuration(&format!("base64://{}", STANDARD.encode(BAD)));
    two.push_str("          - hook: web_hook\n            config: {url: 'https://b.example/', method: POST, body: 'https://b.example/x.jsonnet'}\n");
    let checked = folder.run(&["check", &folder.write("two.yml", &two)]);
    ends(&checked, 2);
    assert!(out(&checked).contains("ctx.identity.nothing"), "{}", out(&checked));
    assert!(err(&checked).contains("https://b.example/x.jsonnet"), "{}", err(&checked));
}

#[test]
fn a_configuration_that_ory_refuses_fails() {
    let folder = Folder::new();
    let good = configuration(&format!("base64://{}", STANDARD.encode(GOOD)));
    let nowhere = good.replace("login:", "registration:").replace("      after:\n", "      after:\n       totp:\n");
    let cases = [
        ("an unknown field", good.replace("method: POST", "method: POST\n              timeout: 5s"), "timeout"),
        ("a hook of another flow", format!("{good}          - hook: session\n"), "`session` may not stand here"),
        ("no such place", nowhere, "registration/after/totp"),
        ("a template without its padding", good.replace("=\n", "\n").replace("==\n", "\n"), "padding"),
    ];
    ends(&folder.run(&["check", &folder.write("good.yml", &good)]), 0);
    for (name, text, words) in cases {
        assert_ne!(text, good, "{name}");
        let file = folder.write("wrong.yml", &text);
        let failed = folder.run(&["check", &file]);
        ends(&failed, 1);
        assert!(out(&failed).contains("error[") && out(&failed).contains(words), "{name}: {}", out(&failed));
        for format in ["junit", "sarif"] {
            let said = out(&folder.run(&["check", &file, "--format", format]));
            assert!(said.contains(words), "{name}, {format}: {said}");
        }
    }
}

#[test]
fn a_general_list_is_told_which_methods_pass_it_over() {
    let folder = Folder::new();
    let alone = configuration(&format!("base64://{}", STANDARD.encode(GOOD)));
    ends(&folder.run(&["check", &folder.write("alone.yml", &alone), "--deny", "warnings"]), 0);
    let hidden = alone.replace(
        "      after:\n",
        "      after:\n        password:\n          hooks: [{hook: revoke_active_sessions}]\n",
    );
    let checked = folder.run(&["check", &folder.write("hidden.yml", &hidden), "--deny", "warnings"]);
    ends(&checked, 1);
    assert!(out(&checked).contains("After login by password this hook never runs"), "{}", out(&checked));
}

#[test]
fn a_secret_in_a_configuration_is_no_warning() {
    let folder = Folder::new();
    let text = configuration(&format!("base64://{}", STANDARD.encode(GOOD)));
    // A general list that nothing hides.
    let mut text = text.replace("login:", "verification:");
    text.push_str(
        "              auth: {type: api_key, config: {name: Authorization, value: 'Bearer x', in: header}}\n",
    );
    ends(&folder.run(&["check", &folder.write("kratos.yml", &text), "--deny", "warnings"]), 0);
}

#[test]
fn every_format_says_the_same() {
    let folder = Folder::new();
    folder.write("a.jsonnet", GOOD);
    folder.write("b \"<&>#%41?.jsonnet", BAD);
    let run = |format: &str| {
        let output = folder.run(&["check", ".", "--format", format, "--url", "https://example.org"]);
        ends(&output, 1);
        out(&output)
    };
    let json: Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!((&json["version"], &json["ok"]), (&Value::from(1), &Value::from(false)));
    let bad = &json["templates"][1];
    assert_eq!(bad["findings"][0]["line"], 2, "{bad}");
    assert_eq!(bad["runs"].as_array().map(Vec::len), bad["findings"][0]["scenarios"].as_array().map(Vec::len), "{bad}");
    let junit = run("junit");
    assert!(junit.contains("<testsuites name=\"ory-actions\""), "{junit}");
    assert!(junit.contains("b &quot;&lt;&amp;&gt;#%41?.jsonnet") && junit.contains("<failure "), "{junit}");
    let sarif: Value = serde_json::from_str(&run("sarif")).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2, "{result}");
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "./b%20%22%3C%26%3E%23%2541%3F.jsonnet", "an address as RFC 3986 has it");
    let id = result["ruleId"].as_str().expect("a rule");
    assert!(
        sarif["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .is_some_and(|rules| rules.iter().any(|rule| rule["id"] == id))
    );
}

#[test]
fn an_endless_template_is_stopped_and_the_others_go_on() {
    let folder = Folder::new();
    folder.write("a.jsonnet", "function(ctx) local f(n) = f(n + 1) tailstrict; f(0)\n");
    folder.write("b.jsonnet", GOOD);
    let begun = std::time::Instant::now();
    let output = folder.run(&["check", ".", "--format", "json", "--url", "https://example.org"]);
    ends(&output, 1);
    let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(json["templates"][0]["runs"][0]["verdict"], "stopped", "{json}");
    assert_eq!(json["templates"][1]["ok"], true);
    assert!(begun.elapsed().as_secs() < 60, "it waited for each scenario");
}

#[test]
fn wrong_use_is_said_and_ends_with_2() {
    let folder = Folder::new();
    let file = folder.write("a.jsonnet", GOOD);
    let prose = folder.write("prose.txt", "Nothing of ours.");
    for (arguments, words) in [
        (&["check"][..], "<FILE>"),
        (&["check", "missing.jsonnet"], "cannot read missing.jsonnet"),
        (&["check", &file, "--at", "login/after/profile"], "did you mean"),
        (&["check", &prose], "Nothing was recognised"),
        (&["check", &file, "--ctx", "missing.json"], "cannot read missing.json"),
        (&["render", &file, "--scenario", "login_after_pasword"], "did you mean `login_after_password`"),
        (&["render", &file], "--scenario"),
        (&["sing"], "sing"),
    ] {
        let output = folder.run(arguments);
        ends(&output, 2);
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn render_prints_the_body_and_nothing_else() {
    let folder = Folder::new();
    let file = folder.write("a.jsonnet", GOOD);
    let output = folder.run(&["render", &file, "--scenario", "login_after_password"]);
    ends(&output, 0);
    let scenario = scenarios::find("login_after_password").expect("a scenario");
    let ctx: Value = serde_json::from_str(scenario.ctx()).expect("JSON");
    assert_eq!(out(&output), format!("{{\n   \"id\": {}\n}}\n", ctx["identity"]["id"]));
    let ctx = folder.write("ctx.json", "{\"identity\": {\"id\": 7}}");
    assert_eq!(out(&folder.run(&["render", &file, "--ctx", &ctx])), "{\n   \"id\": 7\n}\n");
    let bad = folder.write("bad.jsonnet", BAD);
    let output = folder.run(&["render", &bad, "--scenario", "login_after_password"]);
    ends(&output, 1);
    assert!(out(&output).is_empty() && err(&output).contains("bad.jsonnet:2:"), "{}", err(&output));
}

#[test]
fn what_the_page_copies_can_be_had_here() {
    let folder = Folder::new();
    let file = folder.write("mail.jsonnet", DOCS_TEMPLATE);
    let action = folder.run(&["action", &file]);
    ends(&action, 0);
    let json: Value = serde_json::from_str(&out(&action)).expect("an action");
    assert_eq!(json["config"]["body"], format!("base64://{}", STANDARD.encode(DOCS_TEMPLATE)));
    // And it is read back by the same command.
    let again = folder.write("webhook-action.json", &out(&action));
    ends(&folder.run(&["render", &again, "--scenario", "registration_after_password"]), 0);
    let command = folder.run(&["command", &file, "--at", "login/after/oidc", "--project", "p", "--shell", "fish"]);
    ends(&command, 0);
    assert!(out(&command).contains("/selfservice/flows/login/after/oidc/hooks/-"), "{}", out(&command));
    let list = folder.run(&["scenarios", "--at", "recovery/after"]);
    assert!(
        out(&list).lines().count() >= 2 && out(&list).lines().all(|line| line.starts_with("recovery_after")),
        "{}",
        out(&list)
    );
    let open = folder.run(&["open", &file, "--page", "https://example.org/p/", "--scenario", "login_after_oidc"]);
    ends(&open, 0);
    let link = out(&open);
    let fragment = link::fragment_of(&link).expect("a link");
    let draft = link::read(fragment).expect("a draft").draft;
    assert_eq!(draft.template, DOCS_TEMPLATE);
    assert_eq!(draft.ctx, scenarios::find("login_after_oidc").expect("a scenario").ctx());
}
