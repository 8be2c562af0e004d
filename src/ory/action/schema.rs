//! Ory's verdict on a list of hooks before it is asked: the rules of Kratos' configuration schema
//! (`embedx/config.schema.json`), held against its own validator in `tests/cases/actions.jsonl`.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::address::absolute;
use crate::draft::{Flow, Place};

/// Why Ory would refuse a list of hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where: a JSON pointer into the list, empty for the list or its place.
    pub at: String,
    /// What is wrong and what to do, in a sentence.
    pub what: String,
}

/// Every reason for which Ory would refuse `hooks` at `location` (`/selfservice/flows/…/hooks`); empty when it takes them.
pub fn refusals(location: &str, hooks: &Value) -> Vec<Refusal> {
    let mut found = Vec::new();
    let Some(place) = Place::at(location) else {
        found.push(refusal("", nowhere(location)));
        return found;
    };
    let Value::Array(items) = hooks else {
        found.push(refusal("", "Hooks are a list: put it into brackets.".to_owned()));
        return found;
    };
    let mut seen = HashMap::new();
    for (at, hook) in items.iter().enumerate() {
        // Keys are sorted in a Value, so equal hooks have one text.
        let first = *seen.entry(hook.to_string()).or_insert(at);
        if first != at {
            found.push(refusal(&format!("/{at}"), format!("It equals hook {first}; Ory takes each hook once.")));
        }
        one(&format!("/{at}"), hook, place.flow.other_hooks(place.moment, place.method), &mut found);
    }
    found
}

/// What a configuration says of its flows, wherever it holds that: an identity configuration, or a whole project.
pub fn selfservice(config: &Value) -> Option<&Value> {
    ["", "/services/identity/config", "/kratos/config"]
        .into_iter()
        .find_map(|root| config.pointer(root)?.get("selfservice"))
}

/// Every reason for which Ory would refuse the hooks of a configuration (`ory get identity-config`, `kratos.yml`, or a whole
/// project), with the location of their list.
pub fn refusals_of(config: &Value) -> Vec<(String, Refusal)> {
    let mut found = Vec::new();
    let mut look = |location: String, within: &Value| {
        if let Some(hooks) = within.get("hooks") {
            let location = format!("/selfservice/flows/{location}/hooks");
            found.extend(refusals(&location, hooks).into_iter().map(|refusal| (location.clone(), refusal)));
        }
    };
    let flows = selfservice(config).and_then(|selfservice| selfservice.get("flows"));
    for (flow, parts) in flows.and_then(Value::as_object).into_iter().flatten() {
        look(flow.clone(), parts);
        for moment in ["before", "after"] {
            let Some(within) = parts.get(moment) else { continue };
            look(format!("{flow}/{moment}"), within);
            for (method, within) in within.as_object().into_iter().flatten() {
                look(format!("{flow}/{moment}/{method}"), within);
            }
        }
    }
    found
}

/// Why a location is no place for hooks, and which are.
fn nowhere(location: &str) -> String {
    let parts: Vec<&str> = location.trim_start_matches("/selfservice/flows/").split('/').collect();
    let Some(flow) = parts.first().and_then(|name| Flow::named(name)) else {
        let flows = Flow::ALL.map(Flow::name).join("`, `");
        return format!("`{location}` is no place for hooks: the flows that have any are `{flows}`.");
    };
    let methods = flow.methods();
    if methods.is_empty() {
        let (name, before, after) = (flow.name(), "before/hooks", "after/hooks");
        return format!("`{location}` is no place for hooks: {name} has no methods, only `{before}` and `{after}`.");
    }
    let methods = methods.iter().map(|method| method.name()).collect::<Vec<_>>().join("`, `");
    format!(
        "`{location}` is no place for hooks: {} has `before/hooks`, `after/hooks` and `after/METHOD/hooks` for `{methods}`.",
        flow.name()
    )
}

fn refusal(at: &str, what: String) -> Refusal {
    Refusal { at: at.to_owned(), what }
}

fn one(at: &str, hook: &Value, others: &[&str], found: &mut Vec<Refusal>) {
    let Value::Object(fields) = hook else {
        found.push(refusal(at, "A hook is an object with the field `hook`.".to_owned()));
        return;
    };
    match fields.get("hook").and_then(Value::as_str) {
        Some("web_hook") => {
            only(at, fields, &["hook", "config"], found);
            match fields.get("config") {
                Some(Value::Object(config)) => web_hook(&format!("{at}/config"), config, found),
                _ => {
                    found.push(refusal(at, "A `web_hook` needs an object `config` with `url` and `method`.".to_owned()))
                }
            }
        }
        // The schema leaves these two open: whatever stands beside `hook` passes.
        Some(name @ ("b2b_sso" | "organization")) if others.contains(&name) => {}
        Some(name) if others.contains(&name) => only(at, fields, &["hook"], found),
        Some(name) => {
            let allowed = std::iter::once("web_hook").chain(others.iter().copied()).collect::<Vec<_>>().join("`, `");
            found.push(refusal(&format!("{at}/hook"), format!("`{name}` may not stand here; `{allowed}` may.")));
        }
        None => found.push(refusal(at, "The field `hook` with the hook's name is missing.".to_owned())),
    }
}

