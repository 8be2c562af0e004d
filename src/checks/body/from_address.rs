//! The sender has no bare address.

use super::recipient_address::split;
use super::{about, in_place_with_fields, is_address, mail, message, quoted, sender};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/from-address",
    level: Level::Error,
    delivery: Delivery::Nobody,
    finds: "The sender has no bare address.",
    source: "mandrill.md 3.2",
    fires: &[Example::new(mail!("from_email: 'Acme <hello@acme-mail.com>'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((path, address)) = sender(facts).filter(|(_, address)| !is_address(address)) else { return Vec::new() };
    let why = "`from_email` takes a bare address; another is answered with `invalid-sender`, or refused.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        format!("`{address}` is no bare address."),
        why,
        "Write the address alone; the name goes into `from_name`.",
    );
    let named = message(facts).is_none_or(|message| message.contains_key("from_name"));
    if let (Some((name, bare)), false) = (split(address), named) {
        let both = format!("{}, from_name: {}", quoted(bare), quoted(name));
        finding.fix = in_place_with_fields(facts, &path, address, &both);
    }
    vec![finding]
}
