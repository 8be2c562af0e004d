//! Everything the page shows, as plain data: [`build`] is the one way from a draft to a [`Report`],
//! for the page, the corpus runners and the tests alike.

pub mod answer;
pub mod ended;
pub mod lessons;
pub mod opening;
pub mod status;

pub use opening::first_draft;

use serde::{Deserialize, Serialize};

use crate::{
    checks::{self, Facts, Shared},
    diagnostic::{Delivery, Document, Finding, Place, Span},
    draft::Draft,
    engine::{
        self,
        failure::{Failure, FailureKind},
    },
    ory::{
        limits::{self, Limit, LimitName, Standing},
        outcome::{self, Outcome},
    },
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
    /// The innermost place in the template, also where the cause is in the context.
    pub in_template: Option<Place>,
}

/// Everything the page shows about one draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What Ory would do.
    pub verdict: Verdict,
    /// What Mandrill would do with what Ory sends, as far as the findings that are not muted tell; none when nothing is
    /// sent, or not to Mandrill.
    #[serde(default)]
    pub delivery: Option<Delivery>,
    /// The exact bytes of the body, when it sends.
    pub body: Option<String>,
    /// Ory's error, when it does not.
    pub trouble: Option<Trouble>,
    /// What Ory's worker allows, and how near this draft is.
    pub limits: Vec<Limit>,
    /// What there is to say, in reading order.
    pub findings: Vec<Finding>,
}

impl Report {
    /// What somebody should know who takes the draft away as it stands; none when a mail comes of it, or it is cancelled.
    pub fn warning(&self) -> Option<&'static str> {
        match (self.verdict, self.delivery) {
            (Verdict::Fails | Verdict::Stopped, _) => Some("The template fails as it stands."),
            (Verdict::Sends, Some(Delivery::Refused)) => Some("Mandrill refuses what the template sends as it stands."),
            (Verdict::Sends, Some(Delivery::Nobody)) => Some("Nobody gets what the template sends as it stands."),
            (Verdict::Sends, Some(Delivery::Accepted) | None) | (Verdict::Cancelled, _) => None,
        }
    }
}

/// What a report knows of the world beside the draft: the library itself has no clock, since a browser's is not the
/// library's to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct World {
    /// Now, in seconds since 1970 (UTC); for drafts whose context tells no time.
    pub now: Option<i64>,
    /// Milliseconds since any fixed moment. With it, an evaluation ends itself after Ory's time, and a template that takes
    /// long is not run again for the checks that probe; without it, it always is.
    pub stopwatch: Option<fn() -> f64>,
}

/// Evaluates a draft and says everything there is to say about it, without a clock.
///
/// Without one it may not return for an endless template: run it where it can be ended.
pub fn build(draft: &Draft) -> Report {
    build_in(draft, World::default())
}

/// The longest evaluation in milliseconds that is done again for the checks that probe. Four of them may follow, and all
/// of it must stay far below the second after which an evaluation is ended.
const QUICK: f64 = 60.0;

/// [`build`] in a world that is known.
pub fn build_in(draft: &Draft, world: World) -> Report {
    let before = limits::of(&draft.template, &draft.ctx, draft.left_out, None);
    if before.iter().any(|limit| limit.name == LimitName::Input && limit.used > HOPELESS * limit.most) {
        return too_large(draft, world, before);
    }
    let evaluate = || engine::evaluate(&draft.template, &draft.ctx);
    let (evaluation, probes) = match world.stopwatch {
        Some(clock) => {
            let started = clock();
            match engine::until(engine::Deadline { clock, at: started + limits::MOST_MILLISECONDS }, evaluate) {
                (_, true) => return ended::stopped(),
                (evaluation, false) => (evaluation, clock() - started <= QUICK),
            }
        }
        None => (evaluate(), true),
    };
    let body = evaluation.outcome.as_deref().ok();
    let limits = limits::with_body(before, body);
    let shared = Shared::new(draft, &evaluation, world.now, probes);
    let facts = Facts { draft, evaluation: &evaluation, limits: &limits, shared: &shared };
    let findings = checks::run(facts);
    let to_mandrill = facts.request().is_some();
    let (verdict, trouble) = match &evaluation.outcome {
        // Ory's worker is never asked when the request is too large for it, so that comes first.
        _ if over(&limits, LimitName::Input) => (Verdict::Fails, Some(of_limit(limits::INPUT_WORDS))),
        Ok(_) if over(&limits, LimitName::Output) => (Verdict::Fails, Some(of_limit(limits::OUTPUT_WORDS))),
        Ok(_) => (Verdict::Sends, None),
        Err(failure) => {
            let verdict = match outcome::read(Some(&failure.words)) {
                Outcome::Cancels => Verdict::Cancelled,
                Outcome::Sends | Outcome::Fails => Verdict::Fails,
            };
            (verdict, Some(of_failure(draft, failure)))
        }
    };
    let counted = findings.iter().filter(|finding| !finding.muted);
    let worst = counted.map(|finding| finding.delivery).max().unwrap_or_default();
    let delivery = (verdict == Verdict::Sends && to_mandrill).then_some(worst);
    let body = evaluation.outcome.ok().filter(|_| verdict == Verdict::Sends);
    Report { verdict, delivery, body, trouble, limits, findings }
}

/// So many times too large for Ory's worker a request may be and still be evaluated here, to help on the way back to what
/// it takes; beyond, reading alone may take longer than an evaluation is given.
const HOPELESS: usize = 4;

/// The report on a draft that Ory's worker is never asked about.
fn too_large(draft: &Draft, world: World, limits: Vec<Limit>) -> Report {
    let failure = Failure {
        words: limits::INPUT_WORDS.to_owned(),
        kind: FailureKind::Runtime,
        document: Document::Template,
        span: None,
        path: Vec::new(),
        trace: Vec::new(),
    };
    let evaluation = engine::Evaluation { outcome: Err(failure), deepest: 0 };
    let shared = Shared::new(draft, &evaluation, world.now, false);
    let findings = checks::run_limits(Facts { draft, evaluation: &evaluation, limits: &limits, shared: &shared });
    let trouble = Some(of_limit(limits::INPUT_WORDS));
    Report { verdict: Verdict::Fails, delivery: None, body: None, trouble, limits, findings }
}

fn over(limits: &[Limit], name: LimitName) -> bool {
    limits.iter().any(|limit| limit.name == name && limit.standing() == Standing::Over)
}

fn of_limit(words: &str) -> Trouble {
    Trouble { words: words.to_owned(), document: Document::Template, span: None, place: None, in_template: None }
}

fn of_failure(draft: &Draft, failure: &Failure) -> Trouble {
    let text = if failure.document == Document::Ctx { &draft.ctx } else { &draft.template };
    Trouble {
        words: failure.words.clone(),
        document: failure.document,
        span: failure.span,
        place: failure.span.map(|span| Place::of(text, span.start)),
        in_template: failure.in_template().map(|span| Place::of(&draft.template, span.start)),
    }
}
