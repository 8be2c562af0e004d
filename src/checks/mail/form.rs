//! A form in the mail, which many clients drop.

use super::{SCENARIO, mail, tags, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/form",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A form in the mail, which many clients drop.",
    source: "https://www.caniemail.com/features/html-form/",
    fires: &[
        Example::new(
            mail!("<form action=\"https://acme-mail.com\"><input name=\"a\"><button>Go</button></form>"),
            SCENARIO,
        ),
        Example::new(mail!("<p>Hi</p><button>Go</button>"), SCENARIO),
    ],
    silent: &[Example::new(mail!("<a href=\"https://acme-mail.com\" role=\"button\">Go</a>"), SCENARIO)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let of_forms = ["form", "input", "select", "textarea", "button"];
    let found = tags(facts, |tag| of_forms.contains(&tag.name.as_str()));
    let why = "Outlook and many webmails take forms out, and others do not send them.";
    let remedy = "Lead to a page with the form by a link.";
    tell(&CHECK, facts, &found, |tag| format!("{tag} does not work in many clients."), why, remedy)
}
