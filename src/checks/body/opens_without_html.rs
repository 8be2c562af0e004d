//! Opens are counted by a picture that a plain text has not.

use super::{about, blank, is_odd, mail, message, on, steps, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/opens-without-html",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Opens are counted by a picture that a plain text has not.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(mail!("track_opens: true"), "registration_after_password")],
    silent: &[Example::new(mail!("track_opens: true, auto_html: true"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let at_send = top(facts, &[Endpoint::Send]).is_some();
    let wanted = message(facts).is_some_and(|message| {
        on(message, "track_opens")
            && blank(message, "html")
            && !on(message, "auto_html")
            && !is_odd(message, "auto_html")
    });
    let why = "Mandrill counts opens by a picture in the html part.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message", "track_opens"],
            "Opens of this mail cannot be counted.",
            why,
            "Add `html`, or `auto_html: true`.",
        )
    };
    if at_send && wanted { vec![finding()] } else { Vec::new() }
}
