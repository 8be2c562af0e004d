//! Every finding the page can show about a draft, one file a check.
//!
//! A check's id is its path below `src/checks`, its words stand beside its code, and its examples are its tests:
//! [`all`] is held against the folder, and every example against its check, in `tests/native/checks.rs`.

pub mod body;
pub mod ctx;
pub mod foreign;
pub mod limits;
pub mod mail;
pub mod mend;
pub mod placement;
pub mod template;
pub mod time;
pub mod words;

use std::cell::OnceCell;

use serde_json::Value;

use crate::{
    diagnostic::{Delivery, Document, Finding, Level, Span},
    draft::Draft,
    engine::{
        self, Evaluation, Failure, Step,
        outline::{Outline, names::Names},
        values::{self, Provenance},
    },
    mandrill::{SEND, request::Request},
    ory::{
        ctx::{
            json::NotJson,
            shape::{Odd, oddities},
        },
        limits::Limit,
    },
};

/// What a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What the user wrote and chose.
    pub draft: &'a Draft,
    /// What the engine made of it.
    pub evaluation: &'a Evaluation,
    /// How near it is to Ory's limits.
    pub limits: &'a [Limit],
    /// What many checks ask for, worked out once.
    pub shared: &'a Shared,
}

/// What many checks ask for, each worked out when it is first asked for.
#[derive(Debug)]
pub struct Shared {
    /// The page's clock, in seconds since 1970.
    now: Option<i64>,
    /// Whether the checks that probe may run the template again.
    probes: bool,
    request: Option<Request>,
    ctx: OnceCell<Value>,
    oddities: OnceCell<Result<Vec<Odd>, NotJson>>,
    outline: OnceCell<Outline>,
    names: OnceCell<Names>,
    provenance: OnceCell<Provenance>,
    htmls: OnceCell<Vec<mail::Html>>,
}

/// So many frames deep a template may go and still be run again: taking notes needs more of the browser's stack for each
/// frame than the evaluation itself, and the stack must not end where Ory's frames have not.
const DEEP: usize = 100;

impl Shared {
    /// For one draft and its evaluation. `now` is in seconds since 1970; without `probes`, the checks that would run the
    /// template again find nothing.
    pub fn new(draft: &Draft, evaluation: &Evaluation, now: Option<i64>, probes: bool) -> Self {
        let probes = probes && evaluation.deepest <= DEEP;
        let request = evaluation.outcome.as_deref().ok().and_then(|body| Request::read(&draft.action.url, body));
        Self {
            now,
            probes,
            request,
            ctx: OnceCell::new(),
            oddities: OnceCell::new(),
            outline: OnceCell::new(),
            names: OnceCell::new(),
            provenance: OnceCell::new(),
            htmls: OnceCell::new(),
        }
    }
}

impl<'a> Facts<'a> {
    /// What goes to Mandrill; none when nothing is sent, or to another receiver.
    pub fn request(self) -> Option<&'a Request> {
        self.shared.request.as_ref()
    }

    /// Why the evaluation failed, if it did.
    pub fn failure(self) -> Option<&'a Failure> {
        self.evaluation.outcome.as_ref().err()
    }

    /// The place of the failure, when it is in the template.
    pub fn failed_at(self) -> Option<Span> {
        self.failure().filter(|failure| failure.document == Document::Template).and_then(|failure| failure.span)
    }

    /// Each html of the mail, taken apart; none for another receiver, and for what Mandrill would not show.
    pub fn htmls(self) -> &'a [mail::Html] {
        self.shared.htmls.get_or_init(|| self.request().map(mail::Html::all).unwrap_or_default())
    }

    /// The context read as JSON; null when it is none.
    pub fn ctx(self) -> &'a Value {
        self.shared.ctx.get_or_init(|| serde_json::from_str(&self.draft.ctx).unwrap_or_default())
    }

    /// What in the context is not as Ory would have it, or why it is no JSON; read once.
    pub fn oddities(self) -> &'a Result<Vec<Odd>, NotJson> {
        self.shared.oddities.get_or_init(|| oddities(&self.draft.ctx))
    }

    /// The template's text, read once.
    pub fn outline(self) -> &'a Outline {
        self.shared.outline.get_or_init(|| Outline::of(&self.draft.template))
    }

    /// The names that the template binds.
    pub fn names(self) -> &'a Names {
        self.shared.names.get_or_init(|| self.outline().names())
    }

    /// The expression in the template that made the value at `path` of the body, or, where there is no such value, the
    /// nearest one around it. Costs an evaluation the first time, so ask when there is something to say; none for a
    /// template that took long already.
    pub fn made_by(self, path: &[Step]) -> Option<Span> {
        self.provenance().nearest(path)
    }

    /// The same; none where there is no such value.
    pub fn exactly_made_by(self, path: &[Step]) -> Option<Span> {
        self.provenance().made_by(path)
    }

    fn provenance(self) -> &'a Provenance {
        self.shared.provenance.get_or_init(|| match self.shared.probes {
            true => values::provenance(&self.draft.template, &self.draft.ctx),
            false => Provenance::default(),
        })
    }

    /// Now, in seconds since 1970: by the context's own clock (`ctx.flow.issued_at`), so that a time reckoned from the
    /// context is judged right, else by the page's.
    pub fn now(self) -> Option<i64> {
        let issued_at = self.ctx().pointer("/flow/issued_at").and_then(Value::as_str);
        issued_at.and_then(time::rfc3339).or(self.shared.now)
    }

    /// What the template makes of another context, for the checks that probe; none when it fails, or took long already.
    pub fn probe(self, ctx: &Value) -> Option<Request> {
        self.probe_with(&self.draft.template, ctx)
    }

    /// The same with changes in the template, to see whether a fix helps.
    pub fn probe_with(self, template: &str, ctx: &Value) -> Option<Request> {
        if !self.shared.probes {
            return None;
        }
        let evaluation = engine::evaluate(template, &ctx.to_string());
        evaluation.outcome.ok().and_then(|body| Request::read(&self.draft.action.url, &body))
    }
}

