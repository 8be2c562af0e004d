//! The corpus runner of the import: JSON lines `{name, text}` in, one JSON line each out, in order:
//! `{name, kind, found: [{at, url, template}], message}`.
//!
//! `at` is a hook's place in Ory's configuration (`registration/after/password`), null where it is not known.

use std::io::{self, BufRead, Write};

use playground::share::import::{self, FoundPlace, ImportKind};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    name: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    name: serde_json::Value,
    kind: ImportKind,
    found: Vec<Found>,
    message: String,
}

#[derive(Serialize)]
struct Found {
    at: Option<String>,
    url: Option<String>,
    template: Option<String>,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let Case { name, text } = serde_json::from_str(&line)?;
        let read = import::read(&text);
        let mut found: Vec<Found> = read
            .found
            .into_iter()
            .map(|hook| Found { at: hook.place.as_ref().map(FoundPlace::path), url: hook.url, template: hook.template })
            .collect();
        // A whole draft of this page is found as one.
        found.extend(read.draft.map(|draft| Found {
            at: None,
            url: Some(draft.action.url),
            template: Some(draft.template),
        }));
        let answer = Answer { name, kind: read.kind, found, message: read.message };
        writeln!(out, "{}", serde_json::to_string(&answer)?)?;
    }
    out.flush()
}
