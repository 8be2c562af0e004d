//! Reports on drafts whose evaluation was ended before it could make one.

use super::{Report, Verdict, of_limit};
use crate::diagnostic::{Delivery, Document, Finding, Level};

/// Whether a finding is one of the checks that `docs/checks.md` lists, and no report on an evaluation that was ended or a
/// lesson of many.
pub fn is_documented(id: &str) -> bool {
    !matches!(id, "" | "template/time" | "template/engine" | "template/stack" | "scenarios/fails-for")
}

/// The report on a draft that ran longer than Ory allows.
pub fn stopped() -> Report {
    let words = "eval: context deadline exceeded";
    of(
        Verdict::Stopped,
        words,
        Finding {
            ory: Some(words.to_owned()),
            id: "template/time".to_owned(),
            what: "It did not end within a second.".to_owned(),
            why: "Ory ends an evaluation after a second, and the hook fails.".to_owned(),
            remedy: "Look for a recursion without an end, or a loop in a loop over long lists. It runs again with your next change."
                .to_owned(),
            ..unplaced()
        },
    )
}

/// The report on a draft that took the engine down with it.
pub fn crashed() -> Report {
    let words = "This template took the engine down.";
    let finding = Finding {
        id: "template/engine".to_owned(),
        what: words.to_owned(),
        why: "It most likely needs more memory than this browser gives; what Ory makes of it is not known.".to_owned(),
        remedy: "Make shorter texts or lists. A fresh engine is running; it runs again with your next change."
            .to_owned(),
        ..unplaced()
    };
    of(Verdict::Stopped, words, finding)
}

/// The report on a draft whose calls nest deeper than the browser's own stack. In every shape that was tried, that is
/// within a few frames of Ory's limit or beyond it, so it is told in Ory's words; the place is not known.
pub fn too_deep() -> Report {
    let words = "RUNTIME ERROR: max stack frames exceeded.";
    of(
        Verdict::Fails,
        words,
        Finding {
            ory: Some(words.to_owned()),
            id: "template/stack".to_owned(),
            what: "It calls itself without an end, or deeper than Ory allows.".to_owned(),
            why: "Ory allows 500 frames, and the browser's own stack ended at about as many.".to_owned(),
            remedy: "Give the recursion an end, or use `std.foldl` or a `tailstrict` call for long lists.".to_owned(),
            ..unplaced()
        },
    )
}

fn unplaced() -> Finding {
    Finding {
        id: String::new(),
        level: Level::Error,
        document: Document::Template,
        span: None,
        what: String::new(),
        why: String::new(),
        remedy: String::new(),
        ory: None,
        path: None,
        fix: Vec::new(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}

fn of(verdict: Verdict, words: &str, finding: Finding) -> Report {
    Report {
        verdict,
        delivery: None,
        body: None,
        trouble: Some(of_limit(words)),
        limits: Vec::new(),
        findings: vec![finding],
    }
}
