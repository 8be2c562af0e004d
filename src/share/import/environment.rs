//! Environment variables of Kratos that name one field each: `SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS_0_CONFIG_URL`.

use serde_json::{Map, Value};

use super::hooks;

/// How the names of such variables begin.
pub(super) const PREFIX: &str = "SELFSERVICE_FLOWS_";

/// The lists of hooks that such variables make, as JSON, with the path and the line of the first. Whatever stands between
/// a name and its value in env files, shells, Compose and Kubernetes is looked over.
pub(super) fn lists(text: &str, base: usize) -> Vec<(Vec<String>, Value, usize)> {
    const MOST: usize = 2_000;
    let mut lists: Vec<(Vec<String>, Value, usize)> = Vec::new();
    let (mut line, mut counted) = (base, 0);
    for (at, _) in text.match_indices(PREFIX).take(MOST) {
        line += text.get(counted..at).unwrap_or_default().matches('\n').count();
        counted = at;
        let rest = text.get(at..).unwrap_or_default();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let Some((place, field)) = name.split_once("_HOOKS_") else { continue };
        let Some((number, field)) = field.split_once('_') else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        let (Some(path), Some(value)) = (hooks::environment(&format!("{place}_HOOKS")), value(rest)) else { continue };
        let mut path = path;
        path.push(number.to_string());
        let hook = match lists.iter().position(|(known, ..)| *known == path) {
            Some(known) => known,
            None => {
                lists.push((path, Value::Object(Map::new()), line));
                lists.len() - 1
            }
        };
        if let Some((_, hook, _)) = lists.get_mut(hook) {
            put(hook, field, value);
        }
    }
    lists
}

/// What a variable is set to: on its line, or behind `value:` on the next.
fn value(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['"', '\'']).trim_start_matches([' ', '\t', '\r']);
    let rest = match rest.strip_prefix(['=', ':']) {
        Some(rest) => rest,
        None => rest.trim_start().strip_prefix("value:")?,
    };
    let value = rest.lines().next()?.trim().trim_end_matches(',');
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    Some(match quote {
        Some(quote) => value.get(1..)?.split(quote).next()?,
        None => value.trim_end_matches(['"', '\'']),
    })
}

/// Puts a value where the rest of its variable's name says.
fn put(hook: &mut Value, field: &str, value: &str) {
    const INSIDE: [&str; 4] = ["CONFIG_", "RESPONSE_", "AUTH_", "HEADERS_"];
    let mut at = hook;
    let mut field = field;
    while let Some(part) = INSIDE.iter().find(|part| field.starts_with(**part) && field.len() > part.len()) {
        let name = part.trim_end_matches('_').to_ascii_lowercase();
        let Value::Object(fields) = at else { return };
        at = fields.entry(name).or_insert_with(|| Value::Object(Map::new()));
        field = field.get(part.len()..).unwrap_or_default();
    }
    if let Value::Object(fields) = at {
        let value = match value {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.into(),
        };
        fields.insert(field.to_ascii_lowercase(), value);
    }
}
