//! The `web_hook` action, as Ory's configuration spells it, and the template as its body.

pub mod address;
pub mod schema;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use crate::draft::ActionDraft;

/// A `web_hook` in a list of hooks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Always `web_hook`.
    pub hook: Hook,
    /// What it does.
    pub config: Config,
}

/// The kind of hook this project makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hook {
    /// A request to another service.
    WebHook,
}

/// The request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// Where it goes.
    pub url: String,
    /// Its method, sent as written.
    pub method: String,
    /// Where the template is: `base64://…`, `file://…` or `https://…`.
    pub body: String,
    /// Left out when it says nothing but the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
}

/// What Ory makes of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Run beside the flow; failures are only logged.
    pub ignore: bool,
}

impl Action {
    /// The action of a draft with its template at `body`.
    pub fn new(draft: &ActionDraft, body: String) -> Self {
        Self {
            hook: Hook::WebHook,
            config: Config {
                url: draft.url.clone(),
                method: draft.method.clone(),
                body,
                response: draft.ignore_response.then_some(Response { ignore: true }),
            },
        }
    }

    /// One line of JSON.
    pub fn compact(&self) -> String {
        // Plain data with string keys: serialising cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// `webhook-action.json`: indented, with a newline at its end.
    pub fn pretty(&self) -> String {
        // As above.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// A template in base64 as Go's `StdEncoding` reads it: padded, without line breaks.
pub fn base64(template: &str) -> String {
    STANDARD.encode(template)
}

/// The same as the `body` of an action.
pub fn inline_body(template: &str) -> String {
    format!("base64://{}", base64(template))
}
