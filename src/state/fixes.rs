//! What mends what was found: carried into the present texts, looked at before it is done, and done for all of a kind.

use super::State;
use crate::{
    diagnostic::{
        Document, Edit, Finding, Span,
        change::{self, Changes},
    },
    draft::Revision,
};

/// Something found, and the revision that its places belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The revision.
    pub revision: Revision,
    /// What was found.
    pub finding: Finding,
}

impl State {
    /// Edits that were worked out for a revision, in the present texts; none when one of their places has changed since.
    pub fn carried(&self, revision: Revision, edits: &[Edit]) -> Option<Vec<Edit>> {
        let here =
            |edit: &Edit| self.carry(revision, edit.document, edit.span).map(|span| Edit { span, ..edit.clone() });
        edits.iter().map(here).collect()
    }

    /// What edits of a revision would change now, at most so many lines of it; none when they no longer fit.
    pub fn preview(&self, revision: Revision, edits: &[Edit], most: usize) -> Option<Changes> {
        let edits = self.carried(revision, edits)?;
        Some(change::changes(|document| self.text(document), &edits, most))
    }

    /// What mends a finding would change now, in the texts and of the action; none when its edits no longer fit.
    pub fn preview_of(&self, found: &Found, most: usize) -> Option<Changes> {
        let mut changes = self.preview(found.revision, &found.finding.fix, most)?;
        let (action, placement) = (&self.owned.action, &self.owned.placement);
        let settings = found.finding.settings.iter().map(|setting| setting.lines(action, placement));
        changes.hunks.extend(change::of_lines(Document::Action, settings));
        Some(changes)
    }

    /// The fixes of everything that one check has found, as edits of the present texts that can be made at once, and how
    /// many they are. None for fewer than two, and where one meets another: there, each has to be seen alone.
    pub fn fixes_of(&self, found: &[Found], id: &str) -> Option<(usize, Vec<Edit>)> {
        let mends = |found: &&Found| {
            let finding = &found.finding;
            finding.id == id && !finding.muted && finding.takes_key.is_none() && !finding.fix.is_empty()
        };
        let mut fixes: Vec<Vec<Edit>> = Vec::new();
        for found in found.iter().filter(mends) {
            let fix = self.carried(found.revision, &found.finding.fix)?;
            // What fails in one scenario and in another may be the same slip.
            if !fixes.contains(&fix) {
                fixes.push(fix);
            }
        }
        (fixes.len() > 1 && apart(&fixes)).then(|| (fixes.len(), fixes.concat()))
    }

    /// What was found and can be mended at a selection: first what it touches, then what else stands on its lines.
    pub fn fixes_at(&self, found: &[Found], document: Document, selection: Span) -> Vec<Found> {
        let text = self.text(document);
        let start = text.get(..selection.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end =
            text.get(selection.end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| selection.end + at);
        let mut here: Vec<(bool, &Found)> = Vec::new();
        for found in found.iter().filter(|found| found.finding.document == document && !found.finding.muted) {
            let span = found.finding.span.and_then(|span| self.carry(found.revision, document, span));
            let Some(span) = span.filter(|span| span.start <= end && start <= span.end) else { continue };
            let fits = self.preview_of(found, 1).is_some_and(|it| !it.hunks.is_empty());
            let same = |other: &Finding| (&other.fix, &other.settings) == (&found.finding.fix, &found.finding.settings);
            let twice = here.iter().any(|(_, other)| same(&other.finding));
            if fits && !twice {
                here.push((!(span.start <= selection.end && selection.start <= span.end), found));
            }
        }
        here.sort_by_key(|(beside, _)| *beside);
        here.into_iter().map(|(_, found)| found.clone()).collect()
    }
}

/// Whether no edit of a fix is in or right beside one of another. What is taken out may stand beside what is changed.
fn apart(fixes: &[Vec<Edit>]) -> bool {
    let mut edits: Vec<(usize, &Edit)> =
        fixes.iter().enumerate().flat_map(|(fix, edits)| edits.iter().map(move |edit| (fix, edit))).collect();
    edits.sort_by_key(|(_, edit)| (edit.document == Document::Template, edit.span.start, edit.span.end));
    let is_empty = |edit: &Edit| edit.span.start == edit.span.end;
    let takes_out = |edit: &Edit| edit.text.is_empty() && !is_empty(edit);
    edits.windows(2).all(|pair| {
        let [(fix, one), (other, two)] = pair else { return true };
        let touches = one.span.end == two.span.start;
        fix == other
            || one.document != two.document
            || one.span.end < two.span.start
            || (touches && !is_empty(one) && !is_empty(two) && (takes_out(one) || takes_out(two)))
    })
}
