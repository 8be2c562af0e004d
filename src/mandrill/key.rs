//! The Mandrill API key in a template. Mandrill takes it only inside the body, and Ory stores templates in plain text:
//! so a placeholder stands in the template, and the key is put in only when something leaves the page.

use crate::diagnostic::Span;

/// What stands for the key, as in Ory's docs.
pub const PLACEHOLDER: &str = "{Your-Mailchimp-Api-Key}";

/// The template with the key in the place of every placeholder; unchanged without a key.
/// The key is written so that it stands for itself in any kind of Jsonnet string.
pub fn put_in(template: &str, key: Option<&str>) -> String {
    match key {
        Some(key) => template.replace(PLACEHOLDER, key),
        None => template.to_owned(),
    }
}

/// Whether the template still has the placeholder.
pub fn has_placeholder(template: &str) -> bool {
    template.contains(PLACEHOLDER)
}

/// The API key in a body, when it has one.
pub fn in_body(body: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Keyed {
        key: String,
    }
    serde_json::from_str::<Keyed>(body).ok().map(|keyed| keyed.key).filter(|key| !key.trim().is_empty())
}

/// A body without its API key: what stands under `key` becomes the placeholder, wherever it occurs.
pub fn left_out(body: &str) -> String {
    // A short one is taken only where it is a whole string: it may be any word.
    const LONG: usize = 16;
    let Some(key) = in_body(body).filter(|key| key != PLACEHOLDER) else { return body.to_owned() };
    // As it is written in JSON.
    let written = serde_json::to_string(&key).unwrap_or_default();
    let bare = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    match key.len() < LONG {
        true => body.replace(&written, &format!("\"{PLACEHOLDER}\"")),
        false => body.replace(bare, PLACEHOLDER),
    }
}

/// Why a text cannot be a Mandrill API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAKey {
    /// It ends as the keys of Mailchimp's Marketing API do (`-us21`).
    Marketing,
    /// It holds a character no key has, which could also end the string it is put into.
    Character,
}

/// Looks at what was typed as a key.
pub fn examine(key: &str) -> Result<(), NotAKey> {
    if !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        return Err(NotAKey::Character);
    }
    let is_datacentre =
        |end: &str| end.len() > 2 && end.starts_with("us") && end[2..].chars().all(|c| c.is_ascii_digit());
    match key.rsplit_once('-') {
        Some((_, end)) if is_datacentre(end) => Err(NotAKey::Marketing),
        _ => Ok(()),
    }
}

/// Where a key seems to stand in the template itself: the value of a field called `key`, in quotes, that looks like one
/// (`md-` and letters, or 22 letters, digits, `-` and `_`).
pub fn literal(template: &str) -> Option<Span> {
    let mut from = 0;
    while let Some(at) = template[from..].find("key").map(|at| from + at) {
        from = at + "key".len();
        let alone = !template[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = template[from..].trim_start_matches(['"', '\'']).trim_start();
        let Some(value) = rest.strip_prefix(':').map(|rest| rest.trim_start_matches(':').trim_start()) else {
            continue;
        };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some(end) = value[1..].find(quote) else { continue };
        let text = &value[1..1 + end];
        if alone && looks_like_a_key(text) {
            let start = template.len() - value.len() + 1;
            return Some(Span::new(start, start + text.len()));
        }
    }
    None
}

fn looks_like_a_key(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    plain && (text.len() == 22 || (text.starts_with("md-") && text.len() > 12))
}
