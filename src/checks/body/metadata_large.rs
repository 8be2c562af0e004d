//! The metadata is larger than Mandrill keeps.

use super::{about, mail, metadata};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/metadata-large",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The metadata is larger than Mandrill keeps.",
    source: "mandrill.md 1.5",
    fires: &[Example::new(mail!("metadata: { a: std.repeat('a', 200) }"), "registration_after_password")],
    silent: &[Example::new(mail!("metadata: { a: 'a' }"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let sizes = metadata(facts)
        .into_iter()
        .map(|(path, values)| (path, serde_json::to_string(values).unwrap_or_default().len()));
    sizes
        .filter(|(_, bytes)| *bytes > 200)
        .map(|(path, bytes)| {
            let why = if bytes > 250 {
                "Above 250 bytes Mandrill refuses it."
            } else {
                "Mandrill's pages name 200 and 250 bytes as the limit."
            };
            about(
                &CHECK,
                facts,
                &path,
                format!("This metadata has {bytes} bytes."),
                why,
                "Keep it within 200 bytes of JSON.",
            )
        })
        .collect()
}
