//! What is known of a draft on the page: a report, or why there is none.

use super::Report;
use crate::draft::Revision;

/// What the engine last said.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing yet: the engine is being loaded.
    Starting,
    /// A report on a revision of the draft, and how long it took, in microseconds.
    Report(Revision, Box<Report>, u64),
    /// No engine can be started here.
    Unavailable,
}

impl Answer {
    /// The report, when it is one.
    pub fn report(&self) -> Option<(Revision, &Report)> {
        match self {
            Answer::Report(revision, report, _) => Some((*revision, report)),
            Answer::Starting | Answer::Unavailable => None,
        }
    }
}
