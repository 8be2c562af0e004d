//! A field has a scalar of another kind than Mandrill says.

use serde_json::Value;

use super::{about, each_object, in_place, mail, quoted, step};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::fields,
};
use crate::{engine::Step, mandrill::fields::FieldType};

/// The check.
pub const CHECK: Check = Check {
    id: "body/loose-type",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A field has a scalar of another kind than Mandrill says.",
    source: "mandrill.md 1.7",
    fires: &[
        Example::new(mail!("track_opens: 'true'"), "registration_after_password"),
        Example::new(mail!("subject: 12"), "registration_after_password"),
        Example::new(mail!("tags: null"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!("html: null"), "registration_after_password"),
        Example::new(mail!("merge: false"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(endpoint) = facts.request().map(|request| request.endpoint) else { return Vec::new() };
    let mut found = Vec::new();
    each_object(facts, &mut |path, level, object| {
        for (name, value) in object {
            let Some(field) = fields::find(endpoint, level, name) else { continue };
            loose(facts, &step(path, name.as_str()), field.kind, value, &mut found);
        }
    });
    found
}

fn loose(facts: Facts, path: &[Step], kind: FieldType, value: &Value, found: &mut Vec<Finding>) {
    let not_text = |value: &Value| value.is_number() || value.is_boolean();
    match (kind, value) {
        (FieldType::Text | FieldType::TextOrTexts, value) if not_text(value) => {
            found.push(tell(facts, path, "a string", value))
        }
        (FieldType::Truth, Value::String(_) | Value::Number(_)) => {
            found.push(tell(facts, path, "true or false", value))
        }
        (FieldType::Number, Value::String(_) | Value::Bool(_)) => found.push(tell(facts, path, "a number", value)),
        (
            FieldType::Object(_) | FieldType::Objects(_) | FieldType::Texts | FieldType::Headers | FieldType::Metadata,
            Value::Null,
        ) => {
            found.push(tell(facts, path, kind.words(), value));
        }
        (FieldType::Objects(_), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate().filter(|(_, item)| item.is_null()) {
                found.push(tell(facts, &step(path, at), "an object", item));
            }
        }
        (FieldType::Texts | FieldType::TextOrTexts, Value::Array(items)) => {
            for (at, item) in items.iter().enumerate().filter(|(_, item)| not_text(item)) {
                found.push(tell(facts, &step(path, at), "a string", item));
            }
        }
        (FieldType::Headers, Value::Object(headers)) => {
            for (name, value) in headers.iter().filter(|(_, value)| not_text(value)) {
                found.push(tell(facts, &step(path, name.as_str()), "a string", value));
            }
        }
        _ => {}
    }
}

fn tell(facts: Facts, path: &[Step], wanted: &str, value: &Value) -> Finding {
    let why = "What Mandrill makes of another kind of value is not known: it may take it, drop it or refuse it.";
    let mut finding =
        about(&CHECK, facts, path, format!("Here Mandrill wants {wanted}."), why, format!("Write {wanted}."));
    let plain = match value {
        Value::String(text) => match (wanted, text.as_str()) {
            ("true or false", "true" | "false") => Some((text.clone(), text.clone())),
            ("a number", _) if text.parse::<i64>().is_ok() => Some((text.clone(), text.clone())),
            _ => None,
        },
        Value::Bool(_) | Value::Number(_) if wanted == "a string" => {
            Some((value.to_string(), quoted(&value.to_string())))
        }
        _ => None,
    };
    if let Some((old, new)) = plain {
        finding.fix = in_place(facts, path, &old, &new);
    }
    finding
}
