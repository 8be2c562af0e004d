//! As rustc does: the line, what is underlined, the reason, the remedy, and in which scenarios.

use annotate_snippets::{AnnotationKind, Group, Level as Weight, Renderer, Snippet};

use super::{names, text};
use crate::{
    cli::check::{Checked, Deny},
    diagnostic::{Document, Finding, Level},
    report::Verdict,
};

/// How many scenarios are named.
const NAMED: usize = 5;

/// Everything that was found, and a line that sums it up.
pub fn write(all: &[Checked], deny: Option<Deny>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut said = String::new();
    let (mut errors, mut warnings) = (0, 0);
    for checked in all {
        for (finding, moments) in &checked.findings {
            match finding.level {
                Level::Error => errors += 1,
                Level::Warning => warnings += 1,
                Level::Note => {}
            }
            said.push_str(&renderer.render(&[drawn(checked, finding, moments)]));
            said.push_str("\n\n");
        }
        for (at, report) in checked.reports.iter().enumerate() {
            // A failure that no check explains is told all the same.
            let explained = checked.findings.iter().any(|(finding, moments)| {
                finding.level == Level::Error && finding.document != Document::Action && moments.contains(&at)
            });
            if matches!(report.verdict, Verdict::Fails | Verdict::Stopped) && !explained {
                errors += 1;
                let words = report.trouble.as_ref().map(|trouble| trouble.words.as_str()).unwrap_or_default();
                let group = Group::with_title(Weight::ERROR.primary_title(words))
                    .element(Weight::NOTE.message(origin(checked)))
                    .element(Weight::NOTE.message(in_moments(checked, &[at])));
                said.push_str(&renderer.render(&[group]));
                said.push_str("\n\n");
            }
        }
    }
    let runs: usize = all.iter().map(|checked| checked.moments.len()).sum();
    let failing = all.iter().filter(|checked| checked.fails(deny)).count();
    let ending = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let verdict = if failing == 0 { "All pass".to_owned() } else { format!("{} of {} fail", failing, all.len()) };
    said + &format!(
        "{verdict}: {} in {}, {}, {}.\n",
        ending(all.len(), "template"),
        ending(runs, "run"),
        ending(errors, "error"),
        ending(warnings, "warning")
    )
}

/// Where the text of a subject stands.
fn origin(checked: &Checked) -> String {
    match &checked.subject.template_file {
        Some(file) => format!("in {file}, named by {}", checked.subject.title()),
        None => format!("in {}", checked.subject.title()),
    }
}

fn drawn<'a>(checked: &'a Checked, finding: &'a Finding, moments: &[usize]) -> Group<'a> {
    let weight = match finding.level {
        Level::Error => Weight::ERROR,
        Level::Warning => Weight::WARNING,
        Level::Note => Weight::NOTE,
    };
    let mut group = Group::with_title(weight.primary_title(finding.what.as_str()).id(finding.id.as_str()));
    let text = text(checked, finding, moments);
    match finding.span.filter(|span| text.get(span.start..span.end).is_some() && !text.is_empty()) {
        Some(span) => {
            let path = match finding.document {
                Document::Ctx => moments
                    .first()
                    .and_then(|at| checked.moments.get(*at))
                    .map(|moment| moment.name.clone())
                    .unwrap_or_default(),
                _ => checked.subject.template_file.clone().unwrap_or_else(|| checked.subject.title()),
            };
            let annotation = AnnotationKind::Primary.span(span.start..span.end);
            group = group.element(Snippet::source(text).path(path).annotation(annotation));
        }
        None => group = group.element(Weight::NOTE.message(origin(checked))),
    }
    if let Some(path) = &finding.path {
        group = group.element(Weight::NOTE.message(format!("in the body at {path}")));
    }
    if !finding.why.is_empty() {
        group = group.element(Weight::NOTE.message(finding.why.as_str()));
    }
    if let Some(words) = finding.ory.as_ref().filter(|words| **words != finding.what) {
        group = group.element(Weight::NOTE.message(format!("Ory's words: {words}")));
    }
    if !finding.remedy.is_empty() {
        group = group.element(Weight::HELP.message(finding.remedy.as_str()));
    }
    if finding.document != Document::Action {
        group = group.element(Weight::NOTE.message(in_moments(checked, moments)));
    }
    group
}

fn in_moments(checked: &Checked, moments: &[usize]) -> String {
    let all = checked.moments.len();
    let names = names(checked, moments);
    if all > 1 && names.len() == all {
        return format!("in all {all} scenarios");
    }
    let more = names.len().saturating_sub(NAMED);
    let mut named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if more > 0 {
        named.push_str(&format!(" and {more} more"));
    }
    if all == 1 { format!("in {named}") } else { format!("in {} of {all} scenarios: {named}", names.len()) }
}
