//! Variables or metadata are for somebody who gets no mail.

use serde_json::Value;

use super::{about, given, in_place, mail, message, objects, quoted, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-vars-of-nobody",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Variables or metadata are for somebody who gets no mail.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(
        mail!("merge_vars: [{ rcpt: 'other@acme-mail.com', vars: [] }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!("merge_vars: [{ rcpt: 'ADA@acme-mail.com', vars: [] }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    // Whom the mail goes to cannot be told of recipients of a wrong type.
    let is_person =
        |person: &Value| person.as_object().is_some_and(|person| given(person, "email").is_none_or(Value::is_string));
    if given(message, "to").is_some_and(|to| !to.as_array().is_some_and(|people| people.iter().all(is_person))) {
        return Vec::new();
    }
    let people: Vec<String> =
        objects(message, "to").filter_map(|(_, person)| text(person, "email")).map(str::to_lowercase).collect();
    let mut found = Vec::new();
    for list in ["merge_vars", "recipient_metadata"] {
        for (at, entry) in objects(message, list) {
            let Some(rcpt) = text(entry, "rcpt").filter(|rcpt| !rcpt.trim().is_empty()) else { continue };
            if !people.contains(&rcpt.to_lowercase()) {
                let path = steps!["message", list, at, "rcpt"];
                let why = "They are found by the recipient's address.";
                let mut finding = about(
                    &CHECK,
                    facts,
                    &path,
                    format!("`{rcpt}` is no recipient of this mail."),
                    why,
                    "Write the address that stands in `to`.",
                );
                if let [only] = &people[..] {
                    finding.fix = in_place(facts, &path, rcpt, &quoted(only));
                }
                found.push(finding);
            }
        }
    }
    found
}
