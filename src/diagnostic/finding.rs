//! One thing to say about a draft.

use serde::{Deserialize, Serialize};

use super::{
    edit::Edit,
    span::{Document, Span},
};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Ory would not send, or refuse the action.
    Error,
    /// It works today and will surprise later.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing to say about a draft: what happened, where, why in Ory, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its name, as written in the code that finds it (`template/missing-field`).
    pub id: String,
    /// Its weight.
    pub level: Level,
    /// The text it is about.
    pub document: Document,
    /// Where in that text; none when it is about the whole.
    pub span: Option<Span>,
    /// What happened, in one short sentence.
    pub what: String,
    /// Why that is so in Ory or Mandrill.
    pub why: String,
    /// What to write or do instead; empty when there is nothing to do.
    pub remedy: String,
    /// Ory's own words, exactly as its log would have them.
    pub ory: Option<String>,
    /// Where in the output (`message.to[0].email`).
    pub path: Option<String>,
    /// Edits that apply the remedy, to be made together.
    pub fix: Vec<Edit>,
}
