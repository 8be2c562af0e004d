//! The evaluator's own errors in go-jsonnet's words.

use jrsonnet_evaluator::error::ErrorKind;

use crate::engine::{failure::FailureKind, run::machine::TOO_MANY_FRAMES};

/// go-jsonnet's words for an error of the evaluator or its standard library, and what kind it is.
pub fn of(error: &ErrorKind) -> (String, FailureKind) {
    match error {
        ErrorKind::RuntimeError(words) => (words.to_string(), FailureKind::Runtime),
        ErrorKind::StackOverflow | ErrorKind::InfiniteRecursionDetected => {
            (TOO_MANY_FRAMES.to_owned(), FailureKind::Stack)
        }
        ErrorKind::DivisionByZero => ("Division by zero.".to_owned(), FailureKind::DivisionByZero),
        ErrorKind::UndefinedExternalVariable(name) => {
            (format!("Undefined external variable: {name}"), FailureKind::ExternalVariable { name: name.to_string() })
        }
        ErrorKind::NoSuchField(field, _) => (
            format!("Field does not exist: {field}"),
            FailureKind::MissingField { field: field.to_string(), target: None, available: Vec::new() },
        ),
        ErrorKind::TypeMismatch(_, expected, got) => {
            let expected = expected.first().map(ToString::to_string);
            let words = match &expected {
                Some(expected) => format!("Unexpected type {got}, expected {expected}"),
                None => format!("Unexpected type {got}"),
            };
            (words, FailureKind::WrongType { got: got.to_string(), expected })
        }
        ErrorKind::ConvertNumValue(_) => ("Overflow".to_owned(), FailureKind::Runtime),
        ErrorKind::TypeError(error) => of_type_error(&error.to_string()),
        ErrorKind::OnlyFunctionsCanBeCalledGot(got) => (
            format!("Unexpected type {got}, expected function"),
            FailureKind::WrongType { got: got.to_string(), expected: Some("function".to_owned()) },
        ),
        ErrorKind::UnknownFunctionParameter(name) => {
            (format!("function has no parameter {name}"), FailureKind::NoParameter { name: name.to_string() })
        }
        ErrorKind::BindingParameterASecondTime(name) => {
            (format!("Argument {name} already provided"), FailureKind::Call)
        }
        ErrorKind::FunctionParameterNotBoundInCall(name, _) => {
            let words = format!("Missing argument: {name}");
            (words, FailureKind::MissingArgument { name: name.to_string() })
        }
        ErrorKind::TooManyArgsFunctionHas(count, _) => {
            (format!("function expected {count} positional argument(s), but got more"), FailureKind::Call)
        }
        ErrorKind::DuplicateFieldName(field) => {
            let mut words = "Duplicate field name: ".to_owned();
            crate::engine::output::text::quoted(field, &mut words);
            (words, FailureKind::DuplicateField { field: field.to_string() })
        }
        ErrorKind::ArrayBoundsError(index, length) => (
            format!("Index {index} out of bounds, not within [0, {length})"),
            FailureKind::OutOfBounds { index: *index as i64, length: *length as usize, target: None, index_span: None },
        ),
        other => (other.to_string(), FailureKind::Runtime),
    }
}

/// What kind of failure the standard library's own `error`s are, which are written in Jsonnet as any other.
pub fn of_library(words: &str) -> FailureKind {
    match words {
        _ if words.starts_with("Too many values to format") => FailureKind::Format { more: true },
        _ if words.starts_with("Not enough values to format") => FailureKind::Format { more: false },
        _ => FailureKind::Runtime,
    }
}

/// `expected string, got number` with a path, as the evaluator words it.
fn of_type_error(words: &str) -> (String, FailureKind) {
    let first = words.lines().next().unwrap_or_default();
    if let Some((expected, got)) = first.strip_prefix("expected ").and_then(|rest| rest.split_once(", got ")) {
        let (expected, got) = (plain_type(expected.trim()), got.trim().to_owned());
        let words = format!("Unexpected type {got}, expected {expected}");
        return (words, FailureKind::WrongType { got, expected: Some(expected) });
    }
    (first.to_owned(), FailureKind::Runtime)
}

/// go-jsonnet knows no narrower types than the seven of the language.
fn plain_type(expected: &str) -> String {
    let plain = if expected.starts_with("BoundedNumber") {
        "number"
    } else if expected == "char" {
        "string"
    } else if expected.starts_with("Array") {
        "array"
    } else {
        expected
    };
    plain.to_owned()
}
