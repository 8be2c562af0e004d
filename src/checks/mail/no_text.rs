//! The mail has no plain text.

use super::{SCENARIO, mail};
use crate::{
    checks::{
        Check, Example, Facts,
        body::{about, blank, insert, is_odd, message, on, steps},
    },
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/no-text",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The mail has no plain text.",
    source: "http://wiki.apache.org/spamassassin/Rules/MIME_HTML_MOSTLY",
    fires: &[
        Example::new(mail!("<p>Hi</p>", "text: ''"), SCENARIO),
        Example::new(mail!("<p>Hi</p>", "tags: ['welcome']"), SCENARIO),
        Example::new(mail!("<p>Hi</p>", "auto_text: false"), SCENARIO),
    ],
    silent: &[
        Example::new(mail!("<p>Hi</p>"), SCENARIO),
        Example::new(mail!("<p>Hi</p>", "auto_text: true"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts)
        .filter(|message| blank(message, "text") && !on(message, "auto_text") && !is_odd(message, "auto_text"))
    else {
        return Vec::new();
    };
    if !facts.htmls().iter().any(|html| html.whole) {
        return Vec::new();
    }
    let (what, why) = match message.get("auto_text").is_some_and(|value| !value.is_null()) {
        true => (
            "This mail has no plain text.",
            "Whoever reads mail as text sees nothing, and filters know html alone as spam.",
        ),
        false => (
            "This mail has no plain text, unless your account makes one.",
            "Whether Mandrill makes it stands in the account's settings. Without it, whoever reads mail as text sees nothing, and filters know html alone as spam.",
        ),
    };
    let mut finding = about(&CHECK, facts, &steps!["message"], what, why, "Write `text`, or `auto_text: true`.");
    if !message.contains_key("auto_text") {
        finding.fix = insert(facts, &steps!["message"], "auto_text: true");
    }
    vec![finding]
}
