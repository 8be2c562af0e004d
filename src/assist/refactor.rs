//! Changes of a template that leave what it does, or make it hold in more contexts: edits, or none where they cannot be
//! made. Each result can be read; what it gives is held in `tests/native/refactor.rs`.

use serde_json::Value;

use crate::{
    diagnostic::{Edit, Span, applied},
    engine::{
        self,
        outline::{Outline, moves::Part},
        syntax::{
            tokens::is_name,
            write::{got, quoted},
        },
    },
};

/// The edits, when the text can be read with them.
fn readable(template: &str, mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| edit.span.start);
    if engine::fault(&applied(template, &edits)).is_some() { Vec::new() } else { edits }
}

/// `ctx["identity"]` becomes `ctx.identity`, and the other way round: the access that `offset` is in.
pub fn turn_access(template: &str, offset: usize) -> Vec<Edit> {
    let Some((access, name)) = Outline::of(template).name_at(offset) else { return Vec::new() };
    let text = access.of(template);
    // A parenthesis that closes what is asked may stand before.
    let Some(begins) = text.find(['.', '[']) else { return Vec::new() };
    let span = Span::new(access.start + begins, access.end);
    match text[begins..].starts_with('[') {
        true if is_name(&name) => readable(template, vec![Edit::template(span, format!(".{name}"))]),
        true => Vec::new(),
        false => readable(template, vec![Edit::template(span, format!("[{}]", quoted(&name)))]),
    }
}

/// `"Hello " + name + "!"` becomes `"Hello %s!" % [name]`: the sum that `offset` is in.
pub fn to_format(template: &str, offset: usize) -> Vec<Edit> {
    let Some((span, parts)) = Outline::of(template).sum_at(offset) else { return Vec::new() };
    let mut format = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            Part::Literal(text) => format.push_str(&text.replace('%', "%%")),
            Part::Value(value) => {
                format.push_str("%s");
                values.push(value.of(template));
            }
        }
    }
    if values.is_empty() {
        return Vec::new();
    }
    readable(template, vec![Edit::template(span, format!("{} % [{}]", quoted(&format), values.join(", ")))])
}

/// The expression at `span` becomes a `local` called `name`, as far out as its own names allow within the nearest body; the
/// name must be free.
pub fn extract(template: &str, span: Span, name: &str) -> Vec<Edit> {
    let outline = Outline::of(template);
    if !is_name(name) || outline.names().all.iter().any(|bound| bound == name) {
        return Vec::new();
    }
    let Some(place) = outline.place_for_local(span) else { return Vec::new() };
    let local = format!("local {name} = {}; ", span.of(template));
    if place == span.start {
        return readable(template, vec![Edit::template(span, format!("{local}{name}"))]);
    }
    readable(template, vec![Edit::template(Span::new(place, place), local), Edit::template(span, name)])
}

/// Guards every access that one of these contexts lacks: with a default that fits its use, or a cancel. A context that is
/// no JSON is passed over.
pub fn guard_all(template: &str, contexts: &[&str]) -> Vec<Edit> {
    let outline = Outline::of(template);
    let contexts: Vec<Value> = contexts.iter().filter_map(|ctx| serde_json::from_str(ctx).ok()).collect();
    let readings = outline.readings().iter().filter(|reading| reading.path.starts_with("ctx"));
    let edits = readings.filter_map(|reading| guard(template, &outline, reading.span, &reading.path, &contexts));
    readable(template, edits.collect())
}

/// A step of a path: a field, or an element.
#[derive(Clone, PartialEq)]
enum Step<'a> {
    Field(&'a str),
    Element(usize),
}

fn guard(template: &str, outline: &Outline, span: Span, path: &str, contexts: &[Value]) -> Option<Edit> {
    // Names that are no plain ones make the path ambiguous.
    let mut steps = Vec::new();
    for piece in path.strip_prefix("ctx")?.split('.').skip(1) {
        let mut parts = piece.split('[');
        steps.push(Step::Field(parts.next().filter(|name| is_name(name))?));
        for element in parts {
            steps.push(Step::Element(element.strip_suffix(']')?.parse().ok()?));
        }
    }
    let written = |count: usize| {
        steps.iter().take(count).fold("ctx".to_owned(), |text, step| match step {
            Step::Field(name) => format!("{text}.{name}"),
            Step::Element(at) => format!("{text}[{at}]"),
        })
    };
    let mut lacking: Vec<usize> = contexts.iter().filter_map(|ctx| first_missing(ctx, &steps)).collect();
    lacking.retain(|at| {
        let Some(Step::Field(field)) = steps.get(*at) else { return true };
        let object = written(*at);
        let asked =
            [format!("\"{field}\" in {object}"), format!("'{field}' in {object}"), format!("std.objectHas({object}, ")];
        !outline.is_asked(span, |condition| asked.iter().any(|asked| condition.of(template).contains(asked)))
    });
    lacking.sort_unstable();
    lacking.dedup();
    let first = *lacking.first()?;
    let default = outline.use_of(span).stand_in();
    let names: Option<Vec<&str>> = steps[first..]
        .iter()
        .map(|step| match step {
            Step::Field(name) => Some(*name),
            Step::Element(_) => None,
        })
        .collect();
    let text = match (default, names) {
        (Some(default), Some(names)) => got(&written(first), &names, default),
        _ => {
            let asks = lacking.iter().map(|at| match steps.get(*at) {
                Some(Step::Element(element)) => format!("std.length({}) > {element}", written(*at)),
                Some(Step::Field(name)) => format!("{} in {}", quoted(name), written(*at)),
                None => "true".to_owned(),
            });
            let asks: Vec<String> = asks.collect();
            let reason = quoted(&format!("cancel: no {}", written(steps.len())));
            format!("(if {} then {} else error {reason})", asks.join(" && "), span.of(template))
        }
    };
    Some(Edit::template(span, text))
}

/// The first step that a context lacks; none when it has all, or has null or another value where the path goes on.
fn first_missing(ctx: &Value, steps: &[Step]) -> Option<usize> {
    let mut value = ctx;
    for (at, step) in steps.iter().enumerate() {
        let next = match (step, value) {
            (Step::Field(name), Value::Object(fields)) => fields.get(*name),
            (Step::Element(element), Value::Array(items)) => items.get(*element),
            _ => return None,
        };
        match next {
            Some(next) => value = next,
            None => return Some(at),
        }
    }
    None
}
