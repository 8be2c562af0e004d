//! The `web_hook` action, as Ory's configuration spells it, and the template as its body.

pub mod address;
pub mod fields;
pub mod receivers;
pub mod schema;
pub mod secrets;

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::secrets::{SECRET, Secrets, USER};
use crate::draft::{ActionDraft, Auth, Carrier, Header};

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

/// The request: every field Ory's schema knows, those that say nothing but the default left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// A name for Ory's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where it goes.
    pub url: String,
    /// Its method, sent as written.
    pub method: String,
    /// Where the template is: `base64://…`, `file://…` or `https://…`; without one no body is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Headers, texts by name, sorted by it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
    /// How Ory proves itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<AuthConfig>,
    /// What Ory makes of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The older word for `response.parse`: read, never written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_interrupt: Option<bool>,
    /// Whether Ory reports each call as an event; true when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emit_analytics_event: Option<bool>,
}

/// How Ory proves itself, with the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "config", rename_all = "snake_case")]
pub enum AuthConfig {
    /// A secret in a header or a cookie.
    ApiKey {
        /// The header's or the cookie's name.
        name: String,
        /// The whole value.
        value: String,
        /// Which of them.
        #[serde(rename = "in")]
        carrier: Carrier,
    },
    /// A user and a password.
    BasicAuth {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
}

/// What Ory makes of the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Run beside the flow; failures are only logged.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ignore: bool,
    /// Let the answer change or stop the flow.
    #[serde(default, skip_serializing_if = "is_false")]
    pub parse: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Action {
    /// The action of a draft with its template at `body`; placeholders stand for the secrets that are not given.
    pub fn new(draft: &ActionDraft, body: String, secrets: &Secrets) -> Self {
        let auth = match &draft.auth {
            Auth::None => None,
            Auth::ApiKey { name, carrier, prefix } => {
                let value = format!("{prefix}{}", secrets.value());
                Some(AuthConfig::ApiKey { name: name.clone(), value, carrier: *carrier })
            }
            Auth::BasicAuth { empty_password } => {
                let password = if *empty_password { String::new() } else { secrets.password().to_owned() };
                Some(AuthConfig::BasicAuth { user: secrets.user().to_owned(), password })
            }
        };
        let response = Response { ignore: draft.ignore_response, parse: draft.parse_response };
        let headers = draft.headers.iter().filter(|header| !header.name.is_empty());
        Self {
            hook: Hook::WebHook,
            config: Config {
                id: Some(draft.id.clone()).filter(|id| !id.is_empty()),
                url: draft.url.clone(),
                method: draft.method.clone(),
                body: Some(body),
                headers: headers.map(|header| (header.name.clone(), header.value.clone().into())).collect(),
                auth,
                response: Some(response).filter(|response| *response != Response::default()),
                can_interrupt: None,
                emit_analytics_event: (!draft.emit_analytics_event).then_some(false),
            },
        }
    }

    /// What a user would have chosen to get this action, the secrets in it, and where its template is.
    /// `can_interrupt` becomes `response.parse`, of which it is the older half.
    pub fn taken_apart(&self) -> (ActionDraft, Secrets, Option<String>) {
        let config = &self.config;
        let mut secrets = Secrets::default();
        let auth = match &config.auth {
            None => Auth::None,
            Some(AuthConfig::ApiKey { name, value, carrier }) => {
                // `Bearer x`, `Splunk x`: the word before the secret is none.
                let at = value.rfind(' ').map_or(0, |at| at + 1);
                let (prefix, secret) = value.split_at(at);
                secrets.set_value(without(secret, SECRET));
                Auth::ApiKey { name: name.clone(), carrier: *carrier, prefix: prefix.to_owned() }
            }
            Some(AuthConfig::BasicAuth { user, password }) => {
                secrets.set_user(without(user, USER));
                secrets.set_password(without(password, secrets::PASSWORD));
                Auth::BasicAuth { empty_password: password.is_empty() }
            }
        };
        let response = config.response.unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let draft = ActionDraft {
            url: config.url.clone(),
            method: config.method.clone(),
            ignore_response: response.ignore,
            parse_response: response.parse || config.can_interrupt == Some(true),
            headers: config
                .headers
                .iter()
                .map(|(name, value)| Header { name: name.clone(), value: text(value) })
                .collect(),
            auth,
            id: config.id.clone().unwrap_or_default(),
            emit_analytics_event: config.emit_analytics_event != Some(false),
        };
        (draft, secrets, config.body.clone())
    }

    /// One line of JSON.
    pub fn compact(&self) -> String {
        // Plain data with string keys: serialising cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// One line of JSON in ASCII, which no shell and no code page can change.
    pub fn ascii(&self) -> String {
        ascii(&self.compact())
    }

    /// `webhook-action.json`: indented, with a newline at its end.
    pub fn pretty(&self) -> String {
        // As above.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Nothing for a placeholder, the text for anything else.
fn without<'a>(text: &'a str, placeholder: &str) -> &'a str {
    if text == placeholder { "" } else { text }
}

/// JSON with every character beyond ASCII as an escape: they stand only inside its strings.
pub fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

/// A template in base64 as Go's `StdEncoding` reads it: padded, without line breaks.
pub fn base64(template: &str) -> String {
    STANDARD.encode(template)
}

/// The same as the `body` of an action.
pub fn inline_body(template: &str) -> String {
    format!("base64://{}", base64(template))
}
