//! What the user owns: saved, shared and undone as one.
//!
//! It has no field for the API key, so a draft can go anywhere.

pub mod setting;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

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
    /// How many bytes a real context adds to Kratos' request to its worker, since the UI nodes are kept short in this one.
    #[serde(default)]
    pub left_out: usize,
    /// The `web_hook` action around the template.
    pub action: ActionDraft,
    /// Where the action stands in the identity configuration.
    pub placement: Placement,
    /// The user's own scenarios beside the catalogue's.
    #[serde(default)]
    pub own_scenarios: Vec<OwnScenario>,
    /// The ids of the checks whose findings are muted: still listed, they count for nothing.
    #[serde(default)]
    pub muted: Vec<String>,
    /// The expressions of the template whose values are pinned: first byte and one past the last, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<(usize, usize)>,
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
///
/// Secrets are no part of it: `auth` says of which kind they are, and they are put in when something leaves the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionDraft {
    /// Where Ory sends the body.
    pub url: String,
    /// The HTTP method, as sent.
    pub method: String,
    /// `response.ignore`: true runs the hook beside the flow, and every failure is only logged.
    pub ignore_response: bool,
    /// `response.parse`: true lets the answer change or stop the flow. Never together with `ignore_response`.
    #[serde(default)]
    pub parse_response: bool,
    /// Headers beside those Ory sends; they hold no secret.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// How Ory proves itself to the receiver.
    #[serde(default)]
    pub auth: Auth,
    /// A name for Ory's log; empty when it has none.
    #[serde(default)]
    pub id: String,
    /// Whether Ory reports each call as an event; its default is true.
    #[serde(default = "yes")]
    pub emit_analytics_event: bool,
}

impl Default for ActionDraft {
    /// A POST beside the flow, to nowhere yet.
    fn default() -> Self {
        Self {
            url: String::new(),
            method: "POST".to_owned(),
            ignore_response: true,
            parse_response: false,
            headers: Vec::new(),
            auth: Auth::None,
            id: String::new(),
            emit_analytics_event: true,
        }
    }
}

fn yes() -> bool {
    true
}

/// A header of the request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value, as sent.
    pub value: String,
}

/// How Ory proves itself to the receiver: the kinds its schema knows. The secret itself is elsewhere, in memory only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Auth {
    /// It does not; Mandrill reads its key from the body.
    #[default]
    None,
    /// A secret in a header or a cookie. A bearer token is one in `Authorization`, behind `Bearer `.
    ApiKey {
        /// The header's or the cookie's name.
        name: String,
        /// Which of them.
        #[serde(rename = "in")]
        carrier: Carrier,
        /// What stands before the secret, its space included (`Bearer `); often empty.
        #[serde(default)]
        prefix: String,
    },
    /// A user and a password.
    BasicAuth {
        /// The receiver takes the user alone: the password is empty on purpose.
        #[serde(default)]
        empty_password: bool,
    },
}

/// What carries an API key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// A header.
    #[default]
    Header,
    /// A cookie.
    Cookie,
}

/// Where the action stands, and how it gets there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The lists of hooks it is put into, each once.
    pub places: Vec<Place>,
    /// The Ory project, id or slug; empty when not given.
    pub project: String,
    /// The Ory workspace, id or name; empty when not given.
    pub workspace: String,
    /// Where in each list.
    #[serde(default)]
    pub adding: Adding,
    /// How the CLI signs in: an API key in its environment forbids some flags.
    #[serde(default)]
    pub sign_in: SignIn,
    /// The hooks the project has now, as far as the user has shown them. No secret of theirs is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Vec<PresentList>>,
}

/// A list of hooks in the identity configuration; written as `registration/after/password`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The self-service flow.
    pub flow: Flow,
    /// Before or after it.
    pub moment: Moment,
    /// The method after which it runs; none for the general list.
    pub method: Option<Method>,
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Where in a list of hooks the action is put.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adding {
    /// At its end (`--add …/-`).
    #[default]
    Last,
    /// At its beginning (`--add …/0`): what is there moves back.
    First,
    /// In the place of the whole list (`--replace`), which can be run twice.
    Replace,
}

/// How the CLI signs in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// In a browser, or as it is signed in already.
    #[default]
    Browser,
    /// `ORY_WORKSPACE_API_KEY`: the CLI refuses `--workspace` beside it.
    WorkspaceKey,
    /// `ORY_PROJECT_API_KEY`: the CLI refuses a project and a workspace beside it.
    ProjectKey,
}

/// A list of hooks the project has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentList {
    /// Which.
    pub place: Place,
    /// Its hooks, in their order.
    pub hooks: Vec<PresentHook>,
}

/// A hook the project has, without its secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentHook {
    /// Its name (`session`, `web_hook`).
    pub hook: String,
    /// The host a `web_hook` calls; empty for others.
    #[serde(default)]
    pub host: String,
    /// Its `response.ignore`.
    #[serde(default)]
    pub ignore: bool,
    /// Its `response.parse`, or `can_interrupt`.
    #[serde(default)]
    pub parse: bool,
    /// A number of its `id`, or of its address: two that have the same are taken for versions of one.
    #[serde(default)]
    pub mark: u32,
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
