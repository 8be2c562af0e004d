//! The signing domain does nothing for newer accounts.

use super::{about, blank, mail, message, steps};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/signing-domain",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "The signing domain does nothing for newer accounts.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(mail!("signing_domain: 'acme-mail.com'"), "registration_after_password")],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let there = message(facts).is_some_and(|object| !blank(object, "signing_domain"));
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message", "signing_domain"],
            "`signing_domain` does nothing for accounts made since December 2015.",
            "Mandrill signs with the verified domain of the sender.",
            "Leave it out, unless the account is older.",
        )
    };
    if there { vec![finding()] } else { Vec::new() }
}
