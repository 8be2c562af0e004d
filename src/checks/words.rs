//! The words of a mail, and the merge tags in them, as the checks on a body read them.

use serde_json::{Map, Value};

use crate::engine::Step;

/// The two merge languages (mandrill.md 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `*|NAME|*`
    Mailchimp,
    /// `{{name}}`
    Handlebars,
}

impl Language {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Mailchimp => Self::Handlebars,
            Self::Handlebars => Self::Mailchimp,
        }
    }

    /// Its name in `merge_language`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mailchimp => "mailchimp",
            Self::Handlebars => "handlebars",
        }
    }

    /// What stands inside each of its tags.
    pub fn tags(self, text: &str) -> Vec<&str> {
        let (open, close) = match self {
            Self::Mailchimp => ("*|", "|*"),
            Self::Handlebars => ("{{", "}}"),
        };
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at) {
            let start = at + open.len();
            let rest = text.get(start..).unwrap_or_default();
            // A comment may hold braces.
            let comment = self == Self::Handlebars && rest.trim_start_matches('~').starts_with("!--");
            let inside = if comment { rest.find("--}}").or_else(|| rest.find("--~}}")) } else { rest.find(close) };
            let Some(length) = inside else { break };
            let inner = &text[start..start + length];
            let word = inner.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '_') || is_numbered(inner);
            let tag = match self {
                Self::Mailchimp => word,
                Self::Handlebars => !text[..at].ends_with('\\'),
            };
            if tag {
                found.push(inner.trim_matches(['{', '}']).trim());
                from = start + length + close.len();
            } else {
                from = start;
            }
        }
        found
    }
}

/// Whether a tag's name begins with a digit, as names may (`2FA_CODE`): a sum between stars and bars is none.
fn is_numbered(tag: &str) -> bool {
    let name = tag.split(':').next().unwrap_or_default();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && name.starts_with(|c: char| c.is_ascii_digit()) && name.contains(|c: char| !c.is_ascii_digit())
}

/// The texts of a message that are merged, with their names: `subject`, `from_name`, `html`, `text`.
pub fn merged(message: &Map<String, Value>) -> impl Iterator<Item = (&'static str, &str)> {
    ["subject", "from_name", "html", "text"].into_iter().filter_map(|name| Some((name, message.get(name)?.as_str()?)))
}

/// The same, html as a person reads it, and the names of the recipients; each with its path.
pub fn read(message: &Map<String, Value>) -> Vec<(Vec<Step>, String)> {
    let own = merged(message).map(|(name, text)| {
        // As it is shown, white space counts once.
        let shown = |html: &str| without_markup(html, true).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if name == "html" { shown(text) } else { text.to_owned() };
        (vec![Step::from("message"), Step::from(name)], text)
    });
    let people = message.get("to").and_then(Value::as_array).into_iter().flatten().enumerate();
    let names = people.filter_map(|(at, person)| {
        let path = vec![Step::from("message"), Step::from("to"), Step::from(at), Step::from("name")];
        Some((path, person.get("name")?.as_str()?.to_owned()))
    });
    own.chain(names).collect()
}

/// Html without scripts and styles, and without tags where `tags` says so; a tag becomes a blank.
pub fn without_markup(html: &str, tags: bool) -> String {
    let lower = html.to_ascii_lowercase();
    let mut text = String::with_capacity(html.len());
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(open) = rest.find('<') else {
            text.push_str(rest);
            break;
        };
        text.push_str(&rest[..open]);
        let start = at + open;
        if !rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            // No tag: a bare `<`.
            text.push('<');
            at = start + 1;
            continue;
        }
        let dropped = ["script", "style"].into_iter().find(|name| lower[start + 1..].starts_with(name));
        let end = match dropped {
            Some(name) => {
                let close = format!("</{name}");
                let close = lower[start..].find(&close).map(|close| start + close);
                close.and_then(|close| html[close..].find('>').map(|end| close + end + 1)).unwrap_or(html.len())
            }
            None => start + end_of_tag(&html[start..]),
        };
        if dropped.is_none() && !tags {
            text.push_str(&html[start..end]);
        } else {
            text.push(' ');
        }
        at = end;
    }
    text
}

/// Where the tag ends that a text begins with: no `>` ends it in an attribute's quotes, or in a comment that is one for
/// every client.
fn end_of_tag(tag: &str) -> usize {
    if tag.starts_with("<!--") && !tag.starts_with("<!--[") {
        return tag.find("-->").map_or(tag.len(), |end| end + "-->".len());
    }
    let mut quote = None;
    let mut before = '<';
    for (at, letter) in tag.char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '>' => return at + 1,
            None if matches!(letter, '"' | '\'') && before == '=' => quote = Some(letter),
            None => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    // A quote that is not closed.
    tag.find('>').map_or(tag.len(), |end| end + 1)
}

