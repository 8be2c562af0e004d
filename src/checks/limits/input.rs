//! The template and the context are too large for Ory's worker, or nearly.

use crate::{
    checks::{Check, Example, Facts, limits::finding},
    diagnostic::{Delivery, Finding, Level},
    ory::limits::LimitName,
};

/// A template that is long for its comment alone.
static LONG: &str = match std::str::from_utf8(&LONG_BYTES) {
    Ok(text) => text,
    Err(_) => "",
};

static LONG_BYTES: [u8; 20_000] = {
    let mut bytes = [b'#'; 20_000];
    let template = b"function(ctx) {}\n";
    let mut at = 0;
    while at < template.len() {
        bytes[at] = template[at];
        at += 1;
    }
    bytes
};

/// The check.
pub const CHECK: Check = Check {
    id: "limits/input",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "Template and context are near or over what Ory's worker reads.",
    source: "measured on Kratos' binary: 65,535 bytes of request pass, 65,536 end the worker",
    fires: &[Example::new(LONG, "settings_after_password")],
    silent: &[Example::new("function(ctx) { a: 1 }", "settings_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    finding(
        &CHECK,
        facts,
        LimitName::Input,
        "what Kratos writes to its worker",
        "A template in line counts twice, once as base64, and settings weigh up to 24 kB.",
        "Shorten the template, or keep the mail's text in a template at Mailchimp (`messages/send-template`).",
    )
}
