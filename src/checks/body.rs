//! What Mandrill would say of the body, or make of it without a word. Other receivers have none of these checks.
//!
//! The rules are those of the fact sheet on a Mandrill request body (sections named in each `source` are those of mandrill.md):
//! null counts as absent, a value of a wrong type is told by `body/wrong-type` or `body/loose-type` alone, and every rule
//! stands alone unless it says otherwise.

use serde_json::{Map, Value};

use super::{Check, Facts, path as written};
use crate::{
    diagnostic::{Document, Edit, Finding},
    engine::Step,
    mandrill::request::Endpoint,
};

/// In reading order.
pub const CHECKS: &[&Check] = &[];

/// A finding about the value at `path` of the body, and about the expression in the template that made it.
fn about(
    check: &Check,
    facts: Facts,
    path: &[Step],
    what: impl Into<String>,
    why: &str,
    remedy: impl Into<String>,
) -> Finding {
    Finding {
        id: check.id.to_owned(),
        level: check.level,
        document: Document::Template,
        span: facts.made_by(path),
        what: what.into(),
        why: why.to_owned(),
        remedy: remedy.into(),
        ory: None,
        path: written(path),
        fix: Vec::new(),
        delivery: check.delivery,
        muted: false,
        takes_key: None,
    }
}

/// The steps of a path: names are fields, numbers elements.
macro_rules! steps {
    ($($step:expr),* $(,)?) => { [$(crate::engine::Step::from($step)),*] };
}
pub(crate) use steps;

/// A path with another step.
fn step(path: &[Step], next: impl Into<Step>) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(next.into());
    path
}

/// The body, when it is an object and its endpoint is one of these.
fn top<'a>(facts: Facts<'a>, endpoints: &[Endpoint]) -> Option<&'a Map<String, Value>> {
    let request = facts.request()?;
    if endpoints.contains(&request.endpoint) { request.top() } else { None }
}

/// Its `message`, when there is one that is an object.
fn message(facts: Facts<'_>) -> Option<&Map<String, Value>> {
    facts.request()?.message()
}

/// The endpoints that take a `message`.
const WITH_MESSAGE: &[Endpoint] = &[Endpoint::Send, Endpoint::SendTemplate, Endpoint::SendMcTemplate];

/// A field that is there: null counts as absent.
fn given<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// A field that is a text.
fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    given(object, name).and_then(Value::as_str)
}

/// Whether a field is absent, null or white space; a value of another type is not blank.
fn blank(object: &Map<String, Value>, name: &str) -> bool {
    given(object, name).is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty()))
}

/// The elements of a list; none where it is absent or of another type.
fn list<'a>(object: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    given(object, name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The elements of a list that are objects, with their positions.
fn objects<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = (usize, &'a Map<String, Value>)> {
    list(object, name).iter().enumerate().filter_map(|(at, value)| Some((at, value.as_object()?)))
}

/// Whether a field is exactly `true`.
fn on(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name) == Some(&Value::Bool(true))
}

/// Whether a text is a bare address (mandrill.md 1.3): one `@` with something on both sides, no white space, none of
/// `<>,;:()[]"\`, and no dot first, last or doubled on either side.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let side = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..") && !part.contains('@')
    };
    let plain = !text.chars().any(|c| c.is_whitespace() || "<>,;:()[]\"\\".contains(c));
    plain && side(local) && side(domain)
}

/// An edit that puts `text` in the place of the expression that made the value at `path`, where that expression stands in
/// the template for this value alone (a literal).
fn in_place(facts: Facts, path: &[Step], old: &str, text: &str) -> Vec<Edit> {
    let Some(span) = facts.exactly_made_by(path) else { return Vec::new() };
    if !is_literal(span.of(&facts.draft.template), old) {
        return Vec::new();
    }
    vec![Edit { document: Document::Template, span, text: text.to_owned() }]
}

/// Whether `source` is a Jsonnet literal in quotes, or a bare one, that says exactly `value`.
fn is_literal(source: &str, value: &str) -> bool {
    let inner = source
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| source.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')));
    inner.unwrap_or(source) == value && !source.contains('\\')
}

/// A text as a Jsonnet literal in double quotes.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
