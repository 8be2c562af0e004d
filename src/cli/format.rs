//! How findings are said, a file a format.

pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;

use super::check::Checked;
use crate::{
    diagnostic::{Document, Finding, Level, Place},
    report::Verdict,
};

/// A level's name.
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// A verdict's name.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Sends => "sends",
        Verdict::Cancelled => "cancelled",
        Verdict::Fails => "fails",
        Verdict::Stopped => "stopped",
    }
}

/// The text a finding points into.
fn text<'a>(checked: &'a Checked, finding: &Finding, moments: &[usize]) -> &'a str {
    match finding.document {
        Document::Template => &checked.subject.template,
        Document::Ctx => moments.first().and_then(|at| checked.moments.get(*at)).map_or("", |moment| &moment.ctx),
        Document::Action => "",
    }
}

/// Where a finding begins and ends in its text, 1-based.
fn places(checked: &Checked, finding: &Finding, moments: &[usize]) -> Option<(Place, Place)> {
    let text = text(checked, finding, moments);
    finding.span.filter(|_| !text.is_empty()).map(|span| (Place::of(text, span.start), Place::of(text, span.end)))
}

/// The names of moments.
fn names<'a>(checked: &'a Checked, moments: &[usize]) -> Vec<&'a str> {
    moments.iter().filter_map(|at| checked.moments.get(*at)).map(|moment| moment.name.as_str()).collect()
}
