//! What Mandrill would say of the body, or make of it without a word. Other receivers have none of these checks.
//!
//! The rules are those of the fact sheet on a Mandrill request body (sections named in each `source` are those of mandrill.md):
//! null counts as absent, a value of a wrong type is told by `body/wrong-type` or `body/loose-type` alone, and every rule
//! stands alone unless it says otherwise.

mod attachment_content;
mod attachment_incomplete;
mod attachment_name;
mod attachment_queues;
mod bcc_address;
mod cc_without_preserve_recipients;
mod cid_without_image;
mod click_tracking_of_secret;
mod domain_form;
mod from_address;
mod from_free_mail;
mod from_missing;
mod from_of_the_user;
mod from_placeholder_domain;
mod headers_of_the_service;
mod helper_name;
mod html_in_text;
mod html_with_template;
mod image_type;
mod image_unused;
mod inline_css_large;
mod ip_pool;
mod key_form;
mod key_missing;
mod line_break_in_header;
mod loose_type;
mod many_recipients;
mod marketing_key;
mod mc_template_id_missing;
mod member_missing;
mod merge_injection;
mod merge_language;
mod merge_off;
mod merge_tag_in_header;
mod merge_tag_unset;
mod merge_tags_of_other_language;
mod merge_turned_on;
mod merge_var_name;
mod merge_vars_of_nobody;
mod message_missing;
mod metadata_key;
mod metadata_large;
mod metadata_nested;
mod misplaced_field;
mod no_content;
mod no_recipients;
mod no_subject;
mod not_an_object;
mod opens_without_html;
mod printed_null;
mod printed_object;
mod raw_message_missing;
mod recipient_address;
mod recipient_type;
mod recipients_exposed;
mod send_at_far;
mod send_at_form;
mod send_at_past;
mod signing_domain;
mod tag_of_a_person;
mod tag_too_long;
mod tag_underscore;
mod template_at_send;
mod template_content_missing;
mod template_name_missing;
mod template_slug;
mod too_large;
mod too_long;
mod unescaped_value;
mod unknown_field;
mod view_content_link;
mod wrong_type;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use super::{Check, Facts, path as written};
use crate::{
    diagnostic::{Document, Edit, Finding, Span},
    engine::{Step, outline::FieldPlace, syntax::write::quoted},
    mandrill::{
        fields::{self, FieldType, Level},
        request::Endpoint,
    },
};

/// In reading order.
pub const CHECKS: &[&Check] = &[
    &not_an_object::CHECK,
    &key_missing::CHECK,
    &marketing_key::CHECK,
    &key_form::CHECK,
    &message_missing::CHECK,
    &raw_message_missing::CHECK,
    &template_name_missing::CHECK,
    &template_slug::CHECK,
    &template_content_missing::CHECK,
    &mc_template_id_missing::CHECK,
    &template_at_send::CHECK,
    &html_with_template::CHECK,
    &wrong_type::CHECK,
    &loose_type::CHECK,
    &unknown_field::CHECK,
    &misplaced_field::CHECK,
    &member_missing::CHECK,
    &too_long::CHECK,
    &too_large::CHECK,
    &no_recipients::CHECK,
    &recipient_address::CHECK,
    &recipient_type::CHECK,
    &many_recipients::CHECK,
    &recipients_exposed::CHECK,
    &cc_without_preserve_recipients::CHECK,
    &bcc_address::CHECK,
    &from_missing::CHECK,
    &from_address::CHECK,
    &from_of_the_user::CHECK,
    &from_free_mail::CHECK,
    &from_placeholder_domain::CHECK,
    &domain_form::CHECK,
    &headers_of_the_service::CHECK,
    &tag_too_long::CHECK,
    &tag_underscore::CHECK,
    &tag_of_a_person::CHECK,
    &metadata_nested::CHECK,
    &metadata_key::CHECK,
    &metadata_large::CHECK,
    &send_at_form::CHECK,
    &send_at_past::CHECK,
    &send_at_far::CHECK,
    &attachment_incomplete::CHECK,
    &attachment_content::CHECK,
    &attachment_name::CHECK,
    &image_type::CHECK,
    &attachment_queues::CHECK,
    &signing_domain::CHECK,
    &ip_pool::CHECK,
    &no_content::CHECK,
    &no_subject::CHECK,
    &line_break_in_header::CHECK,
    &html_in_text::CHECK,
    &printed_null::CHECK,
    &printed_object::CHECK,
    &opens_without_html::CHECK,
    &inline_css_large::CHECK,
    &view_content_link::CHECK,
    &unescaped_value::CHECK,
    &merge_language::CHECK,
    &merge_off::CHECK,
    &merge_tags_of_other_language::CHECK,
    &merge_tag_unset::CHECK,
    &merge_tag_in_header::CHECK,
    &merge_injection::CHECK,
    &merge_vars_of_nobody::CHECK,
    &merge_var_name::CHECK,
    &helper_name::CHECK,
    &cid_without_image::CHECK,
    &image_unused::CHECK,
    &merge_turned_on::CHECK,
    &click_tracking_of_secret::CHECK,
];

