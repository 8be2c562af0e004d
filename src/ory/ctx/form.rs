//! What people change most in a context, as a form: read from the text, and written back as edits of single values,
//! so that form and text never disagree.

use jsonc_parser::ast::Value;

use super::json;
use crate::diagnostic::{Document, Edit, Span};

/// What the form shows; none where the context has no such thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// `identity.traits.email`.
    pub email: Option<String>,
    /// `identity.traits.name.first`.
    pub first_name: Option<String>,
    /// `identity.traits.name.last`.
    pub last_name: Option<String>,
    /// Whether the e-mail among `identity.verifiable_addresses` is verified.
    pub verified: Option<bool>,
    /// `flow.transient_payload`, as JSON.
    pub transient_payload: Option<String>,
}

/// One change made in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another e-mail, wherever the person's own one stands.
    Email(String),
    /// Another first name.
    FirstName(String),
    /// Another last name.
    LastName(String),
    /// The e-mail is verified, or not.
    Verified(bool),
    /// Another transient payload, as JSON.
    TransientPayload(String),
}

/// A payload that is no JSON; what was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPayload(pub String);

/// What the form shows of a context; empty for a text that is no JSON.
pub fn read(text: &str) -> Form {
    let Ok(Some(ctx)) = json::read(text) else { return Form::default() };
    let string = |path: &[&str]| json::at(&ctx, path).and_then(json::text).map(str::to_owned);
    let verified = mail_address(&ctx, "identity").and_then(|address| match json::at(address, &["verified"]) {
        Some(Value::BooleanLit(verified)) => Some(verified.value),
        _ => None,
    });
    Form {
        email: string(&["identity", "traits", "email"]),
        first_name: string(&["identity", "traits", "name", "first"]),
        last_name: string(&["identity", "traits", "name", "last"]),
        verified,
        transient_payload: json::at(&ctx, &["flow", "transient_payload"])
            .map(|payload| super::super::limits::minified(json::span(payload).of(text))),
    }
}

/// The edits that make a change; none where the context has no place for it.
pub fn write(text: &str, change: &Change) -> Result<Vec<Edit>, NotAPayload> {
    let Ok(Some(ctx)) = json::read(text) else { return Ok(Vec::new()) };
    let mut edits = Vec::new();
    let mut put = |span: Span, text: String| edits.push(Edit { document: Document::Ctx, span, text });
    // After settings, the flow and the session keep the old identity: it is not what the form shows.
    let owners: &[&[&str]] = match json::at(&ctx, &["flow", "identity"]) {
        Some(_) => &[&["identity"]],
        None => &[&["identity"], &["session", "identity"]],
    };
    let identities = || owners.iter().filter_map(|owner| json::at(&ctx, owner));
    match change {
        Change::Email(mail) => {
            let old = json::at(&ctx, &["identity", "traits", "email"]).and_then(json::text);
            for identity in identities() {
                let addresses = ["verifiable_addresses", "recovery_addresses"].into_iter().flat_map(|list| {
                    match json::at(identity, &[list]) {
                        Some(Value::Array(list)) => {
                            list.elements.iter().filter_map(|address| json::at(address, &["value"])).collect()
                        }
                        _ => Vec::new(),
                    }
                });
                let places = json::at(identity, &["traits", "email"]).into_iter().chain(addresses);
                for place in places.filter(|place| json::text(place) == old) {
                    put(json::span(place), quoted(mail));
                }
            }
        }
        Change::FirstName(name) | Change::LastName(name) => {
            let key = if matches!(change, Change::FirstName(_)) { "first" } else { "last" };
            for place in identities().filter_map(|identity| json::at(identity, &["traits", "name", key])) {
                put(json::span(place), quoted(name));
            }
        }
        Change::Verified(verified) => {
            for owner in owners {
                let Some(identity) = json::at(&ctx, owner) else { continue };
                let Some(address) = mail_of(identity) else { continue };
                if let Some(place) = json::at(address, &["verified"]) {
                    put(json::span(place), verified.to_string());
                }
                if let Some(place) = json::at(address, &["status"]) {
                    put(json::span(place), quoted(if *verified { "completed" } else { "sent" }));
                }
            }
        }
        Change::TransientPayload(payload) => {
            serde_json::from_str::<serde::de::IgnoredAny>(payload).map_err(|error| NotAPayload(error.to_string()))?;
            if let Some(place) = json::at(&ctx, &["flow", "transient_payload"]) {
                put(json::span(place), payload.clone());
            }
        }
    }
    Ok(edits)
}

fn mail_address<'v, 't>(ctx: &'v Value<'t>, owner: &str) -> Option<&'v Value<'t>> {
    mail_of(json::at(ctx, &[owner])?)
}

fn mail_of<'v, 't>(identity: &'v Value<'t>) -> Option<&'v Value<'t>> {
    let Some(Value::Array(addresses)) = json::at(identity, &["verifiable_addresses"]) else { return None };
    addresses.elements.iter().find(|address| json::at(address, &["via"]).and_then(json::text) == Some("email"))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
