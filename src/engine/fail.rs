//! go-jsonnet's errors for what any part of the engine may meet: values of the wrong type, fields and elements that are not
//! there.

use jrsonnet_evaluator::{Error, IStr, ObjValue, Result, Val};

use crate::engine::{failure::FailureKind, run::machine::Machine, syntax::tree::N};

/// An error without a kind of its own.
pub fn refuse<T>(machine: &Machine, words: impl Into<String>) -> Result<T> {
    Err(machine.fail(words.into(), FailureKind::Runtime))
}

/// An object without the field.
#[inline(never)]
pub fn missing(machine: &Machine, object: &ObjValue, name: &IStr, target: Option<&N>) -> Error {
    let available = object.fields_ex(true).iter().map(ToString::to_string).collect();
    let kind =
        FailureKind::MissingField { field: name.to_string(), target: target.and_then(|target| target.span), available };
    machine.fail(format!("Field does not exist: {name}"), kind)
}

/// An index outside of an array or a string.
#[inline(never)]
pub fn out_of_bounds(machine: &Machine, at: i64, length: usize, target: &N, index: &N) -> Error {
    let kind = FailureKind::OutOfBounds { index: at, length, target: target.span, index_span: index.span };
    machine.fail(format!("Index {at} out of bounds, not within [0, {length})"), kind)
}

/// A value that has neither fields nor elements.
#[inline(never)]
pub fn not_indexable(machine: &Machine, value: &Val, target: &N) -> Error {
    let got = type_name(value);
    let go_type = match value {
        Val::Null => "valueNull",
        Val::Bool(_) => "valueBoolean",
        Val::Num(_) => "valueNumber",
        _ => "valueFunction",
    };
    let kind = FailureKind::NotIndexable { got: got.to_owned(), target: target.span };
    machine.fail(format!("Value non indexable: *jsonnet.{go_type}"), kind)
}

/// The boolean that a condition or an operand must be.
pub fn boolean(machine: &Machine, value: &Val) -> Result<bool> {
    match value {
        Val::Bool(value) => Ok(*value),
        other => Err(wrong_type(machine, other, "boolean")),
    }
}

/// The name of a value's type.
pub fn type_name(value: &Val) -> &'static str {
    match value {
        Val::Null => "null",
        Val::Bool(_) => "boolean",
        Val::Str(_) => "string",
        Val::Num(_) => "number",
        Val::Arr(_) => "array",
        Val::Obj(_) => "object",
        Val::Func(_) => "function",
    }
}

/// go-jsonnet's error for a value of the wrong type.
#[inline(never)]
pub fn wrong_type(machine: &Machine, value: &Val, expected: &str) -> Error {
    let got = type_name(value);
    let kind = FailureKind::WrongType { got: got.to_owned(), expected: Some(expected.to_owned()) };
    machine.fail(format!("Unexpected type {got}, expected {expected}"), kind)
}
