//! Addresses for Import: which may be fetched, who is asked, what is made of a page's address, and what each answer means.

use playground::share::import::{
    self, Address, ImportKind,
    address::{Fetched, fetched},
};
use serde_json::json;

#[test]
fn only_https_addresses_of_a_host_are_offered() {
    for (text, host) in [
        ("https://example.org/mail.jsonnet", "example.org"),
        ("HTTPS://Example.org", "example.org"),
        ("https://example.org:8443/a?b=c@d", "example.org:8443"),
        ("https://[2001:db8::1]:8443/a", "[2001:db8::1]:8443"),
        ("https://müller.example/a", "müller.example"),
        (" https://example.org/a#L10-L20 ", "example.org"),
    ] {
        let address = Address::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(address.host, host, "{text}");
        assert!(address.url.starts_with("https://") && !address.url.contains('#'), "{}", address.url);
    }
    for (text, says) in [
        ("http://example.org/a", "Only https"),
        ("ftp://example.org/a", "Only https"),
        ("example.org/a", "Only https"),
        ("https://me:secret@example.org/a", "password"),
        ("https://example.org@evil.example/a", "password"),
        ("https://example.org\\@evil.example/a", "cannot be read"),
        ("https://example.org\\evil/a", "cannot be read"),
        ("https://", "cannot be read"),
        ("https:///etc/passwd", "cannot be read"),
        ("https://a b.example", "cannot be read"),
        ("https://example.org:99999/", "cannot be read"),
        ("https://%65xample.org/", "cannot be read"),
        ("https://[::1", "cannot be read"),
    ] {
        let why = Address::read(text).expect_err(text);
        assert!(why.contains(says) && why.contains("paste"), "{text}: {why}");
        assert!(!why.contains("secret"), "{why}");
    }
}

#[test]
fn the_address_of_a_page_becomes_that_of_the_file() {
    for (page, file) in [
        (
            "https://github.com/o/r/blob/main/a/mail.jsonnet#L3",
            "https://raw.githubusercontent.com/o/r/main/a/mail.jsonnet",
        ),
        (
            "https://www.github.com/o/r/blob/feat/x/mail.jsonnet?plain=1",
            "https://raw.githubusercontent.com/o/r/feat/x/mail.jsonnet",
        ),
        ("https://github.com/o/r/raw/v1/kratos.yml", "https://raw.githubusercontent.com/o/r/v1/kratos.yml"),
        ("https://gist.github.com/me/0123456789abcdef", "https://gist.githubusercontent.com/me/0123456789abcdef/raw"),
        (
            "https://gist.github.com/me/0123456789abcdef#file-mail-jsonnet",
            "https://gist.githubusercontent.com/me/0123456789abcdef/raw",
        ),
        (
            "https://gitlab.com/g/s/p/-/blob/main/a/mail.jsonnet?ref_type=heads",
            "https://gitlab.com/api/v4/projects/g%2Fs%2Fp/repository/files/a%2Fmail.jsonnet/raw?ref=main",
        ),
        (
            "https://git.example.org/g/p/-/raw/v2/kratos.yml",
            "https://git.example.org/api/v4/projects/g%2Fp/repository/files/kratos.yml/raw?ref=v2",
        ),
    ] {
        let address = Address::read(page).unwrap_or_else(|why| panic!("{page}: {why}"));
        assert_eq!(address.url, file);
        assert!(address.note.is_some_and(|note| note.contains("turned into")), "{page}");
    }
    for same in [
        "https://github.com/o/r",
        "https://github.com/o/r/blob/main",
        "https://gist.github.com/me",
        "https://gist.githubusercontent.com/me/0123456789abcdef/raw/mail.jsonnet",
        "https://example.org/-/blob/x",
    ] {
        assert_eq!(Address::read(same).map(|address| (address.url, address.note)), Ok((same.to_owned(), None)));
    }
}

#[test]
fn a_pasted_address_is_only_offered() {
    let read = import::read("https://github.com/o/r/blob/main/mail.jsonnet\n");
    assert_eq!(read.kind, ImportKind::Url);
    assert_eq!(read.address.map(|address| address.host).as_deref(), Some("raw.githubusercontent.com"));
    let refused = import::read("http://example.org/mail.jsonnet");
    assert_eq!((refused.kind, refused.address), (ImportKind::Url, None));
    assert!(refused.message.contains("Only https"), "{}", refused.message);
}

#[test]
fn every_answer_is_taken_or_said_plainly() {
    let address = Address::read("https://example.org/a/mail.jsonnet?x=1").expect("an address");
    let take = |answer: serde_json::Value| fetched(&address, &answer.to_string());
    let text = "function(ctx) { a: 1 }";
    let taken = take(json!({"status": 200, "url": "https://cdn.example.net/x", "kind": "text/plain", "text": text}));
    let expected =
        Fetched { name: "mail.jsonnet".to_owned(), host: "cdn.example.net".to_owned(), text: text.to_owned() };
    assert_eq!(taken, Ok(expected));
    // What is served as html and is none is taken: some hosts do so.
    assert!(take(json!({"status": 200, "url": "", "kind": "text/html", "text": text})).is_ok());
    let page = json!({"status": 200, "kind": "text/html; charset=utf-8", "text": "\n<!DOCTYPE html><p>"});
    for (answer, says) in [
        (json!({"refused": "closed"}), "does not let other pages read it"),
        (json!({"refused": "silent"}), "Nobody could be reached"),
        (json!({"refused": "slow"}), "15 seconds"),
        (json!({"refused": "large"}), "5 MB"),
        (json!({"refused": "binary"}), "no text"),
        (json!({"refused": "blocked"}), "not https"),
        (json!({"status": 401}), "HTTP 401"),
        (json!({"status": 403}), "HTTP 403"),
        (json!({"status": 404}), "HTTP 404"),
        (json!({"status": 429}), "a minute"),
        (json!({"status": 503}), "Try again later"),
        (json!({"status": 418}), "HTTP 418"),
        (json!({"status": 200}), "HTTP 200"),
        (page, "a web page, not the file"),
        (json!({"refused": "of another kind"}), "cannot be read"),
        (json!("nonsense"), "cannot be read"),
    ] {
        let why = take(answer.clone()).expect_err(&answer.to_string());
        assert!(why.contains(says), "{answer}: {why}");
    }
    let file = "https://gitlab.com/g/p/-/blob/main/a/mail.jsonnet";
    let of_gitlab = Address::read(file).expect("an address");
    let taken = fetched(&of_gitlab, &json!({"status": 200, "text": text}).to_string()).expect("a file");
    assert_eq!((taken.name.as_str(), taken.host.as_str()), ("mail.jsonnet", "gitlab.com"));
}

#[test]
fn a_template_that_was_fetched_for_its_hook_is_put_into_it() {
    let url = "https://example.org/t?id=1";
    let action = json!({"hook": "web_hook", "config": {"url": "https://example.org", "method": "POST", "body": url}});
    let template = "function(ctx) { a: 1 }";
    let read = import::files(&[(String::new(), action.to_string()), (url.to_owned(), template.to_owned())]);
    let [choice] = &import::choices(&read)[..] else { panic!("{}", read.message) };
    assert_eq!((choice.template.as_deref(), choice.address.as_deref()), (Some(template), None));
    let alone = import::read(&action.to_string());
    assert_eq!(import::choices(&alone).first().and_then(|choice| choice.address.as_deref()), Some(url));
}
