//! The mail pretends to come from the person it goes to.

use super::{about, mail, sender};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/from-of-the-user",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The mail pretends to come from the person it goes to.",
    source: "mandrill.md 7",
    fires: &[Example::new(mail!("from_email: 'ADA@example.org'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some((path, address)) = sender(facts).filter(|(_, address)| is_of_the_user(facts, address)) else {
        return Vec::new();
    };
    let why = "The person's domain is not yours: Mandrill rejects the mail as `unsigned`, or their provider does.";
    let remedy =
        "Send from your own domain; if answers shall reach them, put the address into `headers[\"Reply-To\"]`.";
    vec![about(&CHECK, facts, &path, format!("`{address}` is the person's own address."), why, remedy)]
}

/// Whether an address is one of the identity's.
pub fn is_of_the_user(facts: Facts, address: &str) -> bool {
    let identity = &facts.ctx()["identity"];
    let kept = ["verifiable_addresses", "recovery_addresses"].into_iter().filter_map(|name| identity[name].as_array());
    let values = kept.flatten().map(|kept| &kept["value"]).chain([&identity["traits"]["email"]]);
    let wanted = address.trim().to_lowercase();
    values.filter_map(|value| value.as_str()).any(|value| value.to_lowercase() == wanted)
}
