//! Copied commands, run by real shells with a stand-in `ory` that writes its arguments down.
#![cfg(unix)]

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use playground::{
    draft::{Draft, Method},
    mandrill::key::{self, PLACEHOLDER},
    ory::commands::posix,
    report::first_draft,
};

const KEY: &str = "md-0123456789abcdefghij";

/// What a shell could stumble over.
fn nasty_templates() -> Vec<String> {
    let long = format!(
        "function(ctx) {{ html: |||\n{}|||}}\n",
        "  <p style=\"color: 'red'\">&amp; $x `y` !z</p>\n".repeat(450)
    );
    assert!(long.len() > 20_000, "20 kB of HTML");
    [
        "function(ctx) { a: 'it''s' }",
        "function(ctx) { a: \"$HOME ${PATH} $(id) `id` !! !x \\ \\\\ %s\" }\n",
        "function(ctx) { a: 'é 🦀 \u{2028} ا ไทย' }\n\n\n",
        "END_OF_FILE\nEND_OF_FILE_2\nEOF\n",
        "line\r\nline\r\n",
        "ends with a backslash \\",
        "",
        "\n",
        "\ttabs\t= first\n=second ~third *fourth? [x] {a,b} <(x) >(y) #z\n",
        long.as_str(),
    ]
    .iter()
    .map(|text| format!("// {PLACEHOLDER}\n{text}"))
    .chain(["no placeholder and no newline".to_owned()])
    .collect()
}

fn folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("stand-in-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The arguments `ory` gets when this is pasted into a shell, and the folder it ran in.
fn paste(shell: &[&str], text: &str) -> (Vec<String>, PathBuf) {
    let folder = folder();
    let stand_in = folder.join("ory");
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
        .unwrap_or_else(|error| panic!("{} cannot be started ({error}); on Debian: apt install zsh", shell[0]));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let recorded = fs::read(&record)
        .unwrap_or_else(|_| panic!("{shell:?} never called ory\n{text}\n{}", String::from_utf8_lossy(&output.stderr)));
    let arguments =
        recorded.split(|byte| *byte == 0).map(|part| String::from_utf8(part.to_vec()).unwrap()).collect::<Vec<_>>();
    (arguments[..arguments.len() - 1].to_vec(), folder)
}

fn draft(template: &str) -> Draft {
    let mut draft = Draft { template: template.to_owned(), ..first_draft() };
    draft.placement.methods = vec![Method::Password, Method::Oidc];
    draft.placement.project = "it's my $project".to_owned();
    draft
}

fn with_key(draft: &Draft) -> Draft {
    Draft { template: key::put_in(&draft.template, Some(KEY)), ..draft.clone() }
}

fn check(shell: &[&str], draft: &Draft, text: &str) -> PathBuf {
    let (arguments, folder) = paste(shell, text);
    assert_eq!(arguments[..2], ["patch", "identity-config"], "{shell:?}");
    let after = |flag: &str| -> Vec<&String> {
        arguments
            .iter()
            .zip(arguments.iter().skip(1))
            .filter(|(name, _)| *name == flag)
            .map(|(_, value)| value)
            .collect()
    };
    assert_eq!(after("--project"), ["it's my $project"]);
    assert_eq!(after("--format"), ["yaml"]);
    let added = after("--add");
    assert_eq!(added.len(), 2, "one a method: {arguments:?}");
    for (added, method) in added.iter().zip(["password", "oidc"]) {
        let (path, value) = added.split_once('=').unwrap();
        assert_eq!(path, format!("/selfservice/flows/registration/after/{method}/hooks/-"));
        let action: serde_json::Value = serde_json::from_str(value).unwrap_or_else(|error| panic!("{error}: {value}"));
        let body = action["config"]["body"].as_str().unwrap().strip_prefix("base64://").unwrap();
        let template = String::from_utf8(STANDARD.decode(body).unwrap()).unwrap();
        assert_eq!(template, draft.template.replace(PLACEHOLDER, KEY), "{shell:?}");
    }
    folder
}

const SHELLS: [&[&str]; 4] = [&["bash"], &["zsh"], &["bash", "--norc", "-i"], &["zsh", "-f", "-i"]];

#[test]
fn the_command_in_one_piece_works_as_pasted() {
    for template in nasty_templates() {
        let draft = draft(&template);
        for shell in SHELLS {
            let folder = check(shell, &draft, &posix::one_piece(&with_key(&draft)));
            fs::remove_dir_all(folder).unwrap();
        }
    }
}

#[test]
fn the_command_with_files_works_as_pasted_and_leaves_the_files() {
    for template in nasty_templates() {
        let draft = draft(&template);
        // A here-document on a terminal is read line by line; only what is not interactive is tried here.
        for shell in &SHELLS[..2] {
            let folder = check(shell, &draft, &posix::with_files(&with_key(&draft)));
            let written = fs::read_to_string(folder.join(posix::TEMPLATE_FILE)).unwrap();
            assert_eq!(written, template.replace(PLACEHOLDER, KEY), "{shell:?}");
            let action: serde_json::Value =
                serde_json::from_str(&fs::read_to_string(folder.join(posix::ACTION_FILE)).unwrap()).unwrap();
            assert_eq!(action["hook"], "web_hook");
            fs::remove_dir_all(folder).unwrap();
        }
    }
}

#[test]
fn what_is_not_given_is_left_to_the_environment() {
    let command = posix::one_piece(&first_draft());
    assert!(!command.contains("--project") && !command.contains("--workspace"), "{command}");
    assert!(command.contains("/selfservice/flows/registration/after/password/hooks/-="));
}

#[test]
fn a_word_of_the_shell_stands_for_exactly_its_text() {
    assert_eq!(posix::quoted("a'b"), r"'a'\''b'");
}
