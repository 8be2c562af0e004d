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
    let Some(sum) = sum(template, offset).filter(|sum| !sum.values.is_empty()) else { return Vec::new() };
    readable(template, vec![Edit::template(sum.span, format!("{}{}", quoted(&sum.text), sum.filled()))])
}

/// A sum of several lines becomes a text block, filled by `%` where it has values: the sum that `offset` is in.
pub fn to_block(template: &str, offset: usize) -> Vec<Edit> {
    let Some(sum) = sum(template, offset) else { return Vec::new() };
    // The indentation of the first line is that of the block; a block knows no escapes.
    let fits = !sum.text.starts_with(char::is_whitespace)
        && !sum.text.contains(|c: char| c.is_control() && c != '\n')
        && sum.text.trim_end_matches('\n').contains('\n');
    if !fits {
        return Vec::new();
    }
    let line = template[..sum.span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = &template[line..sum.span.start];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let (text, chomp) = sum.text.strip_suffix('\n').map_or((sum.text.as_str(), "-"), |text| (text, ""));
    let lines = text.split('\n').map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("{indent}  {line}\n"),
    });
    let block = format!("|||{chomp}\n{}{indent}|||{}", lines.collect::<String>(), sum.filled());
    readable(template, vec![Edit::template(sum.span, block)])
}

/// A sum of texts and values.
struct Sum<'t> {
    span: Span,
    /// What it says, as a format where it has values.
    text: String,
    values: Vec<&'t str>,
}

impl Sum<'_> {
    /// What follows the text, so that the values stand in it.
    fn filled(&self) -> String {
        if self.values.is_empty() { String::new() } else { format!(" % [{}]", self.values.join(", ")) }
    }
}

/// The sum that `offset` is in; none where writing it anew would lose a comment.
fn sum(template: &str, offset: usize) -> Option<Sum<'_>> {
    let outline = Outline::of(template);
    let (span, parts) = outline.sum_at(offset)?;
    if outline.has_comment(template, span) {
        return None;
    }
    let mut sum = Sum { span, text: String::new(), values: Vec::new() };
    let filled = parts.iter().any(|part| matches!(part, Part::Value(_)));
    for part in parts {
        match part {
            Part::Literal(text) if filled => sum.text.push_str(&text.replace('%', "%%")),
            Part::Literal(text) => sum.text.push_str(&text),
            Part::Value(value) => {
                sum.text.push_str("%s");
                sum.values.push(value.of(template));
            }
        }
    }
    Some(sum)
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
