//! JSON written: single edits in the layout of the text, and whole values.

use jsonc_parser::ast::{Object, Value};

use super::{name, span};
use crate::diagnostic::{Document, Edit, Span};

/// A text as a JSON string, quotes included.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The edit that takes an object's property out, with the comma that would be left over.
pub fn removal(object: &Object, at: usize) -> Edit {
    let span = |start, end| Span::new(start, end);
    let this = &object.properties[at].range;
    let place = match (object.properties.get(at + 1), at.checked_sub(1).map(|before| &object.properties[before])) {
        (Some(next), _) => span(this.start, next.range.start),
        (None, Some(previous)) => span(previous.range.end, this.end),
        (None, None) => span(this.start, this.end),
    };
    Edit { document: Document::Ctx, span: place, text: String::new() }
}

/// The edit that puts `"key": value` before an object's property of that position, or after its last one, in the layout of
/// its neighbours.
pub fn insertion(text: &str, object: &Object, at: usize, key: &str, value: &str) -> Edit {
    let property = format!("{}: {value}", quoted(key));
    // What stands before a property is the layout: a line break and an indentation, a space, or nothing.
    let layout = |start: usize| {
        let before = text.get(..start).unwrap_or_default();
        &before[before.trim_end().len()..]
    };
    let (place, written) = match (object.properties.get(at), object.properties.last()) {
        (Some(next), _) => (next.range.start, format!("{property},{}", layout(next.range.start))),
        (None, Some(last)) => (last.range.end, format!(",{}{property}", layout(last.range.start))),
        (None, None) => (object.range.start + 1, property),
    };
    Edit { document: Document::Ctx, span: Span::new(place, place), text: written }
}

/// A value as strict JSON over several lines, with the order of its keys and the digits of its numbers kept.
pub fn pretty(text: &str, value: &Value) -> String {
    let mut written = String::new();
    write(text, value, 0, &mut written);
    written
}

fn write(text: &str, value: &Value, depth: usize, written: &mut String) {
    let line = |written: &mut String, depth: usize| {
        written.push('\n');
        written.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Object(object) if !object.properties.is_empty() => {
            written.push('{');
            for (at, property) in object.properties.iter().enumerate() {
                if at > 0 {
                    written.push(',');
                }
                line(written, depth + 1);
                written.push_str(&quoted(name(property)));
                written.push_str(": ");
                write(text, &property.value, depth + 1, written);
            }
            line(written, depth);
            written.push('}');
        }
        Value::Array(array) if !array.elements.is_empty() => {
            written.push('[');
            for (at, element) in array.elements.iter().enumerate() {
                if at > 0 {
                    written.push(',');
                }
                line(written, depth + 1);
                write(text, element, depth + 1, written);
            }
            line(written, depth);
            written.push(']');
        }
        Value::Object(_) => written.push_str("{}"),
        Value::Array(_) => written.push_str("[]"),
        Value::StringLit(literal) => written.push_str(&quoted(&literal.value)),
        _ => written.push_str(span(value).of(text)),
    }
}
