//! The status line in words: what an answer of the engine means to a person.

use super::{Report, Verdict, answer::Answer};
use crate::{
    diagnostic::{Delivery, Document, Place, Span},
    draft::Revision,
};

/// The colour family of a status; never the only sign of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It sends.
    Good,
    /// It is cancelled, or nothing is known yet.
    Off,
    /// It fails.
    Bad,
}

impl Tone {
    /// Its class in the style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Off => "off",
            Tone::Bad => "bad",
        }
    }
}

/// The status line.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Its colour family.
    pub tone: Tone,
    /// The word in the pill.
    pub word: &'static str,
    /// What happened, in a sentence; empty when the word says it all.
    pub sentence: String,
    /// Where, when there is a place to go to.
    pub place: Option<(Revision, Document, Span, Place)>,
    /// How long and how much (`0.3 ms · 412 B`).
    pub figures: String,
}

/// Reads an answer.
pub fn read(answer: &Answer) -> Status {
    match answer {
        Answer::Starting => plain(Tone::Off, "Starting…", "The engine is being loaded."),
        Answer::Unavailable => plain(
            Tone::Bad,
            "No engine",
            "The engine could not be started. It is tried again with your next change. Your work is kept.",
        ),
        Answer::Report(revision, report, micros) => of_report(*revision, report, *micros),
    }
}

fn plain(tone: Tone, word: &'static str, sentence: &str) -> Status {
    Status { tone, word, sentence: sentence.to_owned(), place: None, figures: String::new() }
}

fn of_report(revision: Revision, report: &Report, micros: u64) -> Status {
    let (tone, word) = match report.verdict {
        Verdict::Sends => match report.delivery {
            Some(Delivery::Refused) => (Tone::Bad, "Sends, and Mandrill refuses it"),
            Some(Delivery::Nobody) => (Tone::Bad, "Sends, and nobody gets it"),
            Some(Delivery::Accepted) | None => (Tone::Good, "Sends"),
        },
        Verdict::Cancelled => (Tone::Off, "Cancelled"),
        Verdict::Fails => (Tone::Bad, "Fails"),
        Verdict::Stopped => (Tone::Bad, "Stopped"),
    };
    let trouble = report.trouble.as_ref();
    Status {
        tone,
        word,
        sentence: trouble.map(|trouble| trouble.words.clone()).unwrap_or_default(),
        place: trouble.and_then(|trouble| Some((revision, trouble.document, trouble.span?, trouble.place?))),
        figures: match &report.body {
            Some(body) => format!("{} · {}", time(micros), bytes(body.len())),
            // One that was ended took no time of its own.
            None if micros == 0 => String::new(),
            None => time(micros),
        },
    }
}

/// A duration in microseconds, for people.
pub fn time(micros: u64) -> String {
    match micros {
        0..100_000 => format!("{} ms", decimal(micros, 1000, 1)),
        _ => format!("{} s", decimal(micros, 1_000_000, 2)),
    }
}

/// A number of bytes, for people.
pub fn bytes(count: usize) -> String {
    match count {
        0..10_000 => format!("{count} B"),
        _ => format!("{} kB", decimal(count as u64, 1000, 1)),
    }
}

/// How many times `unit` this is, to so many digits behind the point. With whole numbers: of floats the standard library
/// prints some in a second way, which a first visit need not have met, and so the first body would wait for it.
fn decimal(count: u64, unit: u64, digits: u32) -> String {
    let parts = 10_u64.pow(digits);
    let rounded = (count.saturating_mul(parts).saturating_add(unit / 2)) / unit;
    format!("{}.{:0width$}", rounded / parts, rounded % parts, width = digits as usize)
}
