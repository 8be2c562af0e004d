//! What page and worker say to each other, as JSON text (digits must not pass through JavaScript numbers).

use serde::{Deserialize, Serialize};

use crate::{
    assist::ask::{Answer, Ask},
    draft::{Draft, Revision},
    mandrill::{
        clients::Verdict,
        mail::{Mail, View},
    },
    report::Report,
};

/// Numbers the runs of one lane, so that an answer names what it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct RunId(pub u64);

/// From the page to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToWorker {
    /// Build the report of a draft.
    Report {
        /// The run it belongs to.
        run: RunId,
        /// Which state of the draft this is.
        revision: Revision,
        /// What to report on.
        draft: Box<Draft>,
    },
    /// Answer what an editor asks.
    Assist {
        /// The run it belongs to.
        run: RunId,
        /// The template that is asked about.
        template: String,
        /// The context it gets.
        ctx: String,
        /// The question.
        ask: Ask,
    },
    /// Show the mail a body becomes.
    Mail {
        /// Numbers what is asked, so that an answer names what it answers.
        number: u64,
        /// The body, as Ory sends it.
        body: String,
        /// Where it goes.
        url: String,
        /// Whose mail, and how.
        view: View,
        /// Whether to tell what clients make of its html, by [`ToWorker::Clients`].
        clients: bool,
    },
    /// Know what mail clients support, for the mails that are asked for later.
    Clients {
        /// The file, as it was fetched.
        data: String,
    },
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromWorker {
    /// The module is compiled and listens; or, in a run, has what it said it is loading.
    Ready,
    /// In the middle of a run, it loads a part of its module that it began without.
    Loading,
    /// A report.
    Report {
        /// The run it answers.
        run: RunId,
        /// The state of the draft that it is about.
        revision: Revision,
        /// What was found.
        report: Box<Report>,
        /// How long it took in the worker, in microseconds.
        micros: u64,
        /// How large the worker's memory is now, in bytes; WebAssembly's memory never shrinks.
        memory: u64,
    },
    /// An answer for an editor.
    Assist {
        /// The run it answers.
        run: RunId,
        /// The answer.
        answer: Answer,
        /// How large the worker's memory is now, in bytes.
        memory: u64,
    },
    /// A mail.
    Mail {
        /// What was asked.
        number: u64,
        /// The mail; none when the body holds none.
        mail: Option<Box<Mail>>,
        /// What clients make of its html, if that was asked.
        clients: Option<Box<Verdict>>,
    },
}

/// Text that is not a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAMessage {
    /// What the reader of JSON said.
    pub cause: String,
}

/// The message as text.
pub fn encode<M: Serialize>(message: &M) -> String {
    // Plain data with string keys: serialising cannot fail.
    serde_json::to_string(message).unwrap_or_default()
}

/// The message in a text; [`NotAMessage`] when there is none.
pub fn decode<M: for<'de> Deserialize<'de>>(text: &str) -> Result<M, NotAMessage> {
    serde_json::from_str(text).map_err(|error| NotAMessage { cause: error.to_string() })
}