/// The fields of a `web_hook`'s `config`.
pub const CONFIG: &[&str] =
    &["id", "url", "method", "body", "headers", "auth", "response", "can_interrupt", "emit_analytics_event"];

fn web_hook(at: &str, config: &Map<String, Value>, found: &mut Vec<Refusal>) {
    only(at, config, CONFIG, found);
    for needed in ["url", "method"] {
        if !config.contains_key(needed) {
            found.push(refusal(at, format!("`{needed}` is missing.")));
        }
    }
    for name in ["id", "url", "method", "body"] {
        of_kind(at, config, name, "a text", Value::is_string, found);
    }
    for name in ["can_interrupt", "emit_analytics_event"] {
        of_kind(at, config, name, "true or false", Value::is_boolean, found);
    }
    if let Some(url) = config.get("url").and_then(Value::as_str)
        && let Err(cause) = absolute(url)
    {
        found.push(refusal(&format!("{at}/url"), format!("This is no absolute address: {cause}.")));
    }
    if let Some(body) = config.get("body").and_then(Value::as_str)
        && ["http://", "https://", "file://", "base64://"].iter().any(|scheme| body.starts_with(scheme))
        && let Err(cause) = absolute(body)
    {
        found.push(refusal(&format!("{at}/body"), format!("The template's address cannot be read: {cause}.")));
    }
    if let Some(headers) = config.get("headers") {
        let all_texts = headers.as_object().is_some_and(|headers| headers.values().all(Value::is_string));
        if !all_texts {
            found.push(refusal(&format!("{at}/headers"), "Headers are an object of texts.".to_owned()));
        }
    }
    if let Some(auth) = config.get("auth") {
        authentication(&format!("{at}/auth"), auth, found);
    }
    response(at, config, found);
}

fn response(at: &str, config: &Map<String, Value>, found: &mut Vec<Refusal>) {
    let here = format!("{at}/response");
    let response = match config.get("response") {
        None => return,
        Some(Value::Object(response)) => response,
        Some(_) => {
            found.push(refusal(&here, "`response` is an object.".to_owned()));
            return;
        }
    };
    only(&here, response, &["ignore", "parse"], found);
    for name in ["ignore", "parse"] {
        of_kind(&here, response, name, "true or false", Value::is_boolean, found);
    }
    let on = |map: &Map<String, Value>, name: &str| map.get(name) == Some(&Value::Bool(true));
    for (also, name) in [(on(response, "parse"), "response.parse"), (on(config, "can_interrupt"), "can_interrupt")] {
        if also && on(response, "ignore") {
            found.push(refusal(&here, format!("`response.ignore` and `{name}` exclude each other.")));
        }
    }
}

fn authentication(at: &str, auth: &Value, found: &mut Vec<Refusal>) {
    let Value::Object(fields) = auth else {
        found.push(refusal(at, "`auth` is an object with `type` and `config`.".to_owned()));
        return;
    };
    only(at, fields, &["type", "config"], found);
    let needed: &[&str] = match fields.get("type").and_then(Value::as_str) {
        Some("api_key") => &["name", "value", "in"],
        Some("basic_auth") => &["user", "password"],
        _ => {
            found.push(refusal(
                at,
                "`type` is `api_key` or `basic_auth`; a bearer token is an `api_key` in a header.".to_owned(),
            ));
            return;
        }
    };
    let here = format!("{at}/config");
    let Some(Value::Object(config)) = fields.get("config") else {
        found.push(refusal(at, format!("`config` with `{}` is missing.", needed.join("`, `"))));
        return;
    };
    only(&here, config, needed, found);
    for name in needed {
        match config.get(*name) {
            None => found.push(refusal(&here, format!("`{name}` is missing."))),
            Some(value) if !value.is_string() => found.push(refusal(&here, format!("`{name}` is a text."))),
            Some(value) if *name == "in" && !matches!(value.as_str(), Some("header" | "cookie")) => {
                found.push(refusal(&here, "`in` is `header` or `cookie`.".to_owned()));
            }
            Some(_) => {}
        }
    }
}

fn only(at: &str, fields: &Map<String, Value>, known: &[&str], found: &mut Vec<Refusal>) {
    for name in fields.keys().filter(|name| !known.contains(&name.as_str())) {
        found.push(refusal(
            &format!("{at}/{name}"),
            format!("Ory knows no `{name}` here; it knows `{}`.", known.join("`, `")),
        ));
    }
}

fn of_kind(
    at: &str,
    fields: &Map<String, Value>,
    name: &str,
    kind: &str,
    fits: fn(&Value) -> bool,
    found: &mut Vec<Refusal>,
) {
    if let Some(value) = fields.get(name).filter(|value| !fits(value)) {
        found.push(refusal(&format!("{at}/{name}"), format!("`{name}` is {kind}, not {}.", kind_of(value))));
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text in quotes",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
