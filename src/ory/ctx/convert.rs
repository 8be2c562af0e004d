//! Pasted texts that hold a context, or something one can be made of. Only offered, never done unasked.

use serde_json::{Map, Value};

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

/// Looks for a context in a text that is none itself.
pub fn recognise(text: &str) -> Option<Conversion> {
    if text.len() > MOST || text.trim().is_empty() {
        return None;
    }
    let value = first_json(text)?;
    if is_context(&value) {
        let alone = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        return (!alone).then(|| conversion("This looks like a log line with the context in it.", &value));
    }
    if let Value::Object(fields) = &value {
        if let (1, Some(ctx)) = (fields.len(), fields.get("ctx").filter(|ctx| is_context(ctx))) {
            return Some(conversion("The context stands inside `ctx`, as in Ory's docs.", ctx));
        }
        if fields.contains_key("traits") && fields.contains_key("schema_id") {
            return Some(conversion("This is an identity, as the admin API gives it.", &around(fields)?));
        }
    }
    inside(&value).map(|ctx| conversion("The context stands inside this, as in a log line of a web hook.", &ctx))
}

fn conversion(what: &'static str, ctx: &Value) -> Conversion {
    // A value that was read can be written.
    Conversion { what, ctx: serde_json::to_string_pretty(ctx).unwrap_or_default() + "\n" }
}

/// The value a text holds, or begins to hold at its first brace.
fn first_json(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let start = text.find('{')?;
    serde_json::Deserializer::from_str(&text[start..]).into_iter().next()?.ok()
}

fn is_context(value: &Value) -> bool {
    value.get("flow").is_some_and(Value::is_object)
        && (value.get("request_method").is_some() || value.get("identity").is_some())
}

/// A context anywhere inside, also in a text that is JSON itself.
fn inside(value: &Value) -> Option<Value> {
    match value {
        Value::Object(fields) => fields.values().find_map(found),
        Value::Array(items) => items.iter().find_map(found),
        _ => None,
    }
}

fn found(value: &Value) -> Option<Value> {
    if is_context(value) {
        return Some(value.clone());
    }
    match value {
        Value::String(text) if text.trim_start().starts_with('{') => {
            let value: Value = serde_json::from_str(text).ok()?;
            if is_context(&value) { Some(value) } else { inside(&value) }
        }
        _ => inside(value),
    }
}

/// The context of a registration by password, of this identity as a web hook would get it.
fn around(identity: &Map<String, Value>) -> Option<Value> {
    let mut ctx: Value = serde_json::from_str(&scenarios::find("registration_after_password")?.ctx).ok()?;
    let mut identity = identity.clone();
    for hidden in ["credentials", "metadata_admin"] {
        identity.remove(hidden);
    }
    ctx.as_object_mut()?.insert("identity".to_owned(), Value::Object(identity));
    Some(ctx)
}
