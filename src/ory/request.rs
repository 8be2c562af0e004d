//! The HTTP request Ory makes of a body: as it goes out, and as commands for a shell.
//!
//! The body is exact text. Whoever calls decides whether the API key stands in it ([`crate::mandrill::key`]).

use super::{
    action::secrets::{PASSWORD, SECRET, USER},
    commands::posix::{LONGEST_ARGUMENT, quoted},
};
use crate::draft::{ActionDraft, Auth, Carrier};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// The method, as written in the action; only `TRACE` goes out without a body (source: facts on Kratos 5).
    pub method: &'a str,
    /// The address, as written in the action.
    pub url: &'a str,
    /// The body.
    pub body: &'a str,
    /// The headers the action names, and the one that proves Ory to the receiver, its secret left out.
    own: Vec<(String, String)>,
}

/// What Ory sends when the action names no other (source: Kratos request/builder.go; facts on Kratos 5).
pub const CONTENT_TYPE: &str = "application/json";

impl<'a> Request<'a> {
    /// The request of an action.
    pub fn of(action: &'a ActionDraft, body: &'a str) -> Self {
        let body = if action.method == "TRACE" { "" } else { body };
        let mut own: Vec<_> = action.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
        own.extend(proof(&action.auth));
        Self { method: &action.method, url: &action.url, body, own }
    }

    /// The type of the body: the action's own, or Ory's.
    fn content_type(&self) -> &str {
        let mut own = self.own.iter().rev();
        own.find(|(name, _)| name.eq_ignore_ascii_case("content-type")).map_or(CONTENT_TYPE, |(_, value)| value)
    }

    /// The other headers of the action.
    fn others(&self) -> impl Iterator<Item = &(String, String)> {
        self.own.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
    }

    /// The first line as HTTP/1.1 writes it; over HTTPS both sides may agree on HTTP/2, which frames the same otherwise.
    pub fn line(&self) -> String {
        let path = self.address().1;
        format!("{} {path} HTTP/1.1", self.method)
    }

    /// The headers that Ory sets, in their order; the values of the last two are new for each call.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers = vec![("Host".to_owned(), self.address().0)];
        if !self.body.is_empty() {
            headers.push(("Content-Type".to_owned(), self.content_type().to_owned()));
            headers.push(("Content-Length".to_owned(), self.body.len().to_string()));
        }
        headers.extend(self.others().cloned());
        headers.push(("Ory-Webhook-Request-Id".to_owned(), "(new for each attempt)".to_owned()));
        headers.push(("Ory-Webhook-Trigger-Id".to_owned(), "(the same for all attempts)".to_owned()));
        headers
    }

    /// The request as text: its line, its headers, a blank line, its body.
    pub fn text(&self) -> String {
        let headers: Vec<String> = self.headers().iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        format!("{}\n{}\n{}", self.line(), headers.concat(), self.body)
    }

    /// Host, and path with query.
    fn address(&self) -> (String, String) {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or_default();
        let at = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(at);
        let host = authority.rsplit('@').next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        (host.to_owned(), path)
    }

    /// The request by `curl`.
    pub fn curl(&self) -> String {
        let mut lines = vec![format!("curl --request {}", quoted(self.method))];
        if self.url.contains(['[', ']', '{', '}']) {
            lines.push("--globoff".to_owned());
        }
        lines.push(quoted(self.url));
        lines.extend(self.others().map(|(name, value)| format!("--header {}", quoted(&format!("{name}: {value}")))));
        let header = format!("--header {}", quoted(&format!("Content-Type: {}", self.content_type())));
        self.with_body(lines, &header, "--data-binary", "--data-binary @-")
    }

    /// The request by HTTPie (2.5 or later).
    pub fn httpie(&self) -> String {
        let mut lines = vec![format!("http {} {}", quoted(self.method), quoted(self.url))];
        lines.extend(self.others().map(|(name, value)| quoted(&format!("{name}:{value}"))));
        let header = quoted(&format!("Content-Type:{}", self.content_type()));
        self.with_body(lines, &header, "--raw", "")
    }

    /// The body in single quotes; one too long for an argument, in a here-document.
    fn with_body(&self, mut lines: Vec<String>, header: &str, inline: &str, piped: &str) -> String {
        const BREAK: &str = " \\\n  ";
        if self.body.is_empty() {
            return lines.join(BREAK) + "\n";
        }
        lines.push(header.to_owned());
        match self.body.strip_suffix('\n') {
            Some(body) if self.body.len() > LONGEST_ARGUMENT => {
                if !piped.is_empty() {
                    lines.push(piped.to_owned());
                }
                let mut mark = "END_OF_BODY".to_owned();
                while body.lines().any(|line| line == mark) {
                    mark.push('_');
                }
                format!("{} <<'{mark}'\n{body}\n{mark}\n", lines.join(BREAK))
            }
            _ => {
                lines.push(format!("{inline} {}", quoted(self.body)));
                lines.join(BREAK) + "\n"
            }
        }
    }
}

/// The header by which Ory proves itself, with a placeholder for the secret.
fn proof(auth: &Auth) -> Option<(String, String)> {
    match auth {
        Auth::None => None,
        Auth::ApiKey { name, carrier: Carrier::Header, prefix } => Some((name.clone(), format!("{prefix}{SECRET}"))),
        Auth::ApiKey { name, carrier: Carrier::Cookie, prefix } => {
            Some(("Cookie".to_owned(), format!("{name}={prefix}{SECRET}")))
        }
        Auth::BasicAuth { .. } => Some(("Authorization".to_owned(), format!("Basic (base64 of {USER}:{PASSWORD})"))),
    }
}
