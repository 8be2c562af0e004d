//! Everything the page shows, as plain data: [`build`] is the one way from a draft to a [`Report`],
//! for the page, the corpus runners and the tests alike.

use serde::{Deserialize, Serialize};

use crate::{
    checks::{self, Facts},
    diagnostic::{Document, Finding, Place, Span},
    draft::Draft,
    engine,
};

/// What Ory would do with a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It posts the body.
    Sends,
    /// The template said `error "cancel…"`: nothing is sent, the flow goes on.
    Cancelled,
    /// The hook fails.
    Fails,
    /// The evaluation did not end within Ory's time limit.
    Stopped,
}

/// Ory's error, where it comes from and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Ory's own words, as its log has them.
    pub words: String,
    /// The text the innermost place is in.
    pub document: Document,
    /// The innermost place in that text.
    pub span: Option<Span>,
    /// The same, as go-jsonnet prints it.
    pub place: Option<Place>,
}

/// Everything the page shows about one draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What Ory would do.
    pub verdict: Verdict,
    /// The exact bytes of the body, when it sends.
    pub body: Option<String>,
    /// Ory's error, when it does not.
    pub trouble: Option<Trouble>,
    /// What there is to say, in reading order.
    pub findings: Vec<Finding>,
}

/// Evaluates a draft and says everything there is to say about it.
///
/// It may not return for an endless template: run it where it can be ended.
pub fn build(draft: &Draft) -> Report {
    let evaluation = engine::evaluate(&draft.template, &draft.ctx);
    let findings = checks::run(Facts { draft, evaluation: &evaluation });
    match evaluation.outcome {
        Ok(body) => Report { verdict: Verdict::Sends, body: Some(body), trouble: None, findings },
        Err(failure) => {
            let text = if failure.document == Document::Ctx { &draft.ctx } else { &draft.template };
            Report {
                verdict: Verdict::Fails,
                body: None,
                trouble: Some(Trouble {
                    words: failure.words,
                    document: failure.document,
                    span: failure.span,
                    place: failure.span.map(|span| Place::of(text, span.start)),
                }),
                findings,
            }
        }
    }
}
