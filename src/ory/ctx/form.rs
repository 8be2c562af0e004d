//! What people change most in a context, as a form: read from the text, and written back as edits of single values,
//! so that form and text never disagree.

use jsonc_parser::ast::{Object, Value};

use super::json;
use crate::diagnostic::{Document, Edit, Span};

/// What the form shows of the person the context is about; none where the context has no such thing.
///
/// That is `identity`, and before settings, where there is none, `session.identity`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The trait `email`, or the first address that is one.
    pub email: Option<String>,
    /// The first of the traits [`FIRST_NAMES`] that is there.
    pub first_name: Option<String>,
    /// The first of the traits [`LAST_NAMES`] that is there.
    pub last_name: Option<String>,
    /// Whether that e-mail is verified, where the schema has it verified.
    pub verified: Option<bool>,
    /// `flow.transient_payload`, as JSON; empty where there is none and could be one. A flow that has just begun has none.
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
    /// Another transient payload, as JSON; empty for none.
    TransientPayload(String),
}

/// A payload that is no JSON; what was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPayload(pub String);

/// Where identity schemas keep a first name.
pub const FIRST_NAMES: &[&[&str]] = &[&["name", "first"], &["first_name"], &["given_name"], &["firstName"]];

/// Where identity schemas keep a last name.
pub const LAST_NAMES: &[&[&str]] = &[&["name", "last"], &["last_name"], &["family_name"], &["lastName"]];

/// What the form shows of a context; empty for a text that is no JSON.
pub fn read(text: &str) -> Form {
    let Ok(Some(ctx)) = json::read(text) else { return Form::default() };
    let identity = people(&ctx).into_iter().next();
    let name = |places: &[&'static [&'static str]]| {
        let value = json::at(identity?, &trait_of(identity?, places)?);
        value.and_then(json::text).map(str::to_owned)
    };
    Form {
        email: identity.and_then(mail).map(str::to_owned),
        first_name: name(FIRST_NAMES),
        last_name: name(LAST_NAMES),
        verified: identity.and_then(address).and_then(|proof| proof.get_boolean("verified")).map(|proof| proof.value),
        transient_payload: match json::at(&ctx, &["flow", "transient_payload"]) {
            Some(payload) => Some(super::super::limits::minified(json::span(payload).of(text))),
            None => json::at(&ctx, &["identity"]).and(json::at(&ctx, &["flow"])).map(|_| String::new()),
        },
    }
}

/// The edits that make a change, in the order of the text; none where the context has no place for it.
pub fn write(text: &str, change: &Change) -> Result<Vec<Edit>, NotAPayload> {
    let Ok(Some(ctx)) = json::read(text) else { return Ok(Vec::new()) };
    let mut edits = match change {
        Change::Email(to) => other_mail(&ctx, to),
        Change::FirstName(to) => other_name(&ctx, FIRST_NAMES, to),
        Change::LastName(to) => other_name(&ctx, LAST_NAMES, to),
        Change::Verified(to) => other_proof(text, &ctx, *to),
        Change::TransientPayload(to) => other_payload(text, &ctx, to)?,
    };
    edits.sort_by_key(|edit| edit.span.start);
    Ok(edits)
}

/// Wherever the person stands, the one the form shows first. After settings, the flow and the session keep the old
/// identity, which is not what the form shows; before them, both hold the one there is.
fn people<'v, 't>(ctx: &'v Value<'t>) -> Vec<&'v Value<'t>> {
    let at = |path: &[&str]| json::at(ctx, path).filter(|identity| identity.as_object().is_some());
    let (identity, session, flow) = (at(&["identity"]), at(&["session", "identity"]), at(&["flow", "identity"]));
    let all = match (identity, flow) {
        (Some(_), Some(_)) => [identity, None, None],
        _ => [identity, session, flow],
    };
    all.into_iter().flatten().collect()
}

/// The person's e-mail: the trait of that name, else the first address that is one.
fn mail<'v>(identity: &'v Value) -> Option<&'v str> {
    let addresses = LISTS.iter().flat_map(|list| json::objects(identity, &[list]));
    json::at(identity, &["traits", "email"]).and_then(json::text).or_else(|| {
        let mut mails = addresses.filter(|address| is_mail(address));
        mails.find_map(|address| address.get_string("value")).map(|value| value.value.as_ref())
    })
}

const LISTS: [&str; 2] = ["verifiable_addresses", "recovery_addresses"];

fn is_mail(address: &Object) -> bool {
    address.get_string("via").is_some_and(|via| via.value == "email")
}

/// The verifiable address of the person's e-mail.
fn address<'v, 't>(identity: &'v Value<'t>) -> Option<&'v Object<'t>> {
    let mail = mail(identity)?;
    let of_mail = |address: &&Object| address.get_string("value").is_some_and(|value| value.value == mail);
    json::objects(identity, &["verifiable_addresses"]).into_iter().find(of_mail)
}

