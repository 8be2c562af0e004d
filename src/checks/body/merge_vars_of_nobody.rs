//! Variables or metadata are for somebody who gets no mail.

use super::{about, in_place, mail, message, objects, quoted, steps, text};
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