/// A finding about the value at `path` of the body, and about the expression in the template that made it.
pub(super) fn about(
    check: &Check,
    facts: Facts,
    path: &[Step],
    what: impl Into<String>,
    why: &str,
    remedy: impl Into<String>,
) -> Finding {
    Finding {
        id: check.id.to_owned(),
        level: check.level,
        document: Document::Template,
        span: facts.made_by(path),
        what: what.into(),
        why: why.to_owned(),
        remedy: remedy.into(),
        ory: None,
        path: written(path),
        fix: Vec::new(),
        delivery: check.delivery,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}

/// The steps of a path: names are fields, numbers elements.
macro_rules! steps {
    ($($step:expr),* $(,)?) => { [$(crate::engine::Step::from($step)),*] };
}
pub(crate) use steps;

/// A path with another step.
fn step(path: &[Step], next: impl Into<Step>) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(next.into());
    path
}

/// The body, when it is an object and its endpoint is one of these.
pub(super) fn top<'a>(facts: Facts<'a>, endpoints: &[Endpoint]) -> Option<&'a Map<String, Value>> {
    let request = facts.request()?;
    if endpoints.contains(&request.endpoint) { request.top() } else { None }
}

/// Its `message`, when there is one that is an object.
pub(super) fn message(facts: Facts<'_>) -> Option<&Map<String, Value>> {
    facts.request()?.message()
}

/// The endpoints that take a `message`.
const WITH_MESSAGE: &[Endpoint] = &[Endpoint::Send, Endpoint::SendTemplate, Endpoint::SendMcTemplate];

/// A field that is there: null counts as absent.
fn given<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// A field that is a text.
pub(super) fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    given(object, name).and_then(Value::as_str)
}

/// Whether a field is absent, null or white space; a value of another type is not blank.
pub(super) fn blank(object: &Map<String, Value>, name: &str) -> bool {
    given(object, name).is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty()))
}

/// The elements of a list; none where it is absent or of another type.
fn list<'a>(object: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    given(object, name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The elements of a list that are objects, with their positions.
pub(super) fn objects<'a>(
    object: &'a Map<String, Value>,
    name: &str,
) -> impl Iterator<Item = (usize, &'a Map<String, Value>)> {
    list(object, name).iter().enumerate().filter_map(|(at, value)| Some((at, value.as_object()?)))
}

/// Whether a field is exactly `true`.
pub(super) fn on(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name) == Some(&Value::Bool(true))
}

/// Whether a field that is a boolean has a value of another kind, which `body/loose-type` and `body/wrong-type` tell alone.
pub(super) fn is_odd(object: &Map<String, Value>, name: &str) -> bool {
    given(object, name).is_some_and(|value| !value.is_boolean())
}

