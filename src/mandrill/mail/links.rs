//! The links of a mail, and what is wrong with each.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Span,
    mandrill::html::{Piece, PieceKind, is_filler},
};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What a reader sees; for an image its alternative text.
    pub text: String,
    /// Where it leads.
    pub address: String,
    /// What is wrong with it, each a sentence.
    pub warnings: Vec<String>,
}

/// A link with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What a reader sees.
    pub text: String,
    /// Where it leads.
    pub address: String,
    /// Its start tag, in the html.
    pub tag: Span,
    /// What is wrong with it.
    pub wrong: Vec<Wrong>,
}

/// What may be wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Its address is empty.
    Empty,
    /// Its address is `#`.
    Hash,
    /// It leads to a place in the mail itself.
    Place,
    /// It is not encrypted.
    Http,
    /// Clients do not follow such an address.
    Scheme(String),
    /// It has no scheme.
    Relative,
    /// Its text shows one host, and it leads to another.
    Elsewhere {
        /// The host in the text.
        shown: String,
        /// The host it leads to.
        leads: String,
    },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("It leads nowhere: its address is empty."),
            Self::Hash => f.write_str("It leads nowhere: `#`."),
            Self::Place => f.write_str("It leads to a place in the mail, which many clients ignore."),
            Self::Http => f.write_str("It is not encrypted: `http`."),
            Self::Scheme(scheme) => write!(f, "Clients do not follow `{scheme}:`."),
            Self::Relative => f.write_str("It has no `https://`, so it leads nowhere in a mail."),
            Self::Elsewhere { shown, leads } => write!(f, "It shows {shown} and leads to {leads}."),
        }
    }
}

/// The links of an html, with what is wrong with each.
pub fn links(pieces: &[Piece]) -> Vec<Link> {
    let said = |found: Found| Link {
        warnings: found.wrong.iter().map(Wrong::to_string).collect(),
        text: found.text,
        address: found.address,
    };
    found(pieces).into_iter().map(said).collect()
}

/// The same, with their places.
pub fn found(pieces: &[Piece]) -> Vec<Found> {
    let mut links = Vec::new();
    let mut open: Option<(String, String, Span)> = None;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Open(tag) if tag.name == "a" => {
                links.extend(open.take().map(link));
                open = tag.attribute("href").map(|address| (address.to_owned(), String::new(), piece.span));
            }
            // It has no content: what follows is not its text.
            PieceKind::Open(tag) if tag.name == "area" => {
                let text = tag.attribute("alt").unwrap_or_default();
                let area = tag.attribute("href").map(|address| (address.to_owned(), text.to_owned(), piece.span));
                links.extend(area.map(link));
            }
            PieceKind::Open(tag) if tag.name == "img" => {
                if let Some((_, text, _)) = &mut open {
                    text.push_str(tag.attribute("alt").unwrap_or_default());
                }
            }
            PieceKind::Text(words) => {
                if let Some((_, text, _)) = &mut open {
                    text.push_str(words);
                }
            }
            PieceKind::Close(name) if name == "a" => links.extend(open.take().map(link)),
            _ => {}
        }
    }
    links.extend(open.map(link));
    links
}

fn link((address, text, tag): (String, String, Span)) -> Found {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Found { wrong: wrong(&address, &text), text, address, tag }
}

fn wrong(address: &str, text: &str) -> Vec<Wrong> {
    let mut found = Vec::new();
    let cleaned: String = address.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
    let lower = cleaned.to_ascii_lowercase();
    let scheme = lower.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    match scheme {
        _ if lower.is_empty() => found.push(Wrong::Empty),
        _ if lower == "#" => found.push(Wrong::Hash),
        _ if lower.starts_with('#') => found.push(Wrong::Place),
        _ if lower.starts_with("*|") || lower.starts_with("{{") => {}
        Some("http" | "https") if lower.ends_with("://") => found.push(Wrong::Empty),
        Some("http") => found.push(Wrong::Http),
        Some("https" | "mailto" | "tel" | "sms") => {}
        Some(scheme) => found.push(Wrong::Scheme(scheme.to_owned())),
        None => found.push(Wrong::Relative),
    }
    if let Some(shown) = shown_host(text)
        && let Some(leads) = host(&lower)
        && is_name(&leads)
        && !same_site(&shown, &leads)
    {
        found.push(Wrong::Elsewhere { shown, leads });
    }
    if scheme == Some("mailto")
        && let Some(shown) = shown_mailbox(text)
        && let Some(leads) = mailboxes(&lower)
        && is_name(&leads)
        && !leads.split(',').any(|leads| same_mailbox(&shown, leads))
    {
        found.push(Wrong::Elsewhere { shown, leads });
    }
    found
}

