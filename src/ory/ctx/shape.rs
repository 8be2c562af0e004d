//! The shape Ory gives a context: its keys, their types and the values of its enumerations
//! (Kratos `web_hook.go`, `identity.go`, `session.go`, `flow.go`; held against the recordings).

use jsonc_parser::ast::Value;

use super::json::{self, NotJson};
use crate::diagnostic::Span;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Boolean,
    /// A text of these.
    OneOf(&'static [&'static str]),
    /// An object of that name in [`OBJECTS`].
    Object(&'static str),
    /// A list of objects of that name.
    ListOf(&'static str),
    /// An object whose keys are not Ory's: header and cookie names.
    Map,
    /// Whatever the schema, the app or the user puts there.
    Any,
    /// The same, or null.
    OrNull(&'static Kind),
}

use Kind::{Any, Boolean, ListOf, Map, Object, OneOf, OrNull, Text};

const METHODS: &[&str] = &[
    "password",
    "oidc",
    "totp",
    "lookup_secret",
    "webauthn",
    "code",
    "passkey",
    "profile",
    "saml",
    "deviceauthn",
    "identifier_first",
    "link_recovery",
    "code_recovery",
    "link",
];
const STATES: &[&str] = &[
    "choose_method",
    "sent_email",
    "passed_challenge",
    "show_form",
    "success",
    "recovery_awaiting_address",
    "recovery_awaiting_address_choice",
    "recovery_confirming_address",
    "recovery_awaiting_code",
];
const LEVELS: &[&str] = &["aal0", "aal1", "aal2"];

/// Every object with the keys it may have. A key that is not there is not a mistake: Ory leaves out what is empty.
const OBJECTS: &[(&str, &[(&str, Kind)])] = &[
    (
        "ctx",
        &[
            ("flow", Object("flow")),
            ("identity", Object("identity")),
            ("session", Object("session")),
            ("request_headers", Map),
            ("request_method", Text),
            ("request_url", Text),
            ("request_cookies", Map),
        ],
    ),
    (
        "flow",
        &[
            ("id", Text),
            ("type", OneOf(&["browser", "api"])),
            ("expires_at", Text),
            ("issued_at", Text),
            ("request_url", Text),
            ("return_to", Text),
            ("active", OneOf(METHODS)),
            ("ui", Object("ui")),
            ("state", OneOf(STATES)),
            ("transient_payload", Any),
            ("organization_id", OrNull(&Text)),
            ("oauth2_login_challenge", Text),
            ("oauth2_login_request", Any),
            ("session_token_exchange_code", Text),
            ("identity_schema", Text),
            ("created_at", Text),
            ("updated_at", Text),
            ("refresh", Boolean),
            ("requested_aal", OneOf(LEVELS)),
            ("test_context", Any),
            ("identity", Object("identity")),
            ("continue_with", Any),
        ],
    ),
    ("ui", &[("action", Text), ("method", Text), ("nodes", OrNull(&Any)), ("messages", Any)]),
    (
        "identity",
        &[
            ("id", Text),
            ("external_id", Text),
            ("schema_id", Text),
            ("schema_url", Text),
            ("state", OneOf(&["active", "inactive"])),
            ("state_changed_at", OrNull(&Text)),
            ("traits", Any),
            ("verifiable_addresses", ListOf("verifiable_address")),
            ("recovery_addresses", ListOf("recovery_address")),
            ("metadata_public", Any),
            ("created_at", Text),
            ("updated_at", Text),
            ("organization_id", OrNull(&Text)),
            ("region", Text),
        ],
    ),
    (
        "verifiable_address",
        &[
            ("id", Text),
            ("value", Text),
            ("verified", Boolean),
            ("via", OneOf(&["email", "sms"])),
            ("status", OneOf(&["pending", "sent", "completed"])),
            ("verified_at", OrNull(&Text)),
            ("created_at", Text),
            ("updated_at", Text),
        ],
    ),
    (
        "recovery_address",
        &[
            ("id", Text),
            ("value", Text),
            ("via", OneOf(&["email", "sms"])),
            ("break_glass_for_organization", Any),
            ("created_at", Text),
            ("updated_at", Text),
        ],
    ),
    (
        "session",
        &[
            ("id", Text),
            ("active", Boolean),
            ("expires_at", Text),
            ("authenticated_at", Text),
            ("authenticator_assurance_level", OneOf(LEVELS)),
            ("authentication_methods", ListOf("authentication_method")),
            ("issued_at", Text),
            ("identity", OrNull(&Object("identity"))),
            ("devices", OrNull(&ListOf("device"))),
            ("tokenized", Text),
        ],
    ),
    (
        "authentication_method",
        &[
            ("method", OneOf(METHODS)),
            ("aal", OneOf(LEVELS)),
            ("completed_at", Text),
            ("provider", Text),
            ("organization", Text),
            ("upstream_acr", Text),
            ("upstream_amr", Any),
        ],
    ),
    (
        "device",
        &[("id", Text), ("ip_address", OrNull(&Text)), ("user_agent", OrNull(&Text)), ("location", OrNull(&Text))],
    ),
];

/// Keys people expect and Ory never sends, with the reason.
const NEVER: &[(&str, &str, &str)] = &[
    ("ctx", "transient_payload", "It stands at `flow.transient_payload`."),
    ("identity", "credentials", "Ory takes credentials out of what a web hook gets."),
    ("identity", "metadata_admin", "Ory takes it out of what a web hook gets; `metadata_public` is there."),
    ("identity", "available_aal", "Ory does not hand it out."),
    ("session", "token", "Ory never writes out a session's token."),
    ("session", "logout_token", "Ory never writes out a session's token."),
    ("flow", "csrf_token", "Ory does not hand it out; a copy stands in the UI nodes."),
    ("flow", "internal_context", "Ory does not hand it out."),
];

/// What a context has that Ory's does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A key Ory never sends, and why.
    NeverSent {
        /// The key.
        key: String,
        /// Why, in a sentence.
        why: String,
    },
    /// A value of another type.
    WrongType {
        /// Its place (`identity.state`).
        path: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A text that is none of the values there are.
    UnknownValue {
        /// Its place.
        path: String,
        /// The values there are.
        known: &'static [&'static str],
    },
}

/// Every oddity of a context with its place, in the order of the text. Nothing for a text that is no object.
pub fn oddities(text: &str) -> Result<Vec<(Span, Oddity)>, NotJson> {
    let mut found = Vec::new();
    if let Some(value @ Value::Object(_)) = json::read(text)? {
        object("ctx", "", &value, &mut found);
    }
    Ok(found)
}

fn object(name: &'static str, path: &str, value: &Value, found: &mut Vec<(Span, Oddity)>) {
    let Value::Object(object) = value else {
        found.push((json::span(value), wrong(path, "an object")));
        return;
    };
    let known = OBJECTS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
    for prop in &object.properties {
        let key = json::name(prop);
        let here = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match known.iter().find(|(known, _)| *known == key) {
            Some((_, kind)) => of_kind(*kind, &here, &prop.value, found),
            None => {
                let why = NEVER
                    .iter()
                    .find(|(of, never, _)| *of == name && *never == key)
                    .map_or_else(|| format!("Ory's `{name}` has no such key."), |(_, _, why)| (*why).to_owned());
                let span = Span::new(prop.range.start, prop.range.end);
                found.push((span, Oddity::NeverSent { key: here, why }));
            }
        }
    }
}

fn of_kind(kind: Kind, path: &str, value: &Value, found: &mut Vec<(Span, Oddity)>) {
    match (kind, value) {
        (Any, _)
        | (Text, Value::StringLit(_))
        | (Boolean, Value::BooleanLit(_))
        | (Map, Value::Object(_))
        | (OrNull(_), Value::NullKeyword(_)) => {}
        (OrNull(kind), _) => of_kind(*kind, path, value, found),
        (OneOf(known), Value::StringLit(text)) => {
            if !known.contains(&&*text.value) {
                found.push((json::span(value), Oddity::UnknownValue { path: path.to_owned(), known }));
            }
        }
        (Object(name), _) => object(name, path, value, found),
        (ListOf(name), Value::Array(list)) => {
            for (at, element) in list.elements.iter().enumerate() {
                object(name, &format!("{path}[{at}]"), element, found);
            }
        }
        (Text | OneOf(_), _) => found.push((json::span(value), wrong(path, "a text"))),
        (Boolean, _) => found.push((json::span(value), wrong(path, "true or false"))),
        (Map, _) => found.push((json::span(value), wrong(path, "an object"))),
        (ListOf(_), _) => found.push((json::span(value), wrong(path, "a list"))),
    }
}

fn wrong(path: &str, expected: &'static str) -> Oddity {
    Oddity::WrongType { path: path.to_owned(), expected }
}
