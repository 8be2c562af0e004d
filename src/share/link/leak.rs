//! What looks like a secret in the texts of a draft: found before they are shared, and left out on a click.

use std::collections::HashSet;

use jsonc_parser::ast::Value;

use crate::{
    diagnostic::{Document, Span},
    draft::Draft,
    mandrill::key,
    ory::{ctx::json, scenarios},
};

/// What stands in the place of a secret that was left out.
pub const LEFT_OUT: &str = "left-out";

/// Something that looks like a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The text it stands in: the template or a context.
    pub document: Document,
    /// The name of the own scenario it stands in; none for the context in the editor.
    pub scenario: Option<String>,
    /// Where in that text, without quotes.
    pub span: Span,
    /// Where in words: `ctx.request_cookies.ory_session`, or `line 3`.
    pub at: String,
    /// What it seems to be.
    pub what: &'static str,
}

/// Everything in a draft that looks like a secret. What a scenario of the catalogue has itself is none.
pub fn secrets(draft: &Draft) -> Vec<Leak> {
    let mut leaks = Vec::new();
    let known: HashSet<String> =
        scenarios::all().iter().flat_map(|scenario| of_ctx(scenario.ctx())).map(|(.., text)| text).collect();
    let mut contexts = vec![(None, draft.ctx.as_str())];
    contexts.extend(draft.own_scenarios.iter().map(|own| (Some(own.name.clone()), own.ctx.as_str())));
    if let Some(span) = key::literal(&draft.template) {
        let what = "a Mandrill key";
        leaks.push(Leak {
            document: Document::Template,
            scenario: None,
            span,
            at: line(&draft.template, span.start),
            what,
        });
    }
    for (span, what) in tokens(&draft.template) {
        if !leaks.iter().any(|leak| leak.span.start < span.end && span.start < leak.span.end) {
            leaks.push(Leak {
                document: Document::Template,
                scenario: None,
                span,
                at: line(&draft.template, span.start),
                what,
            });
        }
    }
    for (scenario, ctx) in contexts {
        for (span, at, what, text) in of_ctx(ctx) {
            if !known.contains(&text) {
                leaks.push(Leak { document: Document::Ctx, scenario: scenario.clone(), span, at, what });
            }
        }
    }
    leaks
}

/// The draft with these left out: `left-out` stands in their place.
pub fn without(draft: &Draft, leaks: &[Leak]) -> Draft {
    let mut clean = draft.clone();
    let taken = |document: Document, scenario: Option<&str>, text: &str| {
        let mut spans: Vec<Span> = leaks
            .iter()
            .filter(|leak| leak.document == document && leak.scenario.as_deref() == scenario)
            .map(|leak| leak.span)
            .collect();
        spans.sort_by_key(|span| std::cmp::Reverse(span.start));
        let mut text = text.to_owned();
        for span in spans {
            if text.get(span.start..span.end).is_some() {
                text.replace_range(span.start..span.end, LEFT_OUT);
            }
        }
        text
    };
    clean.template = taken(Document::Template, None, &draft.template);
    clean.ctx = taken(Document::Ctx, None, &draft.ctx);
    for own in &mut clean.own_scenarios {
        own.ctx = taken(Document::Ctx, Some(own.name.as_str()), &own.ctx);
    }
    clean
}

fn line(text: &str, at: usize) -> String {
    format!("line {}", text.get(..at).unwrap_or_default().matches('\n').count() + 1)
}

type Seen = (Span, String, &'static str, String);

fn of_ctx(ctx: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    match json::read(ctx) {
        Ok(Some(value)) => walk(ctx, &value, &mut vec!["ctx".to_owned()], &mut seen),
        // A broken context is shared as well.
        _ => {
            for (span, what) in tokens(ctx) {
                seen.push((span, line(ctx, span.start), what, span.of(ctx).to_owned()));
            }
        }
    }
    seen
}

fn walk(text: &str, value: &Value, path: &mut Vec<String>, seen: &mut Vec<Seen>) {
    match value {
        Value::Object(object) => {
            // A field of a form: its name stands beside its value.
            let of_form = object
                .properties
                .iter()
                .find(|prop| json::name(prop) == "name")
                .and_then(|prop| json::text(&prop.value));
            for prop in &object.properties {
                let name = json::name(prop);
                let name = match of_form {
                    Some(field) if name == "value" && is_secret(field).is_some() => field,
                    _ => name,
                };
                path.push(name.to_owned());
                walk(text, &prop.value, path, seen);
                path.pop();
            }
        }
        Value::Array(list) => {
            for (at, element) in list.elements.iter().enumerate() {
                path.push(at.to_string());
                walk(text, element, path, seen);
                path.pop();
            }
        }
        Value::StringLit(_) => {
            let whole = json::span(value);
            let inner = Span::new(whole.start + 1, whole.end.saturating_sub(1));
            let raw = inner.of(text);
            let mut tell = |span: Span, what: &'static str| {
                seen.push((span, shown(path), what, span.of(text).to_owned()));
            };
            if raw.trim().len() < 6 || raw == LEFT_OUT {
                return;
            }
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            match names[..] {
                [_, "request_cookies", ..] => return tell(inner, "a cookie"),
                [_, "request_headers", name, ..] => {
                    if let Some(what) = header(name) {
                        return tell(inner, what);
                    }
                }
                _ => {}
            }
            let name =
                names.iter().rev().find(|name| !name.chars().all(|c| c.is_ascii_digit())).copied().unwrap_or_default();
            if let Some(what) = is_secret(name) {
                return tell(inner, what);
            }
            if raw.contains("://") || raw.starts_with('/') {
                for (span, what) in parameters(raw) {
                    tell(Span::new(inner.start + span.start, inner.start + span.end), what);
                }
            }
            for (span, what) in tokens(raw) {
                tell(Span::new(inner.start + span.start, inner.start + span.end), what);
            }
        }
        _ => {}
    }
}

