//! JSON with the range of every value.

mod fault;
mod write;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object, ObjectProp, ObjectPropName, Value},
    common::Ranged,
    parse_to_ast,
};

pub use self::{
    fault::NotJson,
    write::{insertion, pretty, quoted, removal},
};
use crate::diagnostic::Span;

/// Strict JSON: nothing that Go's or a browser's reader would refuse.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// JSON with the comments, trailing commas and bare names that documentation likes.
const LOOSE: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: true,
    allow_trailing_commas: true,
    ..STRICT
};

/// The value in `text`, up to 128 levels deep; an empty text has none.
pub fn read(text: &str) -> Result<Option<Value<'_>>, NotJson> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| fault::first(text, &error))?;
    // Bare line breaks in a string and numbers without end pass the first reader, but neither Go's nor Jsonnet's.
    match parsed.value.is_some().then(|| serde_json::from_str::<serde_json::Value>(text)) {
        Some(Err(error)) => Err(fault::second(text, &error)),
        _ => Ok(parsed.value),
    }
}

/// The value in a text of JSON with comments, trailing commas and names without quotes; `None` when it is not even that.
pub fn read_loosely(text: &str) -> Option<Value<'_>> {
    parse_to_ast(text, &CollectOptions::default(), &LOOSE).ok()?.value
}

/// Whether a text is JSON but for commas after last entries.
pub fn reads_with_commas(text: &str) -> bool {
    let options = ParseOptions { allow_trailing_commas: true, ..STRICT };
    parse_to_ast(text, &CollectOptions::default(), &options).is_ok_and(|parsed| parsed.value.is_some())
}

/// The range of a value.
pub fn span(value: &Value) -> Span {
    let range = value.range();
    Span::new(range.start, range.end)
}

/// The value at a path of keys and positions (`identity`, `verifiable_addresses`, `0`).
pub fn at<'v, 't>(value: &'v Value<'t>, path: &[&str]) -> Option<&'v Value<'t>> {
    path.iter().try_fold(value, |value, step| match value {
        Value::Object(object) => object.properties.iter().find(|prop| name(prop) == *step).map(|prop| &prop.value),
        Value::Array(array) => array.elements.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The name of a property.
pub fn name<'p>(prop: &'p ObjectProp) -> &'p str {
    match &prop.name {
        ObjectPropName::String(text) => &text.value,
        ObjectPropName::Word(word) => word.value,
    }
}

/// The range of a property's name, quotes included.
pub fn name_span(prop: &ObjectProp) -> Span {
    let range = match &prop.name {
        ObjectPropName::String(text) => text.range,
        ObjectPropName::Word(word) => word.range,
    };
    Span::new(range.start, range.end)
}

/// The text a value holds, when it is one.
pub fn text<'v>(value: &'v Value) -> Option<&'v str> {
    match value {
        Value::StringLit(text) => Some(&text.value),
        _ => None,
    }
}

/// The objects of the list at a path; empty when there is none.
pub fn objects<'v, 't>(value: &'v Value<'t>, path: &[&str]) -> Vec<&'v Object<'t>> {
    match at(value, path) {
        Some(Value::Array(list)) => list.elements.iter().filter_map(|element| element.as_object()).collect(),
        _ => Vec::new(),
    }
}

/// Whether a value is a text, a list or an object with nothing in it.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::StringLit(text) => text.value.is_empty(),
        Value::Array(list) => list.elements.is_empty(),
        Value::Object(object) => object.properties.is_empty(),
        _ => false,
    }
}