/// Whether a text is a bare address (mandrill.md 1.3): one `@` with something on both sides, no white space, none of
/// `<>,;:()[]"\`, and no dot first, last or doubled on either side.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let side = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && !part.contains('@')
    };
    let plain = !text.chars().any(|c| c.is_whitespace() || "<>,;:()[]\"\\".contains(c));
    plain && side(local) && side(domain)
}

/// An edit that puts `text` in the place of the expression that made the value at `path`, where that expression stands in
/// the template for this value alone (a literal).
fn in_place(facts: Facts, path: &[Step], old: &str, text: &str) -> Vec<Edit> {
    let Some(span) = facts.exactly_made_by(path) else { return Vec::new() };
    if !is_literal(span.of(&facts.draft.template), old) {
        return Vec::new();
    }
    vec![Edit::template(span, text)]
}

/// The same where fields follow in `text`: only for a literal that is all that is written as its field's value.
fn in_place_with_fields(facts: Facts, path: &[Step], old: &str, text: &str) -> Vec<Edit> {
    whole_value(facts, path).map(|_| in_place(facts, path, old, text)).unwrap_or_default()
}

/// The expression that made the value at `path`, where it is all that is written as the value of that very field, and not a
/// part of it, or in a name that may be used elsewhere as well.
fn whole_value(facts: Facts, path: &[Step]) -> Option<Span> {
    let (Step::Field(name), object) = path.split_last()? else { return None };
    let made = facts.exactly_made_by(path)?;
    let place = field_place(facts, object, name)?;
    let before = Span::new(place.name.end, made.start).of(&facts.draft.template);
    (place.whole.end == made.end && before.trim() == ":").then_some(made)
}

/// Whether `source` is a Jsonnet literal in quotes, or a bare one, that says exactly `value`.
fn is_literal(source: &str, value: &str) -> bool {
    let inner = source
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| source.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')));
    inner.unwrap_or(source) == value && !source.contains('\\')
}

/// An edit that writes a field into the object at `path`, where its literal stands in the template.
pub(super) fn insert(facts: Facts, path: &[Step], field: &str) -> Vec<Edit> {
    let place = facts.exactly_made_by(path).and_then(|object| facts.outline().inside_of(object));
    place.map(|at| Edit::template(Span::new(at, at), format!(" {field},"))).into_iter().collect()
}

/// The place of a field in the literal of the object at `path`.
fn field_place(facts: Facts, path: &[Step], name: &str) -> Option<FieldPlace> {
    facts.outline().field_in(facts.exactly_made_by(path)?, name)
}

/// An edit that takes a field away which nothing else reads.
fn remove(facts: Facts, path: &[Step], name: &str) -> Vec<Edit> {
    let place = field_place(facts, path, name).filter(|_| !facts.outline().reads_field(name));
    place.map(|place| Edit::template(place.with_comma, "")).into_iter().collect()
}

/// An edit that gives a field another name which nothing else reads.
fn rename(facts: Facts, path: &[Step], name: &str, to: &str) -> Vec<Edit> {
    let place = field_place(facts, path, name).filter(|_| !facts.outline().reads_field(name));
    place.map(|place| Edit::template(place.name, to)).into_iter().collect()
}

/// What is done with an object: its path, what it is, and itself.
type Visit<'v, 'a> = dyn FnMut(&[Step], Level, &'a Map<String, Value>) + 'v;

/// Every object of the body that has fields of its own, with its path: the body, its message and the items of lists.
fn each_object<'a>(facts: Facts<'a>, visit: &mut Visit<'_, 'a>) {
    if let Some((endpoint, top)) = facts.request().and_then(|request| Some((request.endpoint, request.top()?))) {
        within(endpoint, &[], Level::Top, top, visit);
    }
}

