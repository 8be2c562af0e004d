//! What the user owns: saved, shared and undone as one.
//!
//! It has no field for the API key, so a draft can go anywhere.

use serde::{Deserialize, Serialize};

/// Counts the changes of a draft while a page is open. Whatever was computed carries the one it was computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Revision(pub u64);

/// Everything the user has typed or chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The Jsonnet template, as typed.
    pub template: String,
    /// The mock `ctx` as JSON text, as typed.
    pub ctx: String,
    /// How many bytes of minified JSON a real context has more than this one, whose UI nodes are kept short.
    #[serde(default)]
    pub left_out: usize,
    /// The `web_hook` action around the template.
    pub action: ActionDraft,
    /// Where the action stands in the identity configuration.
    pub placement: Placement,
    /// The user's own scenarios beside the catalogue's.
    #[serde(default)]
    pub own_scenarios: Vec<OwnScenario>,
}

/// A context the user keeps under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnScenario {
    /// The user's name for it.
    pub name: String,
    /// The `ctx` as JSON text.
    pub ctx: String,
    /// See [`Draft::left_out`].
    #[serde(default)]
    pub left_out: usize,
}

/// What the user chooses about the `web_hook` action; the template becomes its `body`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDraft {
    /// Where Ory sends the body.
    pub url: String,
    /// The HTTP method, as sent.
    pub method: String,
    /// `response.ignore`: true runs the hook beside the flow, and every failure is only logged.
    pub ignore_response: bool,
}

/// Where the action stands: a flow, a moment and, after it, the methods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The self-service flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The methods after which it runs; empty means the general place (`after/hooks`).
    pub methods: Vec<Method>,
    /// The Ory project, id or slug; empty when not given.
    pub project: String,
    /// The Ory workspace, id or name; empty when not given.
    pub workspace: String,
}

/// A self-service flow that has hooks (source: facts on hook locations, Kratos `embedx/config.schema.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Sign-up.
    Registration,
    /// Sign-in.
    Login,
    /// Changes of the profile, the password and other credentials.
    Settings,
    /// Proof of an address.
    Verification,
    /// Account recovery.
    Recovery,
}

/// When in a flow a hook runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// When the flow is created.
    Before,
    /// When it has been completed.
    After,
}

/// A method under which `after` hooks may stand, spelled as the configuration spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are Ory's own")]
pub enum Method {
    Password,
    Oidc,
    Passkey,
    Code,
    Webauthn,
    Totp,
    LookupSecret,
    Profile,
}
