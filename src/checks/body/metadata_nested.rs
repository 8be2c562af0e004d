//! Metadata holds a list or an object.

use serde_json::Value;

use super::{about, mail, metadata, step};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/metadata-nested",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "Metadata holds a list or an object.",
    source: "mandrill.md 1.5",
    fires: &[Example::new(mail!("metadata: { user: { id: 1 } }"), "registration_after_password")],
    silent: &[Example::new(mail!("metadata: { user: 1 }"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let nested = |value: &Value| value.is_array() || value.is_object();
    let each = metadata(facts).into_iter().flat_map(|(path, values)| {
        values.iter().filter(move |(_, value)| nested(value)).map(move |(name, _)| step(&path, name.as_str()))
    });
    let why = "Mandrill's metadata is one level of texts, numbers and booleans.";
    each.map(|path| {
        about(&CHECK, facts, &path, "Metadata cannot be nested.", why, "Give each value a name of its own.")
    })
    .collect()
}