/// A path as a template reads it.
fn shown(path: &[String]) -> String {
    let mut text = String::new();
    for name in path {
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if name.chars().all(|c| c.is_ascii_digit()) {
            text.push_str(&format!("[{name}]"));
        } else if plain {
            text.push_str(if text.is_empty() { "" } else { "." });
            text.push_str(name);
        } else {
            text.push_str(&format!("[\"{name}\"]"));
        }
    }
    text
}

fn header(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "cookie" | "set-cookie" => Some("cookies"),
        "authorization" | "proxy-authorization" => Some("credentials"),
        "ory-base-url-rewrite-token" => Some("a token"),
        _ => is_secret(&name),
    }
}

/// What a name says its value is.
fn is_secret(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let ends = |words: &[&str]| words.iter().any(|word| name == *word || name.ends_with(&format!("_{word}")));
    if name.starts_with("csrf_token") || ends(&["csrf", "csrf_token", "xsrf_token"]) {
        Some("a CSRF token")
    } else if ends(&["password", "passwd", "passphrase"]) {
        Some("a password")
    } else if ends(&["code"])
        && !matches!(name.as_str(), "country_code" | "postal_code" | "zip_code" | "status_code" | "language_code")
    {
        Some("a code")
    } else if ends(&["secret", "api_key", "apikey", "private_key", "access_key"]) {
        Some("a secret")
    } else if ends(&["token", "jwt", "tokenized", "login_challenge"]) {
        Some("a token")
    } else {
        None
    }
}

/// The values of an address's parameters that open something.
fn parameters(url: &str) -> Vec<(Span, &'static str)> {
    let mut found = Vec::new();
    let Some(query) = url.find('?') else { return found };
    let mut at = query + 1;
    for part in url[at..].split(['&', '#']) {
        if let Some((name, value)) = part.split_once('=') {
            let what = match name {
                "state" | "nonce" => Some("a state of the sign-in"),
                name => is_secret(name),
            };
            if let Some(what) = what.filter(|_| value.len() >= 4 && value != LEFT_OUT) {
                let start = at + name.len() + 1;
                found.push((Span::new(start, start + value.len()), what));
            }
        }
        at += part.len() + 1;
    }
    found
}

/// Words of a known shape, wherever they stand.
fn tokens(text: &str) -> Vec<(Span, &'static str)> {
    const SHAPES: &[(&str, usize, &str)] = &[
        ("ory_st_", 12, "a session token"),
        ("ory_lo_", 12, "a logout token"),
        ("ory_at_", 12, "an access token"),
        ("ory_rt_", 12, "a refresh token"),
        ("ory_ac_", 12, "an authorization code"),
        ("ory_pat_", 12, "an API key of Ory"),
        ("ory_wak_", 12, "an API key of Ory"),
        ("ory_apikey_", 14, "an API key of Ory"),
        ("eyJ", 40, "a JSON Web Token"),
        ("sk_live_", 16, "a secret key"),
        ("sk_test_", 16, "a secret key"),
        ("ghp_", 20, "a token of GitHub"),
        ("github_pat_", 20, "a token of GitHub"),
        ("xoxb-", 20, "a token of Slack"),
        ("xoxp-", 20, "a token of Slack"),
        ("SG.", 30, "a key of SendGrid"),
        ("AKIA", 20, "a key of AWS"),
    ];
    let mut found: Vec<(Span, &'static str)> = Vec::new();
    for (beginning, least, what) in SHAPES {
        for (at, _) in text.match_indices(beginning) {
            if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &text[at..];
            let end =
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
            // A token of JSON has three parts.
            if end >= *least && (*beginning != "eyJ" || rest[..end].matches('.').count() == 2) {
                found.push((Span::new(at, at + end), what));
            }
        }
    }
    for beginning in ["Bearer ", "Basic "] {
        for (at, _) in text.match_indices(beginning) {
            let start = at + beginning.len();
            let rest = &text[start..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.+/=~".contains(c))).unwrap_or(rest.len());
            if end >= 16 {
                found.push((Span::new(start, start + end), "credentials"));
            }
        }
    }
    if let Some(at) = text.find("-----BEGIN ").filter(|at| text[*at..].contains("PRIVATE KEY")) {
        let end = text[at..].find("-----END").map_or(text.len(), |end| at + end);
        found.push((Span::new(at, end), "a private key"));
    }
    found.sort_by_key(|(span, _)| span.start);
    let mut end = 0;
    found.retain(|(span, _)| {
        let apart = span.start >= end;
        end = if apart { span.end } else { end };
        apart
    });
    found
}
