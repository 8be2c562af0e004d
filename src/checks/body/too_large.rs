//! The request is larger than Mandrill takes.

use super::{about, mail};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/too-large",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The request is larger than Mandrill takes.",
    source: "mandrill.md 0; Ory itself takes 262,143 bytes (kratos 3.2)",
    fires: &[Example::new(
        mail!("html: std.repeat('<p>' + std.repeat('long ', 2000) + '</p>', 1050)"),
        "registration_after_password",
    )],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

/// Bytes of JSON that Mandrill takes at most, and one more.
const LIMIT: usize = 10_485_760;

fn run(facts: Facts) -> Vec<Finding> {
    let Some(request) = facts.request().filter(|request| request.bytes >= LIMIT) else { return Vec::new() };
    let what = format!("The body has {} bytes.", request.bytes);
    vec![about(
        &CHECK,
        facts,
        &[],
        what,
        "Mandrill takes less than 10 MB; Ory sends far less.",
        "Leave out attachments, or link to them.",
    )]
}
