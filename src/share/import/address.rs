//! An address that may be fetched for the user, whom that tells what, and what the answer means.
//!
//! Nothing is fetched here. Who fetches is `public/fetch.html`, in a frame that reaches nothing of the page.

use serde::Deserialize;

/// Said where the frame does not answer.
pub const UNANSWERED: &str = "The part of this page that fetches did not answer: the site may be out of reach, or forbids frames. Open the address in another tab, and paste what it shows.";

/// As many bytes are fetched (`public/fetch.html`).
const MOST_MB: usize = 5;

/// An https address, for the user to have fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The whole of it, without a fragment.
    pub url: String,
    /// Who is asked: a host, with its port where it names one.
    pub host: String,
    /// What was made of the address that was pasted, in a sentence.
    pub note: Option<String>,
}

impl Address {
    /// Takes an address apart; fails with cause and remedy, in sentences.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let refused = |cause: &str| Err(format!("{cause} Open it yourself, and paste or drop what it shows."));
        let scheme = text.find("://").and_then(|at| text.get(..at)).unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("https") {
            return refused(
                "Only https addresses are fetched: with http, anybody on the way could put another text into your hands.",
            );
        }
        let (url, note) = itself(text.split('#').next().unwrap_or(text), text);
        let rest = url.get("https://".len()..).unwrap_or_default();
        let host = rest.split(['/', '?', '\\']).next().unwrap_or_default();
        if host.contains('@') {
            return refused("A user or a password stands in this address, and those are not handed on.");
        }
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port),
            _ => (host, "443"),
        };
        let literal = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let named = match literal {
            Some(number) => number.parse::<std::net::Ipv6Addr>().is_ok(),
            None => {
                name.chars().any(char::is_alphanumeric)
                    && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
            }
        };
        if !named || port.parse::<u16>().is_err() || rest.contains('\\') {
            return refused("This is not an address that a browser could ask: its host cannot be read.");
        }
        Ok(Self { host: host.to_lowercase(), url: format!("https://{rest}"), note })
    }

    /// What the last part of it is called; the host where there is none.
    fn name(url: &str) -> String {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split(['?', '#']).next().unwrap_or(rest);
        // GitLab's files end with `…/path%2Fmail.jsonnet/raw`.
        let path = path.strip_suffix("/raw").unwrap_or(path).replace("%2F", "/").replace("%2f", "/");
        path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(rest).to_owned()
    }
}

/// What the frame answers.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    refused: Option<Refused>,
    #[serde(default)]
    status: u16,
    /// Where it came from in the end, behind all redirects.
    #[serde(default)]
    url: String,
    /// Its `Content-Type`.
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Refused {
    /// It led to an address that is not https.
    Blocked,
    /// It took longer than the frame waits.
    Slow,
    /// The site answers, and lets no page of another site read that.
    Closed,
    /// Nobody answered.
    Silent,
    /// More than is fetched.
    Large,
    /// Not UTF-8.
    Binary,
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What the file is called.
    pub name: String,
    /// The host that it came from in the end.
    pub host: String,
    /// What it holds.
    pub text: String,
}

