//! What a template teaches when it is run in every scenario: whom it fails for, who gets no mail, and why.

use super::{Report, Verdict};
use crate::diagnostic::{Delivery, Document, Finding, Level};

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
    let mut kinds: Vec<(&Finding, Vec<&str>)> = Vec::new();
    for lesson in lessons {
        let Some((report, delivery)) = lesson.report.and_then(|report| Some((report, report.delivery?))) else {
            continue;
        };
        let tells = |finding: &&Finding| !finding.muted && finding.delivery == delivery;
        let Some(told) = report.findings.iter().find(tells).filter(|_| delivery != Delivery::Accepted) else {
            continue;
        };
        match kinds.iter_mut().find(|(known, _)| known.id == told.id) {
            Some((_, titles)) => titles.push(lesson.title),
            None => kinds.push((told, vec![lesson.title])),
        }
    }
    kinds.sort_by_key(|(_, titles)| std::cmp::Reverse(titles.len()));
    let finding = |(told, titles): (&Finding, Vec<&str>)| {
        let in_template = told.document == Document::Template;
        Finding {
            level: Level::Warning,
            document: Document::Template,
            span: told.span.filter(|_| in_template),
            what: format!("No mail in {} of {} scenarios: {}.", titles.len(), lessons.len(), titles.join("; ")),
            why: format!("{} {}", told.what, told.why),
            path: None,
            fix: told.fix.iter().filter(|edit| edit.document == Document::Template).cloned().collect(),
            delivery: Delivery::Accepted,
            settings: Vec::new(),
            ..told.clone()
        }
    };
    kinds.into_iter().map(finding).collect()
}

/// One finding for each way in which scenarios fail, the commonest first.
fn failures(lessons: &[Lesson]) -> Vec<Finding> {
    let mut kinds: Vec<(&Report, Vec<&str>)> = Vec::new();
    for lesson in lessons {
        let Some(report) = lesson.report.filter(|report| report.verdict == Verdict::Fails) else { continue };
        let same = |other: &&mut (&Report, Vec<&str>)| match (&other.0.trouble, &report.trouble) {
            (Some(one), Some(other)) => one.words == other.words && one.span == other.span,
            _ => false,
        };
        match kinds.iter_mut().find(same) {
            Some((_, titles)) => titles.push(lesson.title),
            None => kinds.push((report, vec![lesson.title])),
        }
    }
    kinds.sort_by_key(|(_, titles)| std::cmp::Reverse(titles.len()));
    kinds.into_iter().map(|(report, titles)| finding(report, &titles, lessons.len())).collect()
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
        fix: explained
            .map(|finding| finding.fix.iter().filter(|edit| edit.document == Document::Template).cloned().collect())
            .unwrap_or_default(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}
