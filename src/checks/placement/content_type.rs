//! A content type Ory does not send.

use super::{TEMPLATE, finding};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::setting::Setting,
    ory::action::receivers::is_mandrill,
};

/// The check.
pub const CHECK: Check = Check {
    id: "placement/content-type",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "Ory refuses to send a body with any but two content types.",
    source: "Kratos request/builder.go: invalid config - incorrect Content-Type for request with body",
    fires: &[
        Example::new(
            TEMPLATE,
            r#"draft {"action":{"url":"https://example.org/x","headers":[{"name":"content-type","value":"application/json; charset=utf-8"}]}}"#,
        ),
        Example::new(
            TEMPLATE,
            r#"draft {"action":{"headers":[{"name":"Content-Type","value":"application/x-www-form-urlencoded"}]}}"#,
        ),
    ],
    silent: &[
        Example::new(TEMPLATE, r#"draft {}"#),
        Example::new(TEMPLATE, r#"draft {"action":{"headers":[{"name":"Content-Type","value":"application/json"}]}}"#),
        Example::new(
            TEMPLATE,
            r#"draft {"action":{"url":"https://example.org/x","headers":[{"name":"Content-Type","value":"application/x-www-form-urlencoded"}]}}"#,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let action = &facts.draft.action;
    let Some(header) = action.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type")) else {
        return Vec::new();
    };
    let without = Setting::WithoutHeader(header.name.clone());
    match header.value.as_str() {
        "application/json" => Vec::new(),
        "application/x-www-form-urlencoded" if !is_mandrill(&action.url) => Vec::new(),
        "application/x-www-form-urlencoded" => {
            let why = "A form holds texts only, and Mandrill wants an object with `message` in it.";
            let remedy = "Remove the header: JSON is what Ory sends without it.";
            vec![finding(&CHECK, "Mandrill takes no form.", why, remedy).setting(without)]
        }
        other => {
            let what = format!("Ory does not send a body as `{other}`.");
            let why = "It takes `application/json` and `application/x-www-form-urlencoded`, letter by letter, and fails for any other: \
                       `invalid config - incorrect Content-Type for request with body`.";
            vec![finding(&CHECK, &what, why, "Remove the header, or write one of the two.").setting(without)]
        }
    }
}
