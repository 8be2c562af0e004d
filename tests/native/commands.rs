//! Copied commands, run by real shells with a stand-in `ory`, whose arguments are then read as the CLI reads them and applied
//! to a configuration as the CLI and Kratos would (facts of `ory/cli` `cmd/cloudx/client/command_helper.go`, `ory/x`
//! `jsonx/patch.go`); what comes out is judged by Kratos' rules.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use playground::{
    draft::{ActionDraft, Adding, Auth, Carrier, Draft, Flow, Header, Method, Moment, Place, Placement, SignIn},
    mandrill::{SEND, key::PLACEHOLDER},
    ory::{
        action::{schema, secrets::Secrets},
        commands::{ACTION_FILE, Form, Made, PATCH_FILE, Shell, TEMPLATE_FILE, cmd, fish, posix, powershell},
        present::Present,
    },
    report::first_draft,
    share::{
        artefacts::{Artefact, Leaving},
        import, zip,
    },
};
use serde_json::{Value, json};

const KEY: &str = "md-0123456789abcdefghij";
const PROJECT: &str = "it's my $project";

/// The shells that can be had here, as a script and as one types into them.
const POSIX: [&[&str]; 5] = [&["bash"], &["dash"], &["zsh", "-f"], &["bash", "--norc", "-i"], &["zsh", "-f", "-i"]];
const FISH: [&[&str]; 1] = [&["fish", "--no-config"]];

/// What a shell could stumble over.
fn nasty_templates() -> Vec<String> {
    let long = format!(
        "function(ctx) {{ html: |||\n{}|||}}\n",
        "  <p style=\"color: 'red'\">&amp; $x `y` !z</p>\n".repeat(450)
    );
    assert!(long.len() > 20_000, "20 kB of HTML");
    [
        "function(ctx) { a: 'it''s' }",
        "function(ctx) { a: \"$HOME ${PATH} $(id) `id` !! !x \\ \\\\ %s %b %% \\n \\0101 \\c\" }\n",
        "function(ctx) { a: 'é 🦀 \u{2028} ‘curly’ ا ไทย' }\n\n\n",
        "END_OF_FILE\nEOF\n'\n\"\n'@\n@'\n",
        "line\r\nline\r\n",
        "\r\n\t\\r \\t \u{1}\u{7f}no end",
        "ends with a backslash \\",
        "ends with a backslash \\\nand goes on\\",
        "",
        "\n",
        "\n\n",
        "\ttabs\t= first\n=second ~third *fourth? [x] {a,b} <(x) >(y) #z\n-n\n--\n%s\n",
        long.as_str(),
    ]
    .iter()
    .map(|text| format!("// {PLACEHOLDER}\n{text}"))
    .chain(["no placeholder and no newline".to_owned(), String::new(), "\n".to_owned()])
    .collect()
}

/// A project as Ory Network sets one up: `session` under each method, a hook of somebody else's.
fn config() -> Value {
    let after = json!({ "hooks": [{ "hook": "session" }] });
    json!({ "selfservice": { "flows": {
        "registration": { "after": {
            "password": { "hooks": [
                { "hook": "session" },
                { "hook": "web_hook", "config": { "url": "https://crm.example.org/it's?a=b", "method": "POST", "response": { "ignore": true } } },
            ] },
            "oidc": after, "code": after, "hooks": [],
        } },
        "login": { "before": { "hooks": [] }, "after": { "password": { "hooks": [{ "hook": "require_verified_address" }] } } },
        "settings": { "ui_url": "/ui/settings", "after": { "profile": { "hooks": [] } } },
    } } })
}

/// The places of an order: two lists that are there, two that are not.
fn places() -> Vec<Place> {
    vec![
        Place::after(Flow::Registration, Method::Password),
        Place::general(Flow::Login, Moment::Before),
        Place::general(Flow::Verification, Moment::After),
        Place::after(Flow::Settings, Method::Totp),
    ]
}

fn draft(template: &str) -> Draft {
    Draft {
        template: template.to_owned(),
        action: ActionDraft { url: SEND.to_owned(), ..ActionDraft::default() },
        placement: Placement { places: places(), project: PROJECT.to_owned(), ..Placement::default() },
        ..first_draft()
    }
}