/// The mail address that a link's text is.
fn shown_mailbox(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, host) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@:/<>(),;".contains(c)) && is_name(part)
    };
    (plain(local) && plain(host) && host.contains('.')).then(|| text.to_lowercase())
}

/// The addresses a `mailto:` leads to; none where it names nobody, or escapes letters.
fn mailboxes(address: &str) -> Option<String> {
    let to = address.strip_prefix("mailto:")?.split('?').next()?;
    (to.contains('@') && !to.contains('%')).then(|| to.to_owned())
}

fn same_mailbox(one: &str, other: &str) -> bool {
    let read = |mailbox: &str| {
        let lower = mailbox.to_lowercase();
        lower.split_once('@').map(|(local, host)| (local.to_owned(), unpunycoded(host)))
    };
    read(one) == read(other)
}

/// Whether a host is written out, without a merge tag in it.
fn is_name(host: &str) -> bool {
    !host.contains(['{', '}', '*', '|'])
}

/// The host of an address.
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map(|(_, rest)| rest).or(address.strip_prefix("//"))?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// The host that a link's text shows, when the text is an address.
pub fn shown_host(text: &str) -> Option<String> {
    // Letters without width keep clients from making a link of it; its sentence may go on around it.
    let text: String = text.chars().filter(|letter| !is_filler(*letter)).collect();
    let text = text.trim().trim_start_matches(['(', '[', '<', '"']);
    let text = text.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', ')', ']', '>', '"']);
    if text.contains(char::is_whitespace) || text.contains('@') {
        return None;
    }
    let lower = text.to_lowercase();
    let host = if lower.contains("://") { host(&lower)? } else { host(&format!("//{lower}"))? };
    let labels: Vec<&str> = host.split('.').collect();
    let named = labels.len() > 1
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-'))
        && labels.last().is_some_and(|last| last.len() > 1 && last.chars().all(char::is_alphabetic));
    // `index.html` or `Node.js` is no host; a bare one has `www.`, a path or a common ending.
    let told = lower.contains("://")
        || lower.starts_with("www.")
        || lower.contains('/')
        || labels.last().is_some_and(|last| ENDINGS.contains(last));
    (named && told).then_some(host)
}

/// Common endings of hosts.
const ENDINGS: [&str; 41] = [
    "com", "org", "net", "io", "de", "eu", "app", "dev", "co", "sh", "uk", "fr", "ch", "at", "ai", "au", "be", "biz",
    "br", "ca", "cloud", "cz", "dk", "es", "fi", "ie", "info", "it", "jp", "me", "nl", "no", "online", "pl", "pt",
    "se", "shop", "site", "store", "us", "xyz",
];

/// A host as people read it: with the labels that begin with `xn--` decoded; one that cannot be stays as it is.
fn unpunycoded(host: &str) -> String {
    let decoded = |label: &str| idna::punycode::decode_to_string(label.strip_prefix("xn--")?);
    let labels = host.split('.').map(|label| decoded(label).unwrap_or_else(|| label.to_owned()));
    labels.collect::<Vec<_>>().join(".")
}

/// Whether two hosts are one, `www.` aside, or one lies below the other.
fn same_site(one: &str, other: &str) -> bool {
    let plain = |host: &str| unpunycoded(host.strip_prefix("www.").unwrap_or(host));
    let (one, other) = (plain(one), plain(other));
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}