fn within<'a>(
    endpoint: Endpoint,
    path: &[Step],
    level: Level,
    object: &'a Map<String, Value>,
    visit: &mut Visit<'_, 'a>,
) {
    visit(path, level, object);
    for field in fields::of(endpoint, level) {
        let here = || step(path, field.name);
        match (field.kind, object.get(field.name)) {
            (FieldType::Object(level), Some(Value::Object(inner))) => within(endpoint, &here(), level, inner, visit),
            (FieldType::Objects(level), Some(Value::Array(items))) => {
                for (at, item) in items.iter().enumerate() {
                    if let Value::Object(item) = item {
                        within(endpoint, &step(&here(), at), level, item, visit);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Where the sender's address stands: in the message, or at the top of a raw one.
fn sender(facts: Facts<'_>) -> Option<(Vec<Step>, &str)> {
    let request = facts.request()?;
    let (object, path) = match request.endpoint {
        Endpoint::SendRaw => (request.top()?, steps!["from_email"].to_vec()),
        _ => (request.message()?, steps!["message", "from_email"].to_vec()),
    };
    text(object, "from_email").filter(|text| !text.trim().is_empty()).map(|address| (path, address))
}

/// The domain of an address, in lower case.
fn domain(address: &str) -> String {
    address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase()).unwrap_or_default()
}

/// Whether a domain is one of these names at a top-level domain, or at one with a second level of its own (`co.uk`): not a
/// host that somebody called so below a domain of theirs.
fn is_at_any_tld(domain: &str, names: &[&str]) -> bool {
    const SECOND: [&str; 9] = ["ac", "co", "com", "edu", "go", "gov", "ne", "net", "org"];
    let Some((name, tld)) = domain.split_once('.') else { return false };
    let is_tld = match tld.split_once('.') {
        None => true,
        Some((second, country)) => SECOND.contains(&second) && country.len() == 2,
    };
    is_tld && names.contains(&name)
}

/// How many to, cc and bcc there are; without a type it is to.
fn of_type(message: &Map<String, Value>, wanted: &[&str]) -> usize {
    objects(message, "to").filter(|(_, person)| wanted.contains(&text(person, "type").unwrap_or("to"))).count()
}

/// A name as Mandrill takes it for variables and metadata: letters, digits and `_`, not `_` first.
fn is_plain_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty() && !name.starts_with('_') && name.chars().all(fits)
}

/// The text on its way to base64 that is none, or none of the padded standard kind; line breaks pass.
fn is_base64(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    STANDARD.decode(joined).is_ok()
}

/// The objects of `metadata` and of each recipient's.
fn metadata(facts: Facts<'_>) -> Vec<(Vec<Step>, &Map<String, Value>)> {
    let Some(message) = message(facts) else { return Vec::new() };
    let own =
        given(message, "metadata").and_then(Value::as_object).map(|own| (steps!["message", "metadata"].to_vec(), own));
    let each = objects(message, "recipient_metadata").filter_map(|(at, item)| {
        let values = given(item, "values")?.as_object()?;
        Some((steps!["message", "recipient_metadata", at, "values"].to_vec(), values))
    });
    own.into_iter().chain(each).collect()
}

/// A mail that nothing is found in, with something added to its `message`, or to its top.
macro_rules! mail {
    () => {
        "function(ctx) {\n  key: '{Your-Mailchimp-Api-Key}',\n  message: {\n    from_email: 'hello@acme-mail.com',\n    subject: 'Welcome',\n    text: 'Good to have you here.',\n    to: [{ email: 'ada@acme-mail.com' }],\n  },\n}"
    };
    ($more:literal) => {
        concat!($crate::checks::body::mail!(), " + {\n  message+: { ", $more, " },\n}")
    };
    (top $more:literal) => {
        concat!($crate::checks::body::mail!(), " + { ", $more, " }")
    };
}
pub(crate) use mail;

const RAW: &str = "https://mandrillapp.com/api/1.0/messages/send-raw";
const MC_TEMPLATE: &str = "https://mandrillapp.com/api/1.0/messages/send-mc-template";