/// What would be copied.
fn make(draft: &Draft, form: Form, shell: Shell) -> Made {
    make_with(draft, form, shell, &Secrets::default(), None)
}

fn make_with(draft: &Draft, form: Form, shell: Shell, secrets: &Secrets, present: Option<&Present>) -> Made {
    Leaving { draft, key: Some(KEY), secrets, present, warning: None }.make(Artefact::Command(form, shell))
}

fn folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("stand-in-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The arguments a program gets when a text is run by a shell, and the folder it ran in.
fn paste(shell: &[&str], text: &str, program: &str) -> (Vec<String>, PathBuf) {
    let folder = folder();
    let stand_in = folder.join(program);
    fs::write(&stand_in, "#!/bin/sh\nfor argument in \"$@\"; do printf '%s\\0' \"$argument\"; done > \"$RECORD\"\n")
        .unwrap();
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755)).unwrap();
    let record = folder.join("arguments");
    let mut child = Command::new(shell[0])
        .args(&shell[1..])
        .current_dir(&folder)
        .env("PATH", format!("{}:{}", folder.display(), std::env::var("PATH").unwrap()))
        .env("RECORD", &record)
        .env("HOME", &folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{} cannot be started ({error}); `cargo xtask setup` installs it", shell[0]));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let recorded = fs::read(&record).unwrap_or_else(|_| {
        panic!("{shell:?} never called {program}\n{text}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    let arguments =
        recorded.split(|byte| *byte == 0).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect::<Vec<_>>();
    (arguments[..arguments.len() - 1].to_vec(), folder)
}

/// The CLI: what it makes of its arguments in a folder, applied to a project. Fails with the CLI's words.
fn ory(arguments: &[String], folder: &Path, project: &mut Value) -> Result<BTreeMap<String, Vec<String>>, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (prefix, rest) = match words[..] {
        ["patch", "identity-config", ..] => ("/services/identity/config", &words[2..]),
        ["patch", "project", ..] => ("", &words[2..]),
        _ => return Err(format!("unknown command: {words:?}")),
    };
    let mut flags: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut at = 0;
    while at < rest.len() {
        if rest[at].starts_with("--") {
            let value = *rest.get(at + 1).ok_or_else(|| format!("flag needs an argument: {}", rest[at]))?;
            flags.entry(rest[at].to_owned()).or_default().push(value.to_owned());
            at += 2;
        } else if prefix.is_empty() {
            flags.entry("argument".to_owned()).or_default().push(rest[at].to_owned());
            at += 1;
        } else {
            return Err(format!("unknown argument {}", rest[at]));
        }
    }
    let mut operations = Vec::new();
    for file in flags.get("--file").into_iter().flatten() {
        let text = fs::read_to_string(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
        let list: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
        for operation in list {
            let text = |name: &str| operation[name].as_str().unwrap_or_default().to_owned();
            operations.push((text("op"), text("path"), operation["value"].clone()));
        }
    }
    for (flag, op) in [("--add", "add"), ("--replace", "replace")] {
        for given in flags.get(flag).into_iter().flatten() {
            let (path, value) = given.split_once('=').ok_or_else(|| format!("no = in {given}"))?;
            let value = serde_json::from_str(value).map_err(|error| format!("must be valid JSON: {error}: {value}"))?;
            operations.push((op.to_owned(), format!("{prefix}{path}"), value));
        }
    }
    if operations.is_empty() {
        return Err("at least one of --file, --add, --replace, or --remove must be set".to_owned());
    }
    for (op, path, mut value) in operations {
        embed(&mut value, folder);
        patch(project, &op, &path, value)?;
    }
    Ok(flags)
}

/// Replaces every `file://` of a value by what is in that file.
fn embed(value: &mut Value, folder: &Path) {
    match value {
        Value::String(text) => {
            if let Some(path) = text.strip_prefix("file://") {
                *text = format!("base64://{}", STANDARD.encode(fs::read(folder.join(path)).unwrap()));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| embed(item, folder)),
        Value::Object(fields) => fields.values_mut().for_each(|item| embed(item, folder)),
        _ => {}
    }
}

/// JSON-Patch as Ory applies it: `add` makes the parents it needs, `replace` of what is not there adds.
fn patch(root: &mut Value, op: &str, path: &str, value: Value) -> Result<(), String> {
    let (parent, last) = path.rsplit_once('/').ok_or_else(|| format!("no path: {path}"))?;
    let mut here = root;
    let mut steps = parent.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let next = steps.peek().copied().unwrap_or(last);
        let missing = if next == "-" || next.parse::<usize>().is_ok() { json!([]) } else { json!({}) };
        here = match here {
            Value::Object(fields) => fields.entry(step).or_insert(missing),
            Value::Array(items) => {
                let at: usize = step.parse().map_err(|_| format!("no index: {step}"))?;
                items.get_mut(at).ok_or_else(|| format!("no such index: {at}"))?
            }
            other => return Err(format!("{step} below {other}")),
        };
    }
    match (here, op) {
        (Value::Object(fields), "add" | "replace") => {
            fields.insert(last.to_owned(), value);
            Ok(())
        }
        (Value::Array(items), "add") if last == "-" => {
            items.push(value);
            Ok(())
        }
        (Value::Array(items), "add") => {
            let at: usize = last.parse().map_err(|_| format!("no index: {last}"))?;
            if at > items.len() {
                return Err(format!("Unable to access invalid index: {at}"));
            }
            items.insert(at, value);
            Ok(())
        }
        (_, op) => Err(format!("{op} {path} is not possible")),
    }
}

/// Holds every list of hooks of a project against Kratos' rules.
fn judge(config: &Value) {
    for (flow, moments) in config["selfservice"]["flows"].as_object().unwrap() {
        for moment in ["before", "after"] {
            let Some(lists) = moments.get(moment).and_then(Value::as_object) else { continue };
            for (name, list) in lists {
                let (at, hooks) = match name.as_str() {
                    "hooks" => (format!("/selfservice/flows/{flow}/{moment}/hooks"), list),
                    method => (format!("/selfservice/flows/{flow}/{moment}/{method}/hooks"), &list["hooks"]),
                };
                assert_eq!(schema::refusals(&at, hooks), [], "{at}: {hooks}");
            }
        }
    }
}

/// Runs a text in a shell and applies it; gives the configuration after it, the flags and the folder.
fn run(shell: &[&str], text: &str, before: &Value) -> (Value, BTreeMap<String, Vec<String>>, PathBuf) {
    let (arguments, folder) = paste(shell, text, "ory");
    let mut project = json!({ "name": "p", "services": { "identity": { "config": before } } });
    let flags = ory(&arguments, &folder, &mut project).unwrap_or_else(|error| panic!("{shell:?}: {error}\n{text}"));
    let after = project["services"]["identity"]["config"].clone();
    judge(&after);
    (after, flags, folder)
}

fn hooks(config: &Value, place: Place) -> Vec<Value> {
    config.pointer(&place.location()).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn template_of(hook: &Value) -> String {
    let body = hook["config"]["body"].as_str().unwrap().strip_prefix("base64://").unwrap();
    String::from_utf8(STANDARD.decode(body).unwrap()).unwrap()
}

fn check(draft: &Draft, form: Form, shell: Shell, program: &[&str]) {
    let made = make(draft, form, shell);
    assert_eq!(made.instead, None);
    let (after, flags, folder) = run(program, &made.text, &config());
    let given = if form == Form::Project { &flags["argument"] } else { &flags["--project"] };
    assert_eq!(given, &[PROJECT], "{program:?}");
    assert_eq!(flags["--format"], ["yaml"]);
    let expected = draft.template.replace(PLACEHOLDER, KEY);
    for place in places() {
        let (before, after) = (hooks(&config(), place), hooks(&after, place));
        assert_eq!(after.len(), before.len() + 1, "{place}");
        assert_eq!(after[..before.len()], before[..], "what was there stays, before it");
        let ours = after.last().unwrap();
        assert_eq!(template_of(ours), expected, "{program:?} {form:?}");
        assert_eq!(ours["config"]["response"], json!({ "ignore": true }));
    }
    // Nothing else has changed.
    let mut rest = after.clone();
    for place in places() {
        if let Some(list) = rest.pointer_mut(&place.location()).and_then(Value::as_array_mut) {
            list.pop();
        }
    }
    assert_eq!(hooks(&rest, places()[0]), hooks(&config(), places()[0]));
    assert_eq!(rest["selfservice"]["flows"]["registration"], config()["selfservice"]["flows"]["registration"]);
    // The files it wrote are the files it says.
    for file in &made.files {
        let written = fs::read_to_string(folder.join(file.name)).unwrap();
        assert_eq!(written, file.content, "{program:?} {form:?} {}", file.name);
    }
    fs::remove_dir_all(folder).unwrap();
}

fn every_form_works(shell: Shell, program: &[&str], forms: &[Form]) {
    for template in nasty_templates() {
        for form in forms {
            check(&draft(&template), *form, shell, program);
        }
    }
}

const FORMS: [Form; 4] = [Form::One, Form::Files, Form::Embed, Form::Project];

#[test]
fn every_form_works_as_pasted_in_bash() {
    every_form_works(Shell::Posix, POSIX[0], &FORMS);
}

#[test]
fn every_form_works_as_pasted_in_dash() {
    every_form_works(Shell::Posix, POSIX[1], &FORMS);
}

#[test]
fn every_form_works_as_pasted_in_zsh() {
    every_form_works(Shell::Posix, POSIX[2], &FORMS);
}

#[test]
fn every_form_works_as_pasted_in_fish() {
    every_form_works(Shell::Fish, FISH[0], &FORMS);
}

/// As one types into them: history, `!` and line by line.
#[test]
fn it_works_as_typed_into_bash_and_zsh() {
    for program in &POSIX[3..] {
        every_form_works(Shell::Posix, program, &[Form::One, Form::Files]);
    }
}

#[test]
fn whatever_the_action_holds_arrives() {
    let mut secrets = Secrets::default();
    secrets.set_value("s'e\"c$r`e!t\\ ünd %HOME%");
    let draft = Draft {
        action: ActionDraft {
            url: "https://hooks.example.org/it's?a=b&c=$d#`e`!".into(),
            headers: vec![Header { name: "X-Grüße".into(), value: "schöne \"Grüße\" ' \\ $HOME !x 🦀".into() }],
            auth: Auth::ApiKey { name: "Authorization".into(), carrier: Carrier::Header, prefix: "Bearer ".into() },
            id: "it's".into(),
            emit_analytics_event: false,
            ..ActionDraft::default()
        },
        ..draft("function(ctx) { a: 'é' }\n")
    };
    let expected = json!({
        "hook": "web_hook",
        "config": {
            "id": "it's", "url": "https://hooks.example.org/it's?a=b&c=$d#`e`!", "method": "POST",
            "headers": { "X-Grüße": "schöne \"Grüße\" ' \\ $HOME !x 🦀" },
            "auth": { "type": "api_key", "config": { "name": "Authorization", "value": "Bearer s'e\"c$r`e!t\\ ünd %HOME%", "in": "header" } },
            "response": { "ignore": true }, "emit_analytics_event": false,
        },
    });
    for form in [Form::One, Form::Files, Form::Embed, Form::Project] {
        for (shell, program) in POSIX.map(|program| (Shell::Posix, program)).into_iter().chain([(Shell::Fish, FISH[0])])
        {
            let made = make_with(&draft, form, shell, &secrets, None);
            let (after, _, folder) = run(program, &made.text, &config());
            let mut ours = hooks(&after, places()[0]).pop().unwrap();
            ours["config"].as_object_mut().unwrap().remove("body");
            assert_eq!(ours, expected, "{program:?} {form:?}");
            fs::remove_dir_all(folder).unwrap();
        }
    }
}

#[test]
fn a_replaced_list_can_be_replaced_again_and_keeps_what_was_shown() {
    let mut draft = draft("function(ctx) { a: 1 }\n");
    draft.placement.adding = Adding::Replace;
    let present = Present::of(&config()).unwrap();
    for form in [Form::One, Form::Files, Form::Embed, Form::Project] {
        for (shell, program) in
            [(Shell::Posix, POSIX[0]), (Shell::Posix, POSIX[1]), (Shell::Posix, POSIX[2]), (Shell::Fish, FISH[0])]
        {
            // Without the project's hooks the list is ours alone.
            let alone = make(&draft, form, shell);
            let (after, _, folder) = run(program, &alone.text, &config());
            assert_eq!(hooks(&after, places()[0]).len(), 1);
            fs::remove_dir_all(folder).unwrap();
            // With them they stay.
            let made = make_with(&draft, form, shell, &Secrets::default(), Some(&present));
            let (once, _, folder) = run(program, &made.text, &config());
            fs::remove_dir_all(folder).unwrap();
            let before = hooks(&config(), places()[0]);
            let list = hooks(&once, places()[0]);
            assert_eq!((list.len(), &list[..before.len()]), (before.len() + 1, &before[..]));
            let (twice, _, folder) = run(program, &made.text, &once);
            fs::remove_dir_all(folder).unwrap();
            assert_eq!(twice, once, "{program:?} {form:?}");
        }
    }
}

#[test]
fn first_means_before_what_is_there() {
    let mut draft = draft("function(ctx) {}");
    draft.placement.adding = Adding::First;
    for form in [Form::One, Form::Project] {
        let (after, _, folder) = run(POSIX[0], &make(&draft, form, Shell::Posix).text, &config());
        let list = hooks(&after, places()[0]);
        assert_eq!((list.len(), &list[1..]), (3, &hooks(&config(), places()[0])[..]));
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn what_is_not_given_or_refused_beside_an_api_key_is_left_out() {
    let mut draft = draft("function(ctx) {}");
    draft.placement.workspace = "w".to_owned();
    let flags = |draft: &Draft, form: Form| {
        let (_, flags, folder) = run(POSIX[0], &make(draft, form, Shell::Posix).text, &config());
        fs::remove_dir_all(folder).unwrap();
        let has = |name: &str| flags.contains_key(name);
        (has("--project") || has("argument"), has("--workspace"))
    };
    for form in [Form::One, Form::Project] {
        draft.placement.sign_in = SignIn::Browser;
        assert_eq!(flags(&draft, form), (true, true));
        draft.placement.sign_in = SignIn::WorkspaceKey;
        assert_eq!(flags(&draft, form), (true, false));
        draft.placement.sign_in = SignIn::ProjectKey;
        assert_eq!(flags(&draft, form), (false, false));
    }
    draft.placement = Placement { places: places(), project: " ".to_owned(), ..Placement::default() };
    assert_eq!(flags(&draft, Form::One), (false, false));
}

#[test]
fn what_is_too_long_for_an_argument_comes_with_files_and_works() {
    let template = format!("function(ctx) {{ a: '{}' }}\n", "x".repeat(200_000));
    let draft = draft(&template);
    for (shell, program) in
        [(Shell::Posix, POSIX[0]), (Shell::Posix, POSIX[1]), (Shell::Posix, POSIX[2]), (Shell::Fish, FISH[0])]
    {
        for form in [Form::One, Form::Files] {
            let made = make(&draft, form, shell);
            let instead = made.instead.expect("it says why");
            assert!(instead.contains("131,071"), "{instead}");
            let (after, _, folder) = run(program, &made.text, &config());
            assert_eq!(template_of(hooks(&after, places()[0]).last().unwrap()), template);
            fs::remove_dir_all(folder).unwrap();
        }
    }
    // Windows takes less: what fits Linux is too long there.
    let shorter = self::draft(&format!("function(ctx) {{ a: '{}' }}\n", "x".repeat(40_000)));
    assert_eq!(make(&shorter, Form::One, Shell::Posix).instead, None);
    let made = make(&shorter, Form::One, Shell::PowerShell);
    assert!(made.instead.unwrap().contains("32,767") && made.text.contains("file://./mail.jsonnet"));
    let longest = made.text.lines().filter(|line| line.contains("--add")).map(str::len).max().unwrap();
    assert!(longest < 1_000, "{longest}");
}

#[test]
fn the_longest_argument_that_fits_is_taken_by_the_system() {
    // The boundary itself, found by the text of the command.
    let mut draft = draft("");
    draft.placement.places = vec![places()[0]];
    let fits = |draft: &Draft| make(draft, Form::One, Shell::Posix).instead.is_none();
    let (mut low, mut high) = (0, 200_000);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        draft.template = "x".repeat(middle);
        if fits(&draft) { low = middle } else { high = middle }
    }
    draft.template = "x".repeat(low);
    let (after, _, folder) = run(POSIX[0], &make(&draft, Form::One, Shell::Posix).text, &config());
    assert_eq!(template_of(hooks(&after, places()[0]).last().unwrap()), draft.template);
    fs::remove_dir_all(folder).unwrap();
    assert!(low > 90_000, "{low}");
}

#[test]
fn the_request_sends_the_operations() {
    let draft = draft("function(ctx) { a: 'it''s' }");
    for (shell, program) in
        [(Shell::Posix, POSIX[0]), (Shell::Posix, POSIX[1]), (Shell::Posix, POSIX[2]), (Shell::Fish, FISH[0])]
    {
        let made = make(&draft, Form::Rest, shell);
        let (arguments, folder) = paste(program, &made.text, "curl");
        assert_eq!(
            arguments[..3],
            [
                "-X".to_owned(),
                "PATCH".to_owned(),
                "https://api.console.ory.com/projects/it%27s%20my%20%24project".to_owned()
            ]
        );
        assert_eq!(arguments[7..], ["--data-binary".to_owned(), format!("@{PATCH_FILE}")]);
        let written: Value = serde_json::from_str(&fs::read_to_string(folder.join(PATCH_FILE)).unwrap()).unwrap();
        let mut project = json!({});
        for operation in written.as_array().unwrap() {
            patch(&mut project, "add", operation["path"].as_str().unwrap(), operation["value"].clone()).unwrap();
        }
        judge(&project["services"]["identity"]["config"]);
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn cmd_gets_the_files() {
    let draft = draft("function(ctx) { a: 'x' }\n");
    for form in [Form::One, Form::Files, Form::Embed, Form::Project] {
        let made = make(&draft, form, Shell::Cmd);
        assert_eq!(made.text, "ory patch project \"it's my $project\" --file patch.json --format yaml\n");
        assert_eq!(made.instead.is_some(), form != Form::Project);
        let [file] = &made.files[..] else { panic!("{:?}", made.files) };
        assert_eq!(file.name, PATCH_FILE);
        let folder = folder();
        fs::write(folder.join(file.name), &file.content).unwrap();
        let mut project = json!({ "services": { "identity": { "config": config() } } });
        let words = ["patch", "project", PROJECT, "--file", PATCH_FILE, "--format", "yaml"].map(str::to_owned);
        ory(&words, &folder, &mut project).unwrap();
        let after = &project["services"]["identity"]["config"];
        judge(after);
        assert_eq!(template_of(hooks(after, places()[1]).last().unwrap()), draft.template);
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn all_files_are_there_to_be_kept() {
    let draft = draft("function(ctx) { key: '{Your-Mailchimp-Api-Key}' }\n");
    let leaving = Leaving { draft: &draft, key: Some(KEY), secrets: &Secrets::default(), present: None, warning: None };
    let files = leaving.files();
    assert_eq!(
        files.iter().map(|file| file.name).collect::<Vec<_>>(),
        [TEMPLATE_FILE, ACTION_FILE, PATCH_FILE, "README.md"]
    );
    assert!(files[0].content.contains(KEY));
    assert!(files[3].content.contains("version control") && files[3].content.contains("registration/after/password"));
    assert!(!files[3].content.contains(KEY));
}

#[test]
fn the_zip_holds_every_file_byte_for_byte() {
    let draft = draft("function(ctx) { a: 'ü 🦀' }\r\n");
    let leaving = Leaving { draft: &draft, key: None, secrets: &Secrets::default(), present: None, warning: None };
    let files = leaving.files();
    let folder = folder();
    let path = folder.join("all.zip");
    fs::write(&path, zip::archive(&files)).unwrap();
    // Another program's reader: Python's own.
    let read = Command::new("python3")
        .args(["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])"])
        .args([&path, &folder])
        .output()
        .unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    for file in &files {
        assert_eq!(fs::read_to_string(folder.join(file.name)).unwrap(), file.content);
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Tables of the shells that cannot be had here: the text, and the word that stands for it.
#[test]
fn a_word_stands_for_exactly_its_text() {
    for (text, word) in [
        ("plain", "'plain'"),
        ("a'b", "\"a'b\""),
        ("a'b!", r"'a'\''b!'"),
        ("a'b\"c", r#"'a'\''b"c'"#),
        ("$x `y` \\", r"'$x `y` \'"),
        ("", "''"),
    ] {
        assert_eq!(posix::quoted(text), word);
    }
    for (text, word) in
        [("plain", "'plain'"), ("a'b!", "\"a'b!\""), (r"a'b\n", r"'a\'b\\n'"), ("$x", "'$x'"), ("", "''")]
    {
        assert_eq!(fish::quoted(text), word);
    }
    // about_Quoting_Rules: a quote inside single quotes is doubled, and curly ones are quotes as well.
    for (text, word) in [
        ("plain $x `y` \"z\"", "'plain $x `y` \"z\"'"),
        ("it's", "'it''s'"),
        ("‘a’ ‚b‛", "'‘‘a’’ ‚‚b‛‛'"),
        ("“double” stays", "'“double” stays'"),
        ("a\tb\r", "('a' + [char]9 + 'b' + [char]13 + '')"),
        ("", "''"),
    ] {
        assert_eq!(powershell::quoted(text), word);
    }
    for (text, word) in [
        ("id-1", "id-1"),
        ("my project", "\"my project\""),
        ("a&b", "\"a&b\""),
        ("a\"b", r#"^"a\^"b^""#),
        ("50%", "^\"50^%^\""),
        ("", "\"\""),
    ] {
        assert_eq!(cmd::quoted(text), word);
    }
}

/// A line at the prompt of cmd.exe as a program gets it: variables, then carets, then the program's own quotes
/// (Microsoft's reference of `cmd`, “Parsing C command-line arguments”); none where it is more than one command.
fn cmd_arguments(line: &str) -> Option<Vec<String>> {
    let line = line.replace("%PATH%", "C:\\Windows");
    let (mut plain, mut quoted) = (String::new(), false);
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '^' if !quoted => plain.extend(signs.next()),
            '&' | '|' | '<' | '>' if !quoted => return None,
            sign => {
                quoted ^= sign == '"';
                plain.push(sign);
            }
        }
    }
    let (mut arguments, mut slashes, mut quoted) = (vec![String::new()], 0, false);
    for sign in plain.trim_end().chars() {
        let last = arguments.last_mut()?;
        match sign {
            '\\' => slashes += 1,
            '"' => {
                last.push_str(&"\\".repeat(slashes / 2));
                if slashes % 2 == 1 {
                    last.push('"')
                } else {
                    quoted = !quoted
                }
                slashes = 0;
            }
            sign => {
                last.push_str(&"\\".repeat(slashes));
                slashes = 0;
                if sign == ' ' && !quoted { arguments.push(String::new()) } else { last.push(sign) }
            }
        }
    }
    Some(arguments)
}

#[test]
fn names_with_anything_in_them_come_through_cmd_and_windows_powershell() {
    let names =
        ["it's my project", "R&D | \"x\" & calc", "50% of %PATH%", "a^b <c>", "ends \\", "\"q\"\\", "(x) \"y\" (z)"];
    for name in names {
        let mut draft = draft("function(ctx) {}");
        draft.placement.project = name.to_owned();
        draft.placement.workspace = name.to_owned();
        let made = make(&draft, Form::Project, Shell::Cmd);
        let words = ["ory", "patch", "project", name, "--workspace", name, "--file", PATCH_FILE, "--format", "yaml"];
        assert_eq!(cmd_arguments(&made.text).as_deref(), Some(&words.map(str::to_owned)[..]), "{}", made.text);
        let read = import::files(&[
            (String::new(), made.text.clone()),
            (PATCH_FILE.to_owned(), made.files[0].content.clone()),
        ]);
        assert_eq!((read.project.as_deref(), read.workspace.as_deref()), (Some(name), Some(name)), "{}", made.text);
        // Windows PowerShell takes the quotes out of what is not given by Keep-Quotes.
        for form in [Form::One, Form::Project] {
            let made = make(&draft, form, Shell::PowerShell);
            let kept = made.text.matches(&format!("(Keep-Quotes {})", powershell::quoted(name))).count();
            assert_eq!(kept, if name.contains('"') { 2 } else { 0 }, "{}", made.text);
            assert_eq!(
                made.text.contains("function Keep-Quotes"),
                made.text.contains("(Keep-Quotes "),
                "{}",
                made.text
            );
            let read = import::read(&made.text);
            assert_eq!((read.project.as_deref(), read.workspace.as_deref()), (Some(name), Some(name)), "{}", made.text);
        }
    }
}

/// PowerShell's own rules for what we write, read back: single quotes, doubled quotes, `[char]N`, `+`, and `@(…) -join`.
fn powershell_value(expression: &str) -> String {
    let mut text = String::new();
    let mut rest = expression.trim().trim_start_matches('(').trim_end_matches(')');
    while !rest.is_empty() {
        rest = rest.trim_start_matches([' ', '+']);
        if let Some(number) = rest.strip_prefix("[char]") {
            let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
            text.push(char::from_u32(number[..end].parse().unwrap()).unwrap());
            rest = &number[end..];
        } else if let Some(quoted) = rest.strip_prefix('\'') {
            let is_quote = |c: char| "'‘’‚‛".contains(c);
            let mut characters = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, character)) = characters.next() {
                if !is_quote(character) {
                    text.push(character);
                } else if let Some((_, next)) = characters.next_if(|(_, next)| is_quote(*next)) {
                    text.push(next);
                } else {
                    end = at + character.len_utf8();
                    break;
                }
            }
            rest = &quoted[end..];
        } else {
            assert!(rest.is_empty(), "not of ours: {rest:?} in {expression}");
        }
    }
    text
}

#[test]
fn powershell_writes_the_files_byte_for_byte() {
    for template in nasty_templates() {
        let made = make(&draft(&template), Form::Files, Shell::PowerShell);
        for file in &made.files {
            let begin = format!("[IO.File]::WriteAllText(\"$PWD/{}\", (@(\n", file.name);
            let after = &made.text[made.text.find(&begin).unwrap() + begin.len()..];
            let lines = &after[..after.find("\n) -join \"`n\"))\n").unwrap()];
            let written = lines.split('\n').map(powershell_value).collect::<Vec<_>>().join("\n");
            assert_eq!(written, file.content);
        }
        assert!(!made.text.replace("\n", "").chars().any(char::is_control), "a terminal takes it as it is");
    }
}

#[test]
fn powershell_keeps_the_quotes_of_arguments() {
    let made = make(&draft("function(ctx) {}"), Form::One, Shell::PowerShell);
    assert!(made.text.contains(r#"$text -replace '(\\*)"', '$1$1\"'"#), "{}", made.text);
    let value = made
        .text
        .lines()
        .find_map(|line| line.trim().strip_prefix("--add (Keep-Quotes ")?.strip_suffix(") `"))
        .unwrap();
    let (path, action) = powershell_value(value).split_once('=').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(path, "/selfservice/flows/registration/after/password/hooks/-");
    assert_eq!(
        schema::refusals(
            "/selfservice/flows/registration/after/password/hooks",
            &json!([serde_json::from_str::<Value>(&action).unwrap()])
        ),
        []
    );
}
