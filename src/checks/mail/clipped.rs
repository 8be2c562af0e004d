//! Gmail shows the beginning of the mail alone.

use super::{SCENARIO, all, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level, Span},
};

/// So many bytes of html Gmail shows.
const MOST: usize = 102_000;

/// The check.
pub const CHECK: Check = Check {
    id: "mail/clipped",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Gmail shows the beginning of the mail alone.",
    source: "https://www.spamresource.com/2022/01/what-is-gmail-clipping-and-what-to-do.html",
    fires: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: std.repeat(std.repeat('<p>Good to have you here.</p>', 60), 60), text: 'Hi', to: [{ email: 'ada@acme-mail.com' }] } }",
        SCENARIO,
    )],
    silent: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi', html: std.repeat(std.repeat('<p>Good to have you here.</p>', 60), 50), text: 'Hi', to: [{ email: 'ada@acme-mail.com' }] } }",
        SCENARIO,
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let long = all(facts, |html| match html.whole && html.source.len() > MOST {
        true => vec![Span::new(MOST, MOST)],
        false => Vec::new(),
    });
    let size = long.first().map_or(0, |(html, _)| html.source.len() / 1000);
    let why = "From about 102 kB of html on, Gmail hides the rest behind “View entire message”: the end of the mail, and the picture that counts opens.";
    let what = |_: &str| format!("The html has {size} kB: Gmail cuts it off.");
    tell(&CHECK, facts, &long, what, why, "Shorten it: styles written once, images by address and not in the html.")
}
