//! Something that plays or shows another page, which most clients drop.

use super::{SCENARIO, mail, tags, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/embedded",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Something that plays or shows another page, which most clients drop.",
    source: "https://www.caniemail.com/features/html-video/, https://www.caniemail.com/features/html-object/",
    fires: &[
        Example::new(mail!("<p>Hi</p><video src=\"https://acme-mail.com/a.mp4\"></video>"), SCENARIO),
        Example::new(mail!("<p>Hi</p><iframe src=\"https://acme-mail.com\"></iframe><object></object>"), SCENARIO),
    ],
    silent: &[Example::new(mail!("<p>Hi</p><img src=\"https://acme-mail.com/a.gif\" alt=\"\">"), SCENARIO)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let dropped = ["video", "audio", "iframe", "object", "embed", "applet", "frameset", "frame", "canvas"];
    let found = tags(facts, |tag| dropped.contains(&tag.name.as_str()));
    let why = "Gmail, Outlook and most webmails take it out, with a gap where it stood.";
    let remedy = "Show a picture that links to a page with it.";
    tell(&CHECK, facts, &found, |tag| format!("{tag} is not shown in most clients."), why, remedy)
}
