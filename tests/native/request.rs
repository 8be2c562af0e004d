//! The request as it goes out, and copied commands run by real shells with stand-ins that write down what they got.
#![cfg(unix)]

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt,
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use playground::{
    draft::{ActionDraft, Auth, Carrier, Header},
    mandrill::key::{self, PLACEHOLDER},
    ory::{action::secrets::SECRET, request::Request},
};

fn action(method: &str, url: &str) -> ActionDraft {
    ActionDraft { url: url.to_owned(), method: method.to_owned(), ..playground::report::first_draft().action }
}

const URL: &str = "https://mandrillapp.com/api/1.0/messages/send";

/// Bodies a shell could stumble over; the last is longer than any argument may be.
fn nasty_bodies() -> Vec<String> {
    vec![
        "{\n   \"a\": \"it's $HOME `id` $(id) !! \\\\ \\\"x\\\" é 🦀\"\n}\n".to_owned(),
        "{\n   \"html\": \"<p style='x'>%s</p>\\n\"\n}\n".to_owned(),
        "\"@file\"\n".to_owned(),
        "END_OF_BODY\nEND_OF_BODY_\n".to_owned(),
        "no newline".to_owned(),
        format!("{{\n   \"html\": \"{}\"\nEND_OF_BODY\n}}\n", "it's $x `y` ".repeat(15_000)),
    ]
}

/// The arguments and the standard input a stand-in gets when this is run by a shell.
fn run(shell: &str, tool: &str, command: &str) -> (Vec<String>, String) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("request-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(&folder).unwrap();
    let stand_in = folder.join(tool);
    let script = "#!/bin/sh\nfor argument in \"$@\"; do printf '%s\\0' \"$argument\"; done > arguments\ncat > input\n";
    fs::write(&stand_in, script).unwrap();
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.join("command"), command).unwrap();
    let mut child = Command::new(shell)
        .arg("command")
        .current_dir(&folder)
        .env("PATH", format!("{}:{}", folder.display(), std::env::var("PATH").unwrap()))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{shell} cannot be started: {error}"));
    child.stdin.take().unwrap().flush().unwrap();
    let output = child.wait_with_output().unwrap();
    let recorded = fs::read(folder.join("arguments")).unwrap_or_else(|_| {
        panic!("{shell} never called {tool}\n{command}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    let arguments = String::from_utf8(recorded).unwrap();
    let input = fs::read_to_string(folder.join("input")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    (arguments.split_terminator('\0').map(str::to_owned).collect(), input)
}

#[test]
fn curl_sends_exactly_the_body() {
    for body in nasty_bodies() {
        let action = action("POST", URL);
        let command = Request::of(&action, &body).curl();
        for shell in ["bash", "zsh"] {
            let (arguments, input) = run(shell, "curl", &command);
            assert_eq!(arguments[..3], ["--request", "POST", URL], "{shell}");
            assert_eq!(arguments[3..5], ["--header", "Content-Type: application/json"]);
            assert_eq!(arguments[5], "--data-binary");
            let sent = if arguments[6] == "@-" { input } else { arguments[6].clone() };
            assert!(sent == body, "{shell}: {sent:?} is not {body:?}");
        }
    }
}

#[test]
fn httpie_sends_exactly_the_body() {
    for body in nasty_bodies() {
        let action = action("POST", URL);
        let command = Request::of(&action, &body).httpie();
        for shell in ["bash", "zsh"] {
            let (arguments, input) = run(shell, "http", &command);
            assert_eq!(arguments[..3], ["POST", URL, "Content-Type:application/json"], "{shell}");
            let sent = if arguments.len() > 3 { arguments[4].clone() } else { input };
            assert!(sent == body, "{shell}: {sent:?} is not {body:?}");
            assert!(arguments.len() == 3 || arguments[3] == "--raw");
        }
    }
}

#[test]
fn an_address_with_brackets_is_taken_as_it_is() {
    let action = action("PUT", "https://mandrillapp.com/it's/{a}?x[]=1&y=2");
    let (arguments, _) = run("bash", "curl", &Request::of(&action, "{}\n").curl());
    assert_eq!(arguments[..4], ["--request", "PUT", "--globoff", action.url.as_str()]);
}

#[test]
fn the_request_is_written_as_http_writes_it() {
    let action = action("POST", "https://user@mandrillapp.com:8443?x=1#part");
    let request = Request::of(&action, "{ }\n");
    assert_eq!(request.line(), "POST /?x=1 HTTP/1.1");
    let headers = request.headers();
    let expected = [("Host", "mandrillapp.com:8443"), ("Content-Type", "application/json"), ("Content-Length", "4")];
    assert_eq!(headers[..3], expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(request.text().starts_with("POST /?x=1 HTTP/1.1\nHost: ") && request.text().ends_with("\n\n{ }\n"));
}

#[test]
fn headers_and_proof_of_the_action_are_sent_along() {
    let mut action = action("POST", URL);
    action.headers = vec![Header { name: "X-It's".to_owned(), value: "a $b".to_owned() }];
    action.auth =
        Auth::ApiKey { name: "Authorization".to_owned(), carrier: Carrier::Header, prefix: "Bearer ".to_owned() };
    let request = Request::of(&action, "{}\n");
    let (arguments, _) = run("bash", "curl", &request.curl());
    assert!(arguments.contains(&"X-It's: a $b".to_owned()), "{arguments:?}");
    assert!(arguments.contains(&format!("Authorization: Bearer {SECRET}")), "{arguments:?}");
    let (arguments, _) = run("bash", "http", &request.httpie());
    assert!(arguments.contains(&"X-It's:a $b".to_owned()), "{arguments:?}");
}

#[test]
fn only_trace_goes_without_a_body() {
    let trace = action("TRACE", URL);
    let request = Request::of(&trace, "{}\n");
    assert!(
        !request.curl().contains("data-binary") && request.headers().iter().all(|(name, _)| *name != "Content-Type")
    );
    assert_eq!(Request::of(&action("trace", URL), "{}\n").body, "{}\n");
}

#[test]
fn a_key_in_the_body_is_left_out() {
    let body = "{\n   \"key\": \"md-0123456789abcdefghijkl\",\n   \"note\": \"md-0123456789abcdefghijkl, again\"\n}\n";
    let left_out = key::left_out(body);
    assert!(!left_out.contains("0123456789") && left_out.matches(PLACEHOLDER).count() == 2, "{left_out}");
    assert_eq!(
        key::left_out("{\"key\": \"no\", \"a\": \"not no\"}"),
        format!("{{\"key\": \"{PLACEHOLDER}\", \"a\": \"not no\"}}")
    );
    for unchanged in ["[]", "{}", "{\"key\": 3}", "{\"key\": \"\"}", "{"] {
        assert_eq!(key::left_out(unchanged), unchanged);
    }
}