/// Whether Mandrill merges: `merge` is true, or there are variables, even beside `merge: false`.
pub fn merges(message: &Map<String, Value>) -> bool {
    message.get("merge") == Some(&Value::Bool(true)) || has_variables(message)
}

/// Whether there are variables.
pub fn has_variables(message: &Map<String, Value>) -> bool {
    let filled = |value: &Value| {
        value.as_array().is_some_and(|list| !list.is_empty()) || value.as_object().is_some_and(|map| !map.is_empty())
    };
    ["merge_vars", "global_merge_vars"].into_iter().filter_map(|name| message.get(name)).any(filled)
}

/// The language of a message; none when it names one that Mandrill does not list.
pub fn language(message: &Map<String, Value>) -> Option<Language> {
    match message.get("merge_language").unwrap_or(&Value::Null) {
        Value::Null => Some(Language::Mailchimp),
        named => [Language::Mailchimp, Language::Handlebars].into_iter().find(|language| named == language.name()),
    }
}

/// Every variable of a message: its path and its name.
pub fn variables(message: &Map<String, Value>) -> Vec<(Vec<Step>, &str)> {
    let mut found = Vec::new();
    for (at, variable) in each(message.get("global_merge_vars")).filter(|(_, value)| has_name(value)) {
        let path = vec![Step::from("message"), Step::from("global_merge_vars"), Step::from(at), Step::from("name")];
        found.push((path, variable["name"].as_str().unwrap_or_default()));
    }
    for (of, person) in each(message.get("merge_vars")) {
        for (at, variable) in each(person.get("vars")).filter(|(_, value)| has_name(value)) {
            let path = ["message", "merge_vars"].map(Step::from).into_iter();
            let path = path.chain([Step::from(of), Step::from("vars"), Step::from(at), Step::from("name")]).collect();
            found.push((path, variable["name"].as_str().unwrap_or_default()));
        }
    }
    found
}

fn each(list: Option<&Value>) -> impl Iterator<Item = (usize, &Value)> {
    list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice).iter().enumerate()
}

fn has_name(variable: &Value) -> bool {
    variable.get("name").is_some_and(Value::is_string)
}

/// The context with every text that a person may have typed lengthened by `mark`: the traits wherever an identity stands,
/// and the transient payload. Addresses stay.
pub fn marked(ctx: &Value, mark: &str) -> Value {
    let mut ctx = ctx.clone();
    let typed = [
        "/identity/traits",
        "/session/identity/traits",
        "/flow/identity/traits",
        "/flow/transient_payload",
        "/transient_payload",
    ];
    for pointer in typed {
        if let Some(value) = ctx.pointer_mut(pointer) {
            lengthen(value, mark);
        }
    }
    ctx
}

fn lengthen(value: &mut Value, mark: &str) {
    match value {
        Value::String(text) => text.push_str(mark),
        Value::Array(items) => items.iter_mut().for_each(|item| lengthen(item, mark)),
        Value::Object(fields) => fields.values_mut().for_each(|field| lengthen(field, mark)),
        _ => {}
    }
}

/// Whether a text has a link whose address carries a secret: a parameter called token, code, otp or secret, or ending so.
pub fn has_secret_link(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices("://").any(|(at, _)| {
        let end = lower[at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'))
            .map_or(lower.len(), |end| at + end);
        let address = &lower[at..end];
        let Some((_, query)) = address.split_once(['?', '#']) else { return false };
        query.replace("&amp;", "&").split(['&', ';', '#', '?']).filter_map(|pair| pair.split_once('=')).any(
            |(name, _)| {
                ["token", "code", "otp", "secret"].into_iter().any(|word| {
                    name.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with(['_', '-']))
                })
            },
        )
    })
}

/// Whether a text speaks of a code (or pin, passcode, password, otp) and has 4 to 8 digits alone within 40 characters.
pub fn tells_code(text: &str) -> bool {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let mut numbers = Vec::new();
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
            at += 1;
        }
        if at > start {
            let token: String = chars[start..at].iter().collect();
            if (4..=8).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_digit()) {
                numbers.push((start, at));
            } else if matches!(token.as_str(), "code" | "pin" | "passcode" | "password" | "otp") {
                words.push((start, at));
            }
        } else {
            at += 1;
        }
    }
    let near =
        |(a, b): (usize, usize), (c, d): (usize, usize)| if b <= c { c - b <= 40 } else { a.saturating_sub(d) <= 40 };
    words.iter().any(|word| numbers.iter().any(|number| near(*word, *number)))
}
