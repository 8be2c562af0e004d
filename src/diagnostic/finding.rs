//! One thing to say about a draft.

use serde::{Deserialize, Serialize};

use crate::draft::setting::Setting;

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

/// What becomes of a body that Ory has sent, as far as a finding tells. The worst finding decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Mandrill takes it, and somebody gets a mail.
    #[default]
    Accepted,
    /// Mandrill takes it (HTTP 200), and nobody gets a mail: there is no recipient, or each is rejected.
    Nobody,
    /// Mandrill refuses the request with an error.
    Refused,
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
    /// What it does to a body that Ory sends.
    #[serde(default)]
    pub delivery: Delivery,
    /// The user has muted it ([`crate::draft::Draft::muted`]): it is listed, and counts for nothing.
    #[serde(default)]
    pub muted: bool,
    /// Where an API key stands in the template that the fix takes out: it belongs into the key's field first.
    #[serde(default)]
    pub takes_key: Option<Span>,
    /// Changes of the action and of where it stands that apply the remedy, beside those of the texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
}

impl Finding {
    /// Whether something can be done about it at a click.
    pub fn can_be_mended(&self) -> bool {
        !self.fix.is_empty() || !self.settings.is_empty()
    }

    /// With a change of the action that mends it.
    pub fn setting(mut self, setting: Setting) -> Self {
        self.settings.push(setting);
        self
    }
}
