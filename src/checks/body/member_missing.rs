//! An entry lacks the name of what it is about.

use super::{about, blank, each_object, mail};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::fields,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/member-missing",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "An entry lacks the name of what it is about.",
    source: "mandrill.md 6.2",
    fires: &[
        Example::new(mail!("global_merge_vars: [{ content: 'a' }]"), "registration_after_password"),
        Example::new(mail!("merge_vars: [{ vars: [] }]"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("global_merge_vars: [{ name: 'a', content: 'a' }]"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    each_object(facts, &mut |path, level, object| {
        let needed = match level {
            fields::Level::RecipientVars | fields::Level::RecipientMetadata => "rcpt",
            fields::Level::GlobalVar | fields::Level::Var | fields::Level::Region => "name",
            _ => return,
        };
        if blank(object, needed) {
            let why = "Without it Mandrill does not know what the entry is for, and refuses the request.";
            found.push(about(
                &CHECK,
                facts,
                path,
                format!("`{needed}` is missing here."),
                why,
                format!("Give the entry its `{needed}`."),
            ));
        }
    });
    found
}
