//! A link is not encrypted.

use super::{SCENARIO, links, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    mandrill::mail::links::Wrong,
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/link-http",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A link is not encrypted.",
    source: "https://www.tripolis.com/https-is-the-standard-also-for-email-marketing/",
    fires: &[
        Example::new(mail!("<a href=\"http://acme-mail.com/start\">Start</a>"), SCENARIO),
        Example::new(
            mail!("<a href=\"HTTP://acme-mail.com\">Start</a> <a href=\"http://acme-mail.com\">again</a>"),
            SCENARIO,
        ),
    ],
    silent: &[Example::new(mail!("<a href=\"https://acme-mail.com/?back=http://acme-mail.com\">Start</a>"), SCENARIO)],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let (found, _) = links(facts, |wrong| *wrong == Wrong::Http);
    let why = "What the link carries can be read on the way, and browsers warn before they open it.";
    let mut told = tell(&CHECK, facts, &found, |link| format!("{link} is not encrypted."), why, "Write `https://`.");
    if let ([(html, span)], Some(first)) = (found.as_slice(), told.first_mut()) {
        let place = html.written(facts, *span);
        let within = place.and_then(|place| {
            const SCHEME: &str = "http://";
            let tag = place.of(&facts.draft.template).to_ascii_lowercase();
            // Another attribute may hold an address as well.
            let of_href = |before: &str| {
                let name = before.trim_end_matches(['"', '\'', '\\', ' ']).strip_suffix('=').map(str::trim_end);
                name.and_then(|name| name.strip_suffix("href")).is_some_and(|rest| rest.ends_with(char::is_whitespace))
            };
            let (at, _) = tag.match_indices(SCHEME).find(|(at, _)| tag.get(..*at).is_some_and(of_href))?;
            Some(Span::new(place.start + at, place.start + at + SCHEME.len()))
        });
        let edit = |span| Edit::template(span, "https://");
        first.fix = within.map(edit).into_iter().collect();
    }
    told
}