/// Takes the frame's answer; a refusal is said with cause and remedy.
pub fn fetched(address: &Address, answer: &str) -> Result<Fetched, String> {
    let host = &address.host;
    let by_hand = "Open it in another tab, and paste or drop what it shows.";
    let Ok(answer) = serde_json::from_str::<Answer>(answer) else {
        return Err(format!("What came back cannot be read. {by_hand}"));
    };
    if let Some(refused) = answer.refused {
        return Err(match refused {
            Refused::Blocked => format!(
                "{host} leads on to an address that is not https, which is not followed: anybody on the way could put another text into your hands. {by_hand}"
            ),
            Refused::Slow => format!("{host} did not answer in full within 15 seconds. Try again, or open it in another tab and paste what it shows."),
            Refused::Closed => {
                format!("{host} answers, but does not let other pages read it (by CORS). {by_hand}")
            }
            Refused::Silent => format!(
                "Nobody could be reached at {host}. Look whether the address is right and the network there; something here may block it, too (an extension, a proxy, a certificate that is not trusted)."
            ),
            Refused::Large => format!("This is more than {MOST_MB} MB, which no configuration is. Paste the part that holds the hooks."),
            Refused::Binary => "This is no text in UTF-8: a picture, an archive, or another kind of text. Paste the text itself, or drop the file that holds it.".to_owned(),
        });
    }
    match (answer.status, answer.text) {
        (200..=299, Some(text)) => {
            if is_page(answer.kind.as_deref(), &text) {
                return Err("This is a web page, not the file itself. Look for “Raw” or “Download” on it and take that address, or open it and paste the text.".to_owned());
            }
            let came = if answer.url.is_empty() { &address.url } else { &answer.url };
            let from = came.split_once("://").map_or("", |(_, rest)| rest);
            let from = from.split(['/', '?', '#']).next().unwrap_or_default();
            Ok(Fetched { name: Address::name(&address.url), host: from.to_owned(), text })
        }
        (status @ (401 | 403), _) => Err(format!(
            "{host} wants to know who asks (HTTP {status}), and no cookies or passwords are sent from here. {by_hand}"
        )),
        (404 | 410, _) => Err(format!(
            "{host} has nothing at this address (HTTP {}). Look whether it is spelled right; what is private is said to be missing, too: then open it where you are signed in, and paste what it shows.",
            answer.status
        )),
        (429, _) => Err(format!(
            "{host} was asked too often (HTTP 429). Try again in a minute, or open it in another tab and paste what it shows."
        )),
        (status @ 500.., _) => Err(format!("{host} failed (HTTP {status}). Try again later.")),
        (status, _) => Err(format!("{host} answers with HTTP {status} and gives no file. {by_hand}")),
    }
}

/// Whether a text is a page for people and not the file.
fn is_page(kind: Option<&str>, text: &str) -> bool {
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let begins: String = begins.chars().take(15).collect::<String>().to_ascii_lowercase();
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    begins.starts_with("<!doctype html")
        || begins.starts_with("<html")
        || kind.starts_with("text/html") && begins.starts_with('<')
}

/// The file itself, where the address is that of the page which shows it.
fn itself(address: &str, pasted: &str) -> (String, Option<String>) {
    let rest = address.get("https://".len()..).unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let shown = path.split('?').next().unwrap_or(path).trim_end_matches('/');
    let parts: Vec<&str> = shown.split('/').collect();
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let said = |of: &str| Some(format!("The address of {of} page was turned into that of the file itself."));
    match (host, parts.as_slice()) {
        ("github.com", [owner, repository, "blob" | "raw", rest @ ..]) if rest.len() > 1 => {
            let url = format!("https://raw.githubusercontent.com/{owner}/{repository}/{}", rest.join("/"));
            (url, said("GitHub’s"))
        }
        ("gist.github.com", [owner, id]) if id.chars().all(|c| c.is_ascii_hexdigit()) && id.len() > 6 => {
            let mut note = said("the gist’s").unwrap_or_default();
            if pasted.contains("#file-") {
                note +=
                    " Of several files in it the first is fetched; for another take the address of its “Raw” button.";
            }
            (format!("https://gist.githubusercontent.com/{owner}/{id}/raw"), Some(note))
        }
        // GitLab lets other pages read its interface, and not the raw file (source: gitlab-org/gitlab, config/application.rb).
        (host, parts) => {
            let dash = parts.windows(2).position(|pair| matches!(pair, ["-", "blob" | "raw"]));
            match dash.and_then(|at| Some((parts.get(..at)?, parts.get(at + 2)?, parts.get(at + 3..)?))) {
                Some((project, branch, file)) if project.len() > 1 && !file.is_empty() => {
                    let (project, file) = (project.join("%2F"), file.join("%2F"));
                    let url =
                        format!("https://{host}/api/v4/projects/{project}/repository/files/{file}/raw?ref={branch}");
                    (url, said("GitLab’s"))
                }
                _ => (address.to_owned(), None),
            }
        }
    }
}
