//! Mandrill's answer cannot be parsed.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::setting::Setting,
    ory::action::receivers::is_mandrill,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/answer-not-read",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "`response.parse` with Mandrill fails every flow, although the mail goes out.",
    source: "Kratos selfservice/hook/web_hook.go unmarshals the answer into an object; Mandrill answers with a list",
    fires: &[Example::new(TEMPLATE, r#"draft {"action":{"ignore_response":false,"parse_response":true}}"#)],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"ignore_response":false}}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"action":{"url":"https://example.org/x","ignore_response":false,"parse_response":true}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let action = &facts.draft.action;
    if !action.parse_response || !is_mandrill(&action.url) {
        return Vec::new();
    }
    let why = "Mandrill answers with a list of recipients, and Ory reads an object: the flow fails with an error although the mail \
               went out.";
    let told = finding(&CHECK, "Ory cannot read Mandrill's answer.", why, "Let the flow go on instead.");
    vec![told.setting(Setting::Response { ignore: true, parse: false })]
}
