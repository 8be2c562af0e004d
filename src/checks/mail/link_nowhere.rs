//! A link leads nowhere.

use super::{SCENARIO, links, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::mail::links::Wrong,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/link-nowhere",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A link leads nowhere.",
    source: "https://dequeuniversity.com/rules/axe/3.0/href-no-hash",
    fires: &[
        Example::new(mail!("<a href=\"#\">Start</a>"), SCENARIO),
        Example::new(mail!("<a href=\"\">Start</a> <a href=\"#\">or here</a>"), SCENARIO),
        Example::new(mail!("<a href=\"/start\">Start</a>"), SCENARIO),
        Example::new(mail!("<a href=\"javascript:void(0)\">Start</a>"), SCENARIO),
    ],
    silent: &[
        Example::new(mail!("<a href=\"https://acme-mail.com/start\">Start</a>"), SCENARIO),
        Example::new(mail!("<a href=\"mailto:hello@acme-mail.com\">Write</a> <a name=\"top\"></a>"), SCENARIO),
        Example::new(mail!("<a href=\"*|UNSUB|*\">Leave</a> <a href=\"{{url}}\">Start</a>"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let nowhere = |wrong: &Wrong| matches!(wrong, Wrong::Empty | Wrong::Hash | Wrong::Relative | Wrong::Scheme(_));
    let (found, first) = links(facts, nowhere);
    let why = match first {
        Some(Wrong::Relative) => "A mail has no address of its own that this one could be added to.",
        Some(Wrong::Scheme(_)) => "Clients follow `https:`, `mailto:` and `tel:`, and drop what could run something.",
        _ => "Whoever clicks it stays where they are.",
    };
    let remedy = "Write the whole address, with `https://`.";
    tell(&CHECK, facts, &found, |link| format!("The link {link} leads nowhere."), why, remedy)
}
