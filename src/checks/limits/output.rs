//! The body is too large for Ory, or nearly.

use crate::{
    checks::{Check, Example, Facts, limits::finding},
    diagnostic::{Delivery, Finding, Level},
    ory::limits::LimitName,
};

/// The check.
pub const CHECK: Check = Check {
    id: "limits/output",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The body is near or over what Ory reads of its worker.",
    source: "measured: 262,143 bytes at Kratos' head; v25.4.0 and v26.2.0 take twice as much",
    fires: &[Example::new("function(ctx) std.repeat(std.repeat('x', 1000), 300)", "registration_after_password")],
    silent: &[Example::new("function(ctx) std.repeat(std.repeat('x', 1000), 100)", "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    finding(
        &CHECK,
        facts,
        LimitName::Output,
        "the body Ory reads of its worker",
        "Kratos reads 256 KiB of the result; v25.4.0 and v26.2.0 read 512 KiB.",
        "Send less: a body this large is seldom a mail.",
    )
}
