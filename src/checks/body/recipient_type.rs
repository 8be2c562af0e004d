//! A recipient has a type Mandrill does not know.

use super::{about, in_place, mail, message, objects, quoted, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/recipient-type",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "A recipient has a type Mandrill does not know.",
    source: "mandrill.md 1.3",
    fires: &[Example::new(mail!("to: [{ email: 'ada@acme-mail.com', type: 'TO' }]"), "registration_after_password")],
    silent: &[Example::new(mail!("to: [{ email: 'ada@acme-mail.com', type: 'to' }]"), "registration_after_password")],
    run,
};

const TYPES: [&str; 3] = ["to", "cc", "bcc"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    objects(message, "to")
        .filter_map(|(at, person)| Some((at, text(person, "type").filter(|kind| !TYPES.contains(kind))?)))
        .map(|(at, kind)| {
            let path = steps!["message", "to", at, "type"];
            let lower = kind.trim().to_lowercase();
            let nearest = TYPES.into_iter().min_by_key(|known| strsim::levenshtein(known, &lower)).unwrap_or("to");
            let why = "Mandrill knows `to`, `cc` and `bcc`, in exactly these letters.";
            let mut finding = about(
                &CHECK,
                facts,
                &path,
                format!("`{kind}` is no type of recipient."),
                why,
                format!("Write `{nearest}`."),
            );
            finding.fix = in_place(facts, &path, kind, &quoted(nearest));
            finding
        })
        .collect()
}
