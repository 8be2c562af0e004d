//! The address for copies is none.

use super::{about, is_address, mail, message, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/bcc-address",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The address for copies is none.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(mail!("bcc_address: 'archive'"), "registration_after_password")],
    silent: &[Example::new(mail!("bcc_address: 'archive@acme-mail.com'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let address = message(facts).and_then(|message| text(message, "bcc_address"));
    let Some(address) = address.filter(|text| !text.trim().is_empty() && !is_address(text)) else { return Vec::new() };
    let why = "`bcc_address` takes exactly one bare address.";
    vec![about(
        &CHECK,
        facts,
        &steps!["message", "bcc_address"],
        format!("`{address}` is no address."),
        why,
        "Write one address, or leave it out.",
    )]
}
