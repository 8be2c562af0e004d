//! Mandrill has no field of this name.

use super::misplaced_field;
use super::{about, each_object, field_place, mail, rename, step};
use crate::engine::{Step, outline::FieldPlace};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    mandrill::{fields, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/unknown-field",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Mandrill has no field of this name.",
    source: "mandrill.md 1.2, 1.7",
    fires: &[
        Example::new(mail!("mesage_id: 'a'"), "registration_after_password"),
        Example::new(mail!("reply_to: 'a@acme-mail.com'"), "registration_after_password"),
        Example::new(mail!("fromName: 'Acme'"), "registration_after_password"),
        Example::new(mail!(top "colour: 'red'"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!("headers: { anything: 'a' }, metadata: { anything: 'a' }"), "registration_after_password"),
        Example::new(mail!("async: true"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(endpoint) = facts.request().map(|request| request.endpoint) else { return Vec::new() };
    let mut found = Vec::new();
    each_object(facts, &mut |path, level, object| {
        for (name, _) in object.iter().filter(|(_, value)| !value.is_null()) {
            let stranger = fields::find(endpoint, level, name).is_none()
                && !misplaced_field::is_elsewhere(endpoint, level, name)
                && !misplaced_field::names_a_template(endpoint, level, name);
            if stranger {
                found.push(tell(facts, path, endpoint, level, name));
            }
        }
    });
    found
}

fn tell(facts: Facts, path: &[Step], endpoint: Endpoint, level: fields::Level, name: &str) -> Finding {
    let folded = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let from_table = fields::MEANT.iter().find(|(written, _)| folded(written) == folded(name)).map(|(_, meant)| *meant);
    let near = |field: &&fields::Field| strsim::damerau_levenshtein(&folded(field.name), &folded(name)) <= 2;
    let distance = |field: &&fields::Field| strsim::damerau_levenshtein(&folded(field.name), &folded(name));
    let nearest = fields::of(endpoint, level).iter().filter(near).min_by_key(distance).map(|field| field.name);
    let remedy = match (from_table, nearest) {
        (Some(meant), _) => format!("Most likely `{meant}` is meant."),
        (None, Some(meant)) => format!("Most likely `{meant}` is meant."),
        (None, None) => "Leave it out.".to_owned(),
    };
    let why = "Mandrill drops what it does not know without a word.";
    let mut finding =
        about(&CHECK, facts, &step(path, name), format!("Mandrill has no field `{name}` here."), why, remedy);
    let there = |meant: &str| given_in(facts, path, meant);
    // What the table says may be a field of this very object.
    let told = from_table.map(|meant| match level {
        fields::Level::Message => meant.strip_prefix("message.").unwrap_or(meant),
        _ => meant,
    });
    let own = told.or(nearest).filter(|meant| fields::find(endpoint, level, meant).is_some());
    if let Some(meant) = own.filter(|meant| !there(meant)) {
        finding.fix = rename(facts, path, name, meant);
    } else if told == Some("headers[\"Reply-To\"]") && !there("headers") {
        finding.fix = into_headers(facts, path, name);
    }
    finding
}

/// Edits that make a header of a field which is the address for answers.
fn into_headers(facts: Facts, path: &[Step], name: &str) -> Vec<Edit> {
    let template = &facts.draft.template;
    let place = field_place(facts, path, name);
    // What `self` is changes with the object.
    let free = |place: &FieldPlace| !place.whole.of(template).contains("self") && !facts.outline().reads_field(name);
    let Some(place) = place.filter(free) else { return Vec::new() };
    let end = Span::new(place.whole.end, place.whole.end);
    vec![Edit::template(place.name, "headers: { \"Reply-To\""), Edit::template(end, " }")]
}

/// Whether the object at `path` has a field already.
fn given_in(facts: Facts, path: &[Step], name: &str) -> bool {
    let mut there = false;
    each_object(facts, &mut |here, _, object| there |= here == path && object.contains_key(name));
    there
}
