//! The request that goes to Mandrill: which of its endpoints an address is, and the body read once.

use serde_json::{Map, Value};

/// An endpoint that takes a mail (mandrill.md 1 and 2: Mandrill's own specification, 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `messages/send`
    Send,
    /// `messages/send-template`: a template that Mandrill stores.
    SendTemplate,
    /// `messages/send-mc-template`: a template that Mailchimp stores.
    SendMcTemplate,
    /// `messages/send-raw`: a whole MIME message.
    SendRaw,
}

/// Mandrill's host.
const HOST: &str = "mandrillapp.com";

/// Three versions are in use side by side; Ory's docs write the first.
const VERSIONS: [&str; 3] = ["1.0", "1.3", "1.4"];

/// What a path may end in; it chooses the form of the answer alone.
const SUFFIXES: [&str; 4] = [".json", ".xml", ".php", ".yaml"];

impl Endpoint {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Send, Self::SendTemplate, Self::SendMcTemplate, Self::SendRaw];

    /// The endpoint at an address; none for any other receiver.
    pub fn of(url: &str) -> Option<Self> {
        let (scheme, rest) = url.trim().split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        let http = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
        if !http || !host.eq_ignore_ascii_case(HOST) {
            return None;
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_suffix('/').unwrap_or(path);
        let (version, path) = path.strip_prefix("api/")?.split_once('/')?;
        let path = SUFFIXES.iter().find_map(|suffix| path.strip_suffix(suffix)).unwrap_or(path);
        Self::ALL.into_iter().find(|endpoint| VERSIONS.contains(&version) && endpoint.path() == path)
    }

    /// Its path below `/api/1.0/`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Send => "messages/send",
            Self::SendTemplate => "messages/send-template",
            Self::SendMcTemplate => "messages/send-mc-template",
            Self::SendRaw => "messages/send-raw",
        }
    }

    /// Whether the body has a `message` ([`Endpoint::SendRaw`] has all on one level).
    pub fn has_message(self) -> bool {
        self != Self::SendRaw
    }
}

/// A body on its way to Mandrill.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Where it goes.
    pub endpoint: Endpoint,
    /// The body, read as JSON. Numbers are doubles here: the exact text is the evaluation's.
    pub body: Value,
    /// The size of its text as Ory sends it, in bytes.
    pub bytes: usize,
}

impl Request {
    /// Reads a body; none for another receiver than Mandrill, and for JSON that nests deeper than any mail (128 levels).
    pub fn read(url: &str, body: &str) -> Option<Self> {
        let endpoint = Endpoint::of(url)?;
        Some(Self { endpoint, body: serde_json::from_str(body).ok()?, bytes: body.len() })
    }

    /// The body as an object.
    pub fn top(&self) -> Option<&Map<String, Value>> {
        self.body.as_object()
    }

    /// Its `message`; none where there is none, or it is no object.
    pub fn message(&self) -> Option<&Map<String, Value>> {
        if self.endpoint.has_message() { self.top()?.get("message")?.as_object() } else { None }
    }
}