/// The path of the first of these traits that the identity has as a text.
fn trait_of(identity: &Value, places: &[&'static [&'static str]]) -> Option<Vec<&'static str>> {
    let paths = places.iter().map(|place| [&["traits"], *place].concat());
    paths.into_iter().find(|path| json::at(identity, path).and_then(json::text).is_some())
}

/// The values in the flow's form that stand for one of these names and are that text.
fn in_form<'v, 't>(ctx: &'v Value<'t>, names: &[&str], old: &str) -> Vec<&'v Value<'t>> {
    let nodes = json::objects(ctx, &["flow", "ui", "nodes"]).into_iter();
    let attributes = nodes.filter_map(|node| node.get_object("attributes"));
    let named = attributes.filter(|input| input.get_string("name").is_some_and(|name| names.contains(&&*name.value)));
    let values = named.filter_map(|input| input.get("value")).map(|value| &value.value);
    values.filter(|value| json::text(value) == Some(old)).collect()
}

fn put(place: &Value, to: &str) -> Edit {
    Edit { document: Document::Ctx, span: json::span(place), text: json::quoted(to) }
}

fn other_mail(ctx: &Value, to: &str) -> Vec<Edit> {
    let people = people(ctx);
    let Some(old) = people.first().and_then(|identity| mail(identity)) else { return Vec::new() };
    let mut places = in_form(ctx, &["traits.email", "identifier", "email"], old);
    for identity in people {
        places.extend(json::at(identity, &["traits", "email"]));
        let addresses = LISTS.iter().flat_map(|list| json::objects(identity, &[list]));
        places.extend(addresses.filter_map(|address| address.get("value")).map(|value| &value.value));
    }
    places.into_iter().filter(|place| json::text(place) == Some(old)).map(|place| put(place, to)).collect()
}

fn other_name(ctx: &Value, places: &[&'static [&'static str]], to: &str) -> Vec<Edit> {
    let people = people(ctx);
    let Some(path) = people.first().and_then(|identity| trait_of(identity, places)) else { return Vec::new() };
    let mut found: Vec<&Value> = people.iter().filter_map(|identity| json::at(identity, &path)).collect();
    if let Some(old) = found.first().and_then(|place| json::text(place)) {
        found.extend(in_form(ctx, &[&path.join(".")], old));
    }
    found.into_iter().map(|place| put(place, to)).collect()
}

/// Ory changes three things when an address is proved: `verified`, `status`, and `verified_at`, which it leaves out before.
fn other_proof(text: &str, ctx: &Value, to: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for identity in people(ctx) {
        let Some(address) = address(identity) else { continue };
        let Some(verified) = address.get_boolean("verified").filter(|verified| verified.value != to) else { continue };
        let span = Span::new(verified.range.start, verified.range.end);
        edits.push(Edit { document: Document::Ctx, span, text: to.to_string() });
        let saved =
            address.get_string("id").is_some_and(|id| id.value.chars().any(|digit| !matches!(digit, '0' | '-')));
        if let Some(status) = address.get("status") {
            // The mail goes out when the identity is saved.
            edits.push(put(
                &status.value,
                if to {
                    "completed"
                } else if saved {
                    "sent"
                } else {
                    "pending"
                },
            ));
        }
        let property = |name: &str| address.properties.iter().position(|property| json::name(property) == name);
        match (property("verified_at"), property("verified")) {
            (Some(at), _) if !to => edits.push(json::removal(address, at)),
            (None, Some(after)) if to => {
                let times = [address.get("updated_at").map(|updated| &updated.value)]
                    .into_iter()
                    .chain([json::at(identity, &["state_changed_at"]), json::at(ctx, &["flow", "issued_at"])]);
                // A time that is not yet set is the year 1.
                let time = times.flatten().filter_map(json::text).find(|time| !time.starts_with("0001"));
                edits.extend(
                    time.map(|time| json::insertion(text, address, after + 1, "verified_at", &json::quoted(time))),
                );
            }
            _ => {}
        }
    }
    edits
}

fn other_payload(text: &str, ctx: &Value, to: &str) -> Result<Vec<Edit>, NotAPayload> {
    let empty = to.trim().is_empty();
    json::read(to).map_err(|wrong| NotAPayload(wrong.cause.trim_end_matches('.').to_owned()))?;
    let Some(flow) = json::at(ctx, &["flow"]).and_then(|flow| flow.as_object()) else { return Ok(Vec::new()) };
    let there = flow.properties.iter().position(|property| json::name(property) == "transient_payload");
    let edit = match there {
        Some(at) if empty => json::removal(flow, at),
        Some(at) => {
            let span = json::span(&flow.properties[at].value);
            Edit { document: Document::Ctx, span, text: to.trim().to_owned() }
        }
        None if empty || json::at(ctx, &["identity"]).is_none() => return Ok(Vec::new()),
        None => {
            let before = flow.properties.iter().position(|property| json::name(property) > "transient_payload");
            json::insertion(text, flow, before.unwrap_or(flow.properties.len()), "transient_payload", to.trim())
        }
    };
    Ok(vec![edit])
}
