//! A field stands at another level than its own.

use super::{about, each_object, field_place, insert, mail, message, remove, step, steps};
use crate::engine::{
    self, Step,
    syntax::{lexer::TokenKind, tokens::tokens},
};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level, applied},
    mandrill::{fields, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/misplaced-field",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A field stands at another level than its own.",
    source: "mandrill.md 1.2, 6.1",
    fires: &[
        Example::new(mail!("async: true"), "registration_after_password"),
        Example::new(mail!(top "subject: 'a'"), "registration_after_password"),
        Example::new(mail!("to: [{ email: 'ada@acme-mail.com', subject: 'a' }]"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(mail!(top "async: true"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(endpoint) = facts.request().map(|request| request.endpoint) else { return Vec::new() };
    let mut found = Vec::new();
    each_object(facts, &mut |path, level, object| {
        for (name, _) in object.iter().filter(|(name, value)| !value.is_null() && is_elsewhere(endpoint, level, name)) {
            found.push(tell(facts, path, endpoint, level, name));
        }
    });
    // A name that the value needs may not be known where it goes; what is too long to be read again has no fix.
    let template = &facts.draft.template;
    let reads = |edits: &[Edit]| engine::fault(&applied(template, edits)).is_none();
    for (at, finding) in found.iter_mut().filter(|finding| !finding.fix.is_empty()).enumerate() {
        if at * template.len() > MOST || !reads(&finding.fix) {
            finding.fix.clear();
        }
    }
    found
}

/// So many bytes are read again at most: a keystroke waits.
const MOST: usize = 200_000;

/// Whether a name that the level has not is a field of the body or of its message. A raw message has one level.
pub fn is_elsewhere(endpoint: Endpoint, level: fields::Level, name: &str) -> bool {
    let is = |level| fields::find(endpoint, level, name).is_some();
    endpoint.has_message()
        && !is(level)
        && !names_a_template(endpoint, level, name)
        && match level {
            fields::Level::Top => is(fields::Level::Message),
            fields::Level::Message => is(fields::Level::Top),
            _ => is(fields::Level::Top) || is(fields::Level::Message),
        }
}

/// Whether it is for [`super::template_at_send`] to tell.
pub fn names_a_template(endpoint: Endpoint, level: fields::Level, name: &str) -> bool {
    endpoint == Endpoint::Send
        && matches!(level, fields::Level::Top | fields::Level::Message)
        && super::template_at_send::FIELDS.contains(&name)
}

fn tell(facts: Facts, path: &[Step], endpoint: Endpoint, level: fields::Level, name: &str) -> Finding {
    let home_is_top = fields::find(endpoint, fields::Level::Top, name).is_some() && level != fields::Level::Top;
    let home = if home_is_top { "beside `message`" } else { "in `message`" };
    let why = "Mandrill looks for it there alone, and drops it here without a word.";
    let remedy = format!("Put it {home}.");
    let mut finding = about(&CHECK, facts, &step(path, name), format!("`{name}` belongs {home}."), why, remedy);
    let to: &[Step] = if home_is_top { &[] } else { &steps!["message"] };
    let taken = match home_is_top {
        true => facts.request().and_then(|request| request.top()).is_some_and(|top| top.contains_key(name)),
        false => message(facts).is_none_or(|message| message.contains_key(name)),
    };
    if let (false, Some(place)) = (taken, field_place(facts, path, name)) {
        let put = insert(facts, to, place.whole.of(&facts.draft.template));
        let taken_out = remove(facts, path, name);
        // What `self` and `super` are changes with the object.
        let bound = tokens(place.whole.of(&facts.draft.template))
            .iter()
            .any(|token| matches!(token.kind, TokenKind::SelfWord | TokenKind::Super));
        if !put.is_empty() && !taken_out.is_empty() && !bound {
            finding.fix = [taken_out, put].concat();
        }
    }
    finding
}
