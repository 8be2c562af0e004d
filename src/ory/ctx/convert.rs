//! Pasted texts that hold a context, or something one can be made of. Only offered, never done unasked.
//!
//! Kratos' own log says when it calls a web hook, but writes down neither the context nor the body: a log line that holds a
//! context is the receiver's.

use jsonc_parser::ast::Value;

use super::json;
use crate::ory::scenarios;

/// What a text can be made into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    /// What was recognised, in a sentence.
    pub what: &'static str,
    /// The context, as JSON text.
    pub ctx: String,
}

/// Texts beyond this many bytes are not searched.
const MOST: usize = 1_000_000;

/// How many braces of a line are tried as the beginning of JSON.
const TRIES: usize = 16;

/// How many texts inside texts are opened.
const LAYERS: usize = 3;

/// Looks for a context in a text that is none itself.
pub fn recognise(text: &str) -> Option<Conversion> {
    let text = text.trim();
    if text.len() > MOST || text.is_empty() {
        return None;
    }
    if let Some(value) = json::read_loosely(text) {
        return match is_context(&value) {
            // One comma too many is a slip in a context, and told as such.
            true if json::read(text).is_ok() || json::reads_with_commas(text) => None,
            true => {
                conversion("This is a context with comments or bare names, which JSON does not have.", text, &value)
            }
            false => held(text, &value, LAYERS),
        };
    }
    // A context that is being edited is broken now and then; a line of a log is whole, or begins with something else.
    if text.starts_with(['{', '[', '"']) {
        let line = text.lines().next()?;
        return within(line, &json::read_loosely(line)?);
    }
    embedded(text)
}

/// What the first JSON of a text that begins otherwise holds.
fn embedded(text: &str) -> Option<Conversion> {
    let mut from = 0;
    for _ in 0..TRIES {
        let start = from + text.get(from..)?.find('{')?;
        let rest = &text[start..];
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
        if let Some(Ok(_)) = values.next() {
            let json = &rest[..values.byte_offset()];
            if let Some(found) = json::read(json).ok().flatten().and_then(|value| within(json, &value)) {
                return Some(found);
            }
            from = start + json.len();
            continue;
        }
        // JSON in the quotes of a log: the quote before the brace begins a string.
        if text[..start].ends_with('"') && rest.starts_with("{\\\"") {
            let mut strings = serde_json::Deserializer::from_str(&text[start - 1..]).into_iter::<String>();
            if let Some(Ok(inner)) = strings.next()
                && let Some(found) = json::read_loosely(&inner).and_then(|value| within(&inner, &value))
            {
                return Some(found);
            }
        }
        from = start + 1;
    }
    None
}

/// What a value beside other text holds, be it a context itself.
fn within(text: &str, value: &Value) -> Option<Conversion> {
    if is_context(value) {
        return conversion("This looks like a line of a log with the context in it.", text, value);
    }
    held(text, value, LAYERS)
}

/// What a value that is no context holds.
fn held(text: &str, value: &Value, layers: usize) -> Option<Conversion> {
    if let Some(ctx) = json::at(value, &["ctx"]).filter(|ctx| is_context(ctx)) {
        return conversion("The context stands inside `ctx`, as in Ory's docs.", text, ctx);
    }
    if is_identity(value) {
        return made(
            "This is an identity, as the admin API gives it.",
            "registration_after_password",
            &[("identity", text, value)],
        );
    }
    if let Some(identity) = json::at(value, &["identity"]).filter(|identity| is_identity(identity))
        && json::at(value, &["authenticated_at"]).is_some()
    {
        let parts = [("identity", text, identity), ("session", text, value)];
        return made("This is a session, as `whoami` and the admin API give it.", "login_after_password", &parts);
    }
    if let Value::Array(list) = value
        && let Some(identity) = list.elements.first().filter(|first| is_identity(first))
    {
        return made(
            "This is a list of identities; the context can have the first.",
            "registration_after_password",
            &[("identity", text, identity)],
        );
    }
    inside(text, value, layers)
}

/// A context anywhere inside, also in a text that is JSON itself.
fn inside(text: &str, value: &Value, layers: usize) -> Option<Conversion> {
    const WHAT: &str = "The context stands inside this, as in a line of a log.";
    if is_context(value) {
        return conversion(WHAT, text, value);
    }
    match value {
        Value::Object(object) => object.properties.iter().find_map(|property| inside(text, &property.value, layers)),
        Value::Array(list) => list.elements.iter().find_map(|element| inside(text, element, layers)),
        Value::StringLit(literal) if layers > 0 && literal.value.trim_start().starts_with('{') => {
            let value = json::read_loosely(&literal.value)?;
            inside(&literal.value, &value, layers - 1)
        }
        _ => None,
    }
}

fn is_context(value: &Value) -> bool {
    let has = |key| json::at(value, &[key]).is_some();
    json::at(value, &["flow"]).is_some_and(|flow| flow.as_object().is_some())
        && ["request_method", "request_url", "request_headers", "identity"].into_iter().any(has)
}

fn is_identity(value: &Value) -> bool {
    ["traits", "schema_id"].into_iter().all(|key| json::at(value, &[key]).is_some())
}

fn conversion(what: &'static str, text: &str, ctx: &Value) -> Option<Conversion> {
    Some(Conversion { what, ctx: json::pretty(text, ctx) + "\n" })
}

/// The context of a scenario with these parts in the place of its own, as a web hook would get them.
fn made(what: &'static str, scenario: &str, parts: &[(&str, &str, &Value)]) -> Option<Conversion> {
    let mut ctx = scenarios::find(scenario)?.ctx().to_owned();
    for (key, text, value) in parts {
        let mut part = json::pretty(text, value);
        for (owner, hidden) in HIDDEN {
            while let Some(shorter) = without(&part, owner, hidden) {
                part = shorter;
            }
        }
        let place = json::span(json::at(&json::read(&ctx).ok()??, &[key])?);
        ctx.replace_range(place.start..place.end, &part);
    }
    conversion(what, &ctx, &json::read(&ctx).ok()??)
}

/// What the admin API gives with an identity, by itself and in a session, and a web hook does not get.
const HIDDEN: [(&[&str], &str); 4] =
    [(&[], "credentials"), (&[], "metadata_admin"), (&["identity"], "credentials"), (&["identity"], "metadata_admin")];

fn without(part: &str, owner: &[&str], hidden: &str) -> Option<String> {
    let value = json::read(part).ok()??;
    let object = json::at(&value, owner)?.as_object()?;
    let at = object.properties.iter().position(|property| json::name(property) == hidden)?;
    Some(json::removal(object, at).apply(part))
}
