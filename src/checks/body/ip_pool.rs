//! A pool of addresses does nothing without dedicated ones.

use super::{about, blank, mail, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/ip-pool",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A pool of addresses does nothing without dedicated ones.",
    source: "mandrill.md 1.1",
    fires: &[Example::new(mail!(top "ip_pool: 'Main'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let there = top(facts, &Endpoint::ALL).is_some_and(|object| !blank(object, "ip_pool"));
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["ip_pool"],
            "`ip_pool` does nothing without dedicated IPs.",
            "An unknown pool falls back to the default one.",
            "Leave it out, unless the account has dedicated IPs.",
        )
    };
    if there { vec![finding()] } else { Vec::new() }
}
