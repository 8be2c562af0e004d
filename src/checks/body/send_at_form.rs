//! The time of sending has another form than Mandrill takes.

use super::{about, in_place, mail, quoted, steps, text, top};
use crate::{
    checks::{Check, Example, Facts, time},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/send-at-form",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The time of sending has another form than Mandrill takes.",
    source: "mandrill.md 1.1",
    fires: &[
        Example::new(mail!(top "send_at: '2026-12-01T10:00:00Z'"), "registration_after_password"),
        Example::new(mail!(top "send_at: 'tomorrow'"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!(top "send_at: '2026-12-01 10:00:00'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let written = top(facts, &Endpoint::ALL).and_then(|body| text(body, "send_at"));
    let Some(written) = written.filter(|written| time::mandrill(written).is_none()) else { return Vec::new() };
    let path = steps!["send_at"];
    let why = "Mandrill takes UTC as `YYYY-MM-DD HH:MM:SS`; ISO 8601 was seen to arrive hours late.";
    let mut finding = about(
        &CHECK,
        facts,
        &path,
        format!("`{written}` is no time as Mandrill writes it."),
        why,
        "Write it as `2026-11-24 16:00:00`, in UTC.",
    );
    let cut = written.get(..19).map(|cut| cut.replace('T', " ")).filter(|cut| time::mandrill(cut).is_some());
    let rest = written.get(19..).unwrap_or_default();
    let in_utc = rest.is_empty() || rest.ends_with('Z') || rest.ends_with("+00:00");
    if let (Some(cut), true) = (cut, in_utc) {
        finding.fix = in_place(facts, &path, written, &quoted(&cut));
    }
    vec![finding]
}
