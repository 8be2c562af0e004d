//! A link shows one address and leads to another.

use super::{SCENARIO, links, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::mail::links::Wrong,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/link-elsewhere",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A link shows one address and leads to another.",
    source: "https://dfir-lab.ch/wiki/link-display-mismatch",
    fires: &[
        Example::new(mail!("<a href=\"https://other-mail.com/start\">https://acme-mail.com/start</a>"), SCENARIO),
        Example::new(mail!("<a href=\"https://other-mail.com\"><b>www.acme-mail.com</b></a>"), SCENARIO),
    ],
    silent: &[
        Example::new(mail!("<a href=\"https://acme-mail.com/start\">acme-mail.com</a>"), SCENARIO),
        Example::new(
            mail!("<a href=\"https://click.acme-mail.com/start\">https://www.acme-mail.com/start</a>"),
            SCENARIO,
        ),
        Example::new(
            mail!("<a href=\"https://{{host}}/start\">acme-mail.com</a> <a href=\"https://other-mail.com\">Start</a>"),
            SCENARIO,
        ),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let (found, first) = links(facts, |wrong| matches!(wrong, Wrong::Elsewhere { .. }));
    let Some(Wrong::Elsewhere { shown, leads }) = first else { return Vec::new() };
    let why = "That is what fraud looks like: clients warn of such a mail, and filters hold it back.";
    let what = |link: &str| format!("The link {link} shows {shown} and leads to {leads}.");
    tell(&CHECK, facts, &found, what, why, "Show words in its place, or the address it leads to.")
}
