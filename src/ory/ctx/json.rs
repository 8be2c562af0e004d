//! JSON with the range of every value.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{ObjectProp, ObjectPropName, Value},
    common::Ranged,
    parse_to_ast,
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

/// Where and why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJson {
    /// Where reading stopped.
    pub span: Span,
    /// What was wrong there.
    pub cause: String,
}

/// The value in `text`; an empty text has none.
pub fn read(text: &str) -> Result<Option<Value<'_>>, NotJson> {
    parse_to_ast(text, &CollectOptions::default(), &STRICT).map(|parsed| parsed.value).map_err(|error| {
        let range = error.range();
        NotJson { span: Span::new(range.start, range.end), cause: error.kind().to_string() }
    })
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

/// The text a value holds, when it is one.
pub fn text<'v>(value: &'v Value) -> Option<&'v str> {
    match value {
        Value::StringLit(text) => Some(&text.value),
        _ => None,
    }
}
