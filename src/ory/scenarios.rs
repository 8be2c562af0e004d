//! The moments Ory calls a hook, each with the context it hands out then: a JSON file of the moment and one of the context
//! each (`ctx/`), with the keys and types of a recording from a running Kratos. The UI nodes are kept short; what they
//! leave out still counts in the size limit.

mod files;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::draft::{ActionDraft, Flow, Method, Moment, Placement};

/// One moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name, that of its file.
    pub id: &'static str,
    /// Its name for people.
    pub title: String,
    /// When Ory does this, in one sentence.
    pub when: String,
    /// The flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The method, where there is one.
    pub method: Option<Method>,
    /// How the hook must be configured to see this.
    pub runs: Runs,
    /// The recording whose keys and types it has.
    pub recording: String,
    /// Where it comes from, in words.
    pub source: String,
    /// How many bytes the recording adds to the request that Kratos writes to its worker, all of them for UI nodes:
    /// minified JSON, escaped as a string in it ([`crate::ory::limits::context_size`]).
    pub left_out: usize,
    /// Its place in the catalogue, and so its context's.
    at: usize,
}

/// How a hook runs to see a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Runs {
    /// It makes no difference.
    Either,
    /// The flow waits for it (`response.ignore: false`).
    Waits,
    /// It runs beside the flow (`response.ignore: true`), and sees what the flow has done since.
    Beside,
    /// It parses the response (`response.parse: true`), and so runs before anything is saved. A mail never does: Mandrill
    /// answers with a list, which Ory cannot take as a change of the identity.
    Parse,
}

#[derive(Deserialize)]
struct File {
    title: String,
    when: String,
    flow: Flow,
    moment: Moment,
    method: Option<Method>,
    runs: Runs,
    recording: String,
    source: String,
    left_out: usize,
}

impl Scenario {
    /// The heading it stands under.
    pub fn group(&self) -> String {
        let (flow, moment) = (self.flow.name(), self.moment.name());
        let (first, rest) = flow.split_at(1);
        format!("{}{rest} · {moment}", first.to_uppercase())
    }

    /// The context, as JSON text. Beside the first visitor's, contexts may have to be waited for: ask late.
    pub fn ctx(&self) -> &'static str {
        files::ctx(self.at)
    }

    /// `None` for a file that is no scenario; a test holds every file against this.
    fn read(at: usize, id: &'static str, text: &str) -> Option<Self> {
        let file: File = serde_json::from_str(text).ok()?;
        let File { title, when, flow, moment, method, runs, recording, source, left_out } = file;
        Some(Self { id, title, when, flow, moment, method, runs, recording, source, left_out, at })
    }
}

static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    files::FILES.iter().enumerate().filter_map(|(at, (id, text))| Scenario::read(at, id, text)).collect()
});

/// Every scenario, in the order people meet them.
pub fn all() -> &'static [Scenario] {
    &ALL
}

/// The scenario of that id.
pub fn find(id: &str) -> Option<&'static Scenario> {
    all().iter().find(|scenario| scenario.id == id)
}

/// The scenario whose context this text is.
pub fn of_ctx(ctx: &str) -> Option<&'static Scenario> {
    let is = |scenario: &&Scenario| scenario.ctx() == ctx;
    // A first visitor's is there without waiting.
    find(files::FIRST).filter(is).or_else(|| all().iter().find(is))
}

/// Those a placement can meet. A hook that runs beside the flow is in a race with it, and must work with either state;
/// one that parses the response runs before anything is saved, where Ory has such a moment.
pub fn fitting(placement: &Placement, action: &ActionDraft) -> Vec<&'static Scenario> {
    let parsed = |scenario: &Scenario| {
        all().iter().any(|other| {
            other.runs == Runs::Parse
                && (other.flow, other.moment, other.method) == (scenario.flow, scenario.moment, scenario.method)
        })
    };
    let fits = |scenario: &&Scenario| {
        let place = placement.reaches(scenario.flow, scenario.moment, scenario.method);
        let runs = match scenario.runs {
            Runs::Either | Runs::Waits => !(action.parse_response && parsed(scenario)),
            Runs::Beside => action.ignore_response,
            Runs::Parse => action.parse_response,
        };
        place && runs
    };
    all().iter().filter(fits).collect()
}

/// A part of the context that has moved on when the hook runs beside the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moving {
    /// The flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The part.
    pub path: &'static str,
    /// What it is while the flow waits.
    pub waiting: &'static str,
    /// What it may be beside the flow.
    pub beside: &'static str,
}

impl Moving {
    /// Whether a path in a template (`ctx.session.id`) is this part, or reads inside it.
    pub fn holds(&self, path: &str) -> bool {
        path.strip_prefix(self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }
}

/// What was seen to differ on a running Kratos.
pub const MOVING: [Moving; 5] = [
    Moving {
        flow: Flow::Login,
        moment: Moment::After,
        path: "ctx.session.id",
        waiting: "00000000-0000-0000-0000-000000000000 after a fresh login",
        beside: "the real id",
    },
    Moving {
        flow: Flow::Login,
        moment: Moment::After,
        path: "ctx.session.devices[0].id",
        waiting: "00000000-0000-0000-0000-000000000000 after a fresh login",
        beside: "the real id",
    },
    Moving {
        flow: Flow::Login,
        moment: Moment::Before,
        path: "ctx.flow.created_at",
        waiting: "0001-01-01T00:00:00Z",
        beside: "the time the flow was saved",
    },
    Moving {
        flow: Flow::Login,
        moment: Moment::Before,
        path: "ctx.flow.updated_at",
        waiting: "0001-01-01T00:00:00Z",
        beside: "the time the flow was saved",
    },
    Moving {
        flow: Flow::Settings,
        moment: Moment::Before,
        path: "ctx.flow.ui.nodes",
        waiting: "null",
        beside: "the form",
    },
];
