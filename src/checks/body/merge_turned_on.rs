//! Variables turn merging on, whatever merge says.

use serde_json::Value;

use super::{about, mail, message, steps};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-turned-on",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "Variables turn merging on, whatever merge says.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(
        mail!("merge: false, global_merge_vars: [{ name: 'a', content: 'b' }]"),
        "registration_after_password",
    )],
    silent: &[Example::new(mail!("merge: false"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let both = message(facts)
        .is_some_and(|message| message.get("merge") == Some(&Value::Bool(false)) && words::has_variables(message));
    let why = "As soon as there are variables, Mandrill merges.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message", "merge"],
            "`merge: false` does nothing beside variables.",
            why,
            "Leave `merge` out, or the variables.",
        )
    };
    if both { vec![finding()] } else { Vec::new() }
}
