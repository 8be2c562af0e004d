//! Fields of a value: of the context, by what Ory sends in the moments this hook can meet, and of any other, by what was
//! recorded or by what the text says.

use serde_json::Value;

use super::{Candidate, Here};
use crate::{
    assist::{
        moments::{self, Moments},
        syntax::{Expr, Member, What},
        tokens,
        value::{kind, path_in_ctx, shown},
    },
    diagnostic::Span,
    engine::{Step, values::sample::Sample},
    ory::ctx::shape::known::{self, flow_of},
};

/// What can follow the dot at the beginning of `hole`.
pub fn members<'t>(here: &Here<'t>, target: &'t Expr, hole: Span) -> Vec<Candidate> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for field in fields(here, target, hole.start) {
        let candidate = Candidate::new(field.name.clone(), field.detail, here.from);
        let element = if field.is_header { "[0]" } else { "" };
        let bare = if tokens::is_name(&field.name) {
            candidate.inserting(format!("{}{element}", field.name))
        } else {
            let quoted = Value::from(field.name.as_str());
            Candidate { from: hole.start, ..candidate.inserting(format!("[{quoted}]{element}")) }
        };
        let Some(default) = field.guard else {
            first.push(bare);
            continue;
        };
        let of = target.span.of(here.text.source);
        let default = if field.is_header { "['']" } else { default };
        let insert = format!("std.get({of}, '{}', {default}){element}", field.name);
        let guarded = Candidate { from: target.span.start, insert, ..bare.clone() };
        // Both can be had: a header is read as it is, anything else with its guard.
        let (one, mut other) = if field.is_header { (bare, guarded) } else { (guarded, bare) };
        other.detail = format!("{} guard · {}", if field.is_header { "with a" } else { "without a" }, other.detail);
        first.push(one);
        second.push(other);
    }
    first.append(&mut second);
    first
}

/// A field that a value has or may have.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What there is to say of it.
    pub detail: String,
    /// The default of its guard, where some moment lacks it.
    pub guard: Option<&'static str>,
    /// Whether it is a header: a list of texts.
    pub is_header: bool,
}

/// The fields of what `target` is, where the text from `hole` to the caret is half-typed.
pub fn fields<'t>(here: &Here<'t>, target: &'t Expr, hole: usize) -> Vec<Field> {
    let known = here.known(hole);
    let sample = known.sample(target);
    if let Some(path) = path_in_ctx(here.text, target) {
        let found = of_ctx(here, &path, sample);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found: Vec<Field> = Vec::new();
    if let Some(Sample::Object { fields, .. }) = sample {
        for field in fields {
            found.push(Field {
                name: field.name.clone(),
                detail: format!("{} · {}", kind(&field.value), shown(&field.value)),
                guard: None,
                is_header: false,
            });
        }
    }
    for object in here.text.names.objects_of(target) {
        for member in &object.members {
            let Member::Field(field) = member else { continue };
            let Some(name) = field.word(here.text.source) else { continue };
            if found.iter().all(|known| known.name != name) && !name.is_empty() && field.colons.is_some() {
                let detail = match (&field.parameters, &field.value.what) {
                    (Some(_), _) | (None, What::Function { .. }) => "function".to_owned(),
                    _ => first_line(field.value.span.of(here.text.source)),
                };
                found.push(Field { name: name.to_owned(), detail, guard: None, is_header: false });
            }
        }
    }
    found
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or("").chars().take(60).collect()
}

/// The fields of the object at a path of the context: those it has now, those that other moments have, those that Ory
/// may send.
fn of_ctx(here: &Here<'_>, path: &[Step], sample: Option<&Sample>) -> Vec<Field> {
    let ctx: Value = serde_json::from_str(here.ctx).unwrap_or_default();
    let met = Moments::like(here.ctx);
    let now = moments::at(&ctx, path);
    let steps = moments::steps(path);
    let shape = known::keys(flow_of(here.ctx), &steps);
    let is_header = steps.first() == Some(&"request_headers") && steps.len() == 1;

    // As Ory's own source orders them, then what only the context or the catalogue has.
    let mut names: Vec<String> = shape.iter().map(|key| key.name.to_owned()).collect();
    let mut add = |name: &str| {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    if let Some(Value::Object(fields)) = now {
        fields.keys().for_each(|name| add(name));
    }
    if let Some(Sample::Object { fields, .. }) = sample {
        fields.iter().for_each(|field| add(&field.name));
    }
    met.fields(path).into_iter().for_each(&mut add);

    let mut found: Vec<(usize, Field)> = names
        .into_iter()
        .map(|name| {
            let value = now.and_then(|now| now.get(&name));
            let standing = met.standing(path, &name);
            let key = shape.iter().find(|key| key.name == name);
            let example = value.or_else(|| met.example(&[path, &[Step::Field(name.clone())]].concat()));
            let mut parts: Vec<String> = Vec::new();
            parts.push(match (value, example, key) {
                (Some(value), ..) => format!("{} · {}", kind_of(value), short(value)),
                (None, Some(example), _) => format!("{}, not in this context", kind_of(example)),
                (None, None, Some(key)) => format!("{}, not in this context", key.words),
                (None, None, None) => "not in this context".to_owned(),
            });
            parts.extend(standing.words());
            let lacks = !standing.lack.is_empty() || (value.is_none() && now.is_some());
            let guard = lacks.then(|| default_of(example));
            let rank = usize::from(value.is_none()) + usize::from(value.is_none() && standing.present == 0);
            (rank, Field { name, detail: parts.join(" · "), guard, is_header })
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, field)| field).collect()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn default_of(value: Option<&Value>) -> &'static str {
    match value {
        Some(Value::String(_)) => "''",
        Some(Value::Array(_)) => "[]",
        Some(Value::Object(_)) => "{}",
        Some(Value::Bool(_)) => "false",
        _ => "null",
    }
}

fn short(value: &Value) -> String {
    let written = value.to_string();
    match written.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &written[..at]),
        None => written,
    }
}
