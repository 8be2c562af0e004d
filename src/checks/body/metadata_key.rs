//! A name in the metadata has characters that Mandrill does not take.

use super::{about, is_plain_name, mail, metadata, step};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/metadata-key",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A name in the metadata has characters that Mandrill does not take.",
    source: "mandrill.md 1.5",
    fires: &[
        Example::new(mail!("metadata: { 'user-id': 1 }"), "registration_after_password"),
        Example::new(mail!("metadata: { _id: 1 }"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("metadata: { user_id: 1 }"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let each = metadata(facts).into_iter().flat_map(|(path, values)| {
        let given = values.iter().filter(|(name, value)| !value.is_null() && !is_plain_name(name));
        given.map(move |(name, _)| (step(&path, name.as_str()), name))
    });
    let why = "Names are letters, digits and `_`, and do not begin with `_`.";
    each.map(|(path, name)| {
        about(&CHECK, facts, &path, format!("`{name}` is no name for metadata."), why, "Give it a plain name.")
    })
    .collect()
}