/// A template in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Example {
    /// The template.
    pub template: &'static str,
    /// The id of the scenario whose `ctx` it gets, or a `ctx` as JSON; or `draft ` and what is to be merged into the draft of a
    /// first visit (RFC 7396).
    pub scenario: &'static str,
    /// Where its action goes.
    pub url: &'static str,
}

impl Example {
    /// A template in a scenario; its action goes to Mandrill's `messages/send`.
    pub const fn new(template: &'static str, scenario: &'static str) -> Self {
        Self { template: native(template), scenario: native(scenario), url: native(SEND) }
    }

    /// The same for another address.
    pub const fn to(self, url: &'static str) -> Self {
        Self { url: native(url), ..self }
    }
}

/// Examples are for the tests and the docs: a browser need not download them.
const fn native(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

/// One rule, with its words and its examples.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name: the path of its file (`template/missing-field`).
    pub id: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What it does to a body that Ory sends; a finding may say otherwise of its own case.
    pub delivery: Delivery,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// Where the fact behind it comes from.
    pub source: &'static str,
    /// Drafts in which it has exactly one finding.
    pub fires: &'static [Example],
    /// Drafts in which it has none.
    pub silent: &'static [Example],
    /// Finds it.
    pub run: fn(Facts) -> Vec<Finding>,
}

/// A finding about a place in a text.
fn at(check: &Check, document: Document, span: Span, what: &str, why: &str, remedy: &str) -> Finding {
    Finding {
        id: check.id.to_owned(),
        level: check.level,
        document,
        span: Some(span),
        what: what.to_owned(),
        why: why.to_owned(),
        remedy: remedy.to_owned(),
        ory: None,
        path: None,
        fix: Vec::new(),
        delivery: check.delivery,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}

/// The finding that explains a failure, where and as Ory tells it.
fn explain(check: &Check, failure: &Failure, what: String, why: &str, remedy: String) -> Finding {
    Finding {
        id: check.id.to_owned(),
        level: check.level,
        document: failure.document,
        span: failure.span,
        what,
        why: why.to_owned(),
        remedy,
        ory: Some(failure.words.clone()),
        path: path(&failure.path),
        fix: Vec::new(),
        delivery: check.delivery,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}

/// A path into the output as one would write it (`message.to[0].email`).
fn path(steps: &[Step]) -> Option<String> {
    Some(values::path("", steps)).filter(|path| !path.is_empty())
}

/// Every check, in reading order.
pub fn all() -> Vec<&'static Check> {
    [template::FAILURES, &others()].concat()
}

fn others() -> Vec<&'static Check> {
    [template::CHECKS, ctx::CHECKS, limits::CHECKS, body::CHECKS, mail::CHECKS, placement::CHECKS].concat()
}

/// Everything there is to find, errors first, then in the order of the checks; what the user has muted comes last.
pub fn run(facts: Facts) -> Vec<Finding> {
    let checks = if facts.failure().is_some() { all() } else { others() };
    let mut findings: Vec<Finding> = checks.into_iter().flat_map(|check| (check.run)(facts)).collect();
    // A failure is explained once, by the first check that can.
    let mut explained = false;
    findings.retain(|finding| {
        let explains = finding.ory.is_some() && finding.id.starts_with("template/");
        !explains || !std::mem::replace(&mut explained, true)
    });
    for finding in &mut findings {
        finding.muted = facts.draft.muted.contains(&finding.id);
    }
    findings.sort_by_key(|finding| (finding.muted, finding.level));
    findings
}

/// What there is to find in a draft that is not evaluated, because Ory would not.
pub fn run_limits(facts: Facts) -> Vec<Finding> {
    limits::CHECKS.iter().flat_map(|check| (check.run)(facts)).collect()
}

/// The list as a page of Markdown: `docs/checks.md`.
pub fn documentation() -> String {
    let mut page = String::from(
        "# Checks\n\nEverything the page can find, printed from the list in `src/checks`. Each is a file there, with its words, its\nexamples and its fix.\n",
    );
    for check in all() {
        let level = match check.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        };
        page.push_str(&format!("\n## {} ({level})\n\n{}\n\nSource: {}.\n", check.id, check.finds, check.source));
        for (title, examples) in [("Found in", check.fires), ("Not found in", check.silent)] {
            page.push_str(&format!("\n{title}:\n"));
            for example in examples {
                match example.scenario.strip_prefix("draft ") {
                    Some(setting) => page.push_str(&format!("\n```json\n{setting}\n```\n")),
                    None => page.push_str(&format!("\n```jsonnet\n{}\n```\n", shortened(example.template))),
                }
            }
        }
    }
    page
}

/// A template as the page of Markdown shows it.
fn shortened(template: &str) -> String {
    const MOST: usize = 300;
    match template.get(..MOST) {
        Some(beginning) if template.len() > MOST => format!("{beginning}… ({} bytes)", template.len()),
        _ => template.to_owned(),
    }
}
