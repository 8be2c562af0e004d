//! A field has a value of another type than Mandrill takes.

use serde_json::{Map, Value};

use super::{about, each_object, mail, step, whole_value};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level},
    engine::Step,
    mandrill::{
        fields::{self, FieldType},
        request::Endpoint,
    },
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/wrong-type",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "A field has a value of another type than Mandrill takes.",
    source: "mandrill.md 1.7",
    fires: &[
        Example::new(mail!("to: { email: 'ada@acme-mail.com' }"), "registration_after_password"),
        Example::new(mail!("subject: ['a']"), "registration_after_password"),
        Example::new(mail!("headers: { 'Reply-To': ['a'] }"), "registration_after_password"),
        Example::new(mail!("tags: [{}]"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!("html: null"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(endpoint) = facts.request().map(|request| request.endpoint) else { return Vec::new() };
    let mut found = Vec::new();
    each_object(facts, &mut |path, level, object| {
        for (name, value) in object {
            let Some(field) = fields::find(endpoint, level, name) else { continue };
            wrong(facts, endpoint, &step(path, name.as_str()), field.kind, value, &mut found);
        }
    });
    found
}

fn wrong(facts: Facts, endpoint: Endpoint, path: &[Step], kind: FieldType, value: &Value, found: &mut Vec<Finding>) {
    let composed = value.is_array() || value.is_object();
    match (kind, value) {
        (_, Value::Null) | (FieldType::Anything, _) => {}
        (FieldType::Text | FieldType::Truth | FieldType::Number, _) if composed => {
            found.push(tell(facts, path, kind.words()))
        }
        (FieldType::Object(_) | FieldType::Metadata, _) if !value.is_object() => {
            found.push(tell(facts, path, kind.words()))
        }
        (FieldType::Objects(_), Value::Array(items)) => {
            for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.is_object() && !item.is_null()) {
                let _ = item;
                found.push(tell(facts, &step(path, at), "an object"));
            }
        }
        (FieldType::Objects(level), _) => {
            let mut finding = tell(facts, path, kind.words());
            // A map of names and values is no lone item.
            let is_item =
                |object: &Map<String, Value>| object.keys().any(|name| fields::find(endpoint, level, name).is_some());
            if value.as_object().is_some_and(is_item)
                && let Some(span) = whole_value(facts, path)
                && span.of(&facts.draft.template).starts_with('{')
            {
                let text = format!("[{}]", span.of(&facts.draft.template));
                finding.fix = vec![Edit::template(span, text)];
            }
            found.push(finding);
        }
        (FieldType::Texts | FieldType::TextOrTexts, Value::Array(items)) => {
            for (at, _) in items.iter().enumerate().filter(|(_, item)| item.is_array() || item.is_object()) {
                found.push(tell(facts, &step(path, at), "a string"));
            }
        }
        (FieldType::Texts, _) => found.push(tell(facts, path, kind.words())),
        (FieldType::TextOrTexts, Value::Object(_)) => found.push(tell(facts, path, kind.words())),
        (FieldType::Headers, Value::Object(headers)) => {
            for (name, _) in headers.iter().filter(|(_, value)| value.is_array() || value.is_object()) {
                found.push(tell(facts, &step(path, name.as_str()), "a string"));
            }
        }
        (FieldType::Headers, _) => found.push(tell(facts, path, kind.words())),
        _ => {}
    }
}

fn tell(facts: Facts, path: &[Step], wanted: &str) -> Finding {
    let why = "Mandrill refuses such a value with a ValidationError, or drops it without a word.";
    about(&CHECK, facts, path, format!("Here Mandrill wants {wanted}."), why, format!("Make it {wanted}."))
}
