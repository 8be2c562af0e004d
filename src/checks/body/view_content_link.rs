//! A secret can be read in the log of the account.

use serde_json::Value;

use super::{about, insert, is_odd, mail, message, steps, text};
use crate::checks::words;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/view-content-link",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A secret can be read in the log of the account.",
    source: "mandrill.md 1.2",
    fires: &[
        Example::new(mail!("text: 'Open https://acme-mail.com/in?token=abc'"), "registration_after_password"),
        Example::new(mail!("text: 'Your code is 123456.'"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!("text: 'Your code is 123456.', view_content_link: false"), "registration_after_password"),
        Example::new(mail!(), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| {
        message.get("view_content_link") != Some(&Value::Bool(false)) && !is_odd(message, "view_content_link")
    }) else {
        return Vec::new();
    };
    let link = ["html", "text"].into_iter().filter_map(|name| text(message, name)).any(words::has_secret_link);
    let own = words::read(message).into_iter().filter(|(path, _)| path.len() == 2);
    if !link && !own.into_iter().any(|(_, text)| words::tells_code(&text)) {
        return Vec::new();
    }
    let why = "Unless `view_content_link` is false, whoever may see the account's log can open the mail.";
    let mut finding =
        about(&CHECK, facts, &steps!["message"], "This mail carries a secret.", why, "Add `view_content_link: false`.");
    if !message.contains_key("view_content_link") {
        finding.fix = insert(facts, &steps!["message"], "view_content_link: false");
    }
    vec![finding]
}
