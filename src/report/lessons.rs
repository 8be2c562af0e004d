//! What a template teaches when it is run in every scenario: whom it fails for, who gets no mail, and why.

use super::{Report, Verdict};
use crate::diagnostic::{Delivery, Document, Edit, Finding, Level};

/// What came of one scenario.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'a> {
    /// The scenario's title.
    pub title: &'a str,
    /// Its report; none when it was stopped.
    pub report: Option<&'a Report>,
}

/// What there is to learn: whom it fails for, then who gets no mail.
pub fn all(lessons: &[Lesson]) -> Vec<Finding> {
    [failures(lessons), lost(lessons)].concat()
}

/// One finding for each check that tells why scenarios send and no mail comes of it, the commonest first. It has the
/// check's id.
fn lost(lessons: &[Lesson]) -> Vec<Finding> {
    let told = lessons.iter().filter_map(|lesson| {
        let report = lesson.report?;
        let delivery = report.delivery.filter(|delivery| *delivery != Delivery::Accepted)?;
        let told = report.findings.iter().find(|finding| !finding.muted && finding.delivery == delivery)?;
        Some((told, lesson.title))
    });
    let finding = |(told, titles): (&Finding, Vec<&str>)| Finding {
        level: Level::Warning,
        document: Document::Template,
        span: told.span.filter(|_| told.document == Document::Template),
        what: format!("No mail in {} of {} scenarios: {}.", titles.len(), lessons.len(), titles.join("; ")),
        why: format!("{} {}", told.what, told.why),
        path: None,
        fix: in_template(told),
        delivery: Delivery::Accepted,
        settings: Vec::new(),
        ..told.clone()
    };
    together(told, |one, other| one.id == other.id).into_iter().map(finding).collect()
}

/// One finding for each way in which scenarios fail, the commonest first.
fn failures(lessons: &[Lesson]) -> Vec<Finding> {
    let failed = lessons.iter().filter_map(|lesson| {
        let report = lesson.report.filter(|report| report.verdict == Verdict::Fails)?;
        Some((report, lesson.title))
    });
    let same = |one: &Report, other: &Report| match (&one.trouble, &other.trouble) {
        (Some(one), Some(other)) => one.words == other.words && one.span == other.span,
        _ => false,
    };
    let kinds = together(failed, same);
    kinds.into_iter().map(|(report, titles)| finding(report, &titles, lessons.len())).collect()
}

/// What is the same of several scenarios, once, with the titles of all that have it, the commonest first.
fn together<'a, T>(
    told: impl Iterator<Item = (&'a T, &'a str)>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(&'a T, Vec<&'a str>)> {
    let mut kinds: Vec<(&T, Vec<&str>)> = Vec::new();
    for (one, title) in told {
        match kinds.iter_mut().find(|(known, _)| same(known, one)) {
            Some((_, titles)) => titles.push(title),
            None => kinds.push((one, vec![title])),
        }
    }
    kinds.sort_by_key(|(_, titles)| std::cmp::Reverse(titles.len()));
    kinds
}

/// Of a fix, what it changes in the template: the scenario's context is not the one that is shown.
fn in_template(finding: &Finding) -> Vec<Edit> {
    finding.fix.iter().filter(|edit| edit.document == Document::Template).cloned().collect()
}

fn finding(report: &Report, titles: &[&str], of: usize) -> Finding {
    let explained = report.findings.iter().find(|finding| finding.ory.is_some());
    let trouble = report.trouble.as_ref();
    Finding {
        id: "scenarios/fails-for".to_owned(),
        level: Level::Warning,
        document: Document::Template,
        span: trouble.filter(|trouble| trouble.document == Document::Template).and_then(|trouble| trouble.span),
        what: format!("Fails in {} of {of} scenarios: {}.", titles.len(), titles.join("; ")),
        why: explained.map(|finding| format!("{} {}", finding.what, finding.why)).unwrap_or_default(),
        remedy: explained.map(|finding| finding.remedy.clone()).unwrap_or_default(),
        ory: trouble.map(|trouble| trouble.words.clone()),
        path: None,
        fix: explained.map(in_template).unwrap_or_default(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}
