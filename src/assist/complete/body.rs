//! Mandrill's fields and values, by the place in the body.

use super::{Candidate, Here};
use crate::{
    assist::{
        place,
        syntax::{Expr, Member, Object, What},
    },
    mandrill::{
        fields::{self, Field, FieldType, Level, Needs},
        key::PLACEHOLDER,
        request::Endpoint,
    },
};

/// The fields that an object of the body can have, those it has left out.
pub fn keys<'t>(here: &Here<'t>, object: &'t Object) -> Vec<Candidate> {
    let Some(level) = place::of_object(here.text, object).as_deref().and_then(place::level) else { return Vec::new() };
    let is_typed = |member: &Member| {
        match member {
            Member::Field(field) => {
                let span = field.name_span();
                field.word(here.text.source).filter(|_| !(span.start <= here.offset && here.offset <= span.end))
            }
            _ => None,
        }
        .map(str::to_owned)
    };
    let there: Vec<String> = object.members.iter().filter_map(is_typed).collect();
    let mut found: Vec<&Field> = Vec::new();
    let endpoints: &[Endpoint] = if there.iter().any(|name| name == "template_name") {
        &[Endpoint::SendTemplate]
    } else {
        &[Endpoint::Send, Endpoint::SendTemplate]
    };
    for endpoint in endpoints {
        for field in fields::of(*endpoint, level) {
            if !there.iter().any(|name| name == field.name) && found.iter().all(|known| known.name != field.name) {
                found.push(field);
            }
        }
    }
    // What is needed first, else in Mandrill's own order.
    found.sort_by_key(|field| (field.needs == Needs::Optional, level == Level::Top && is_template(field)));
    let candidate = |field: &Field| Candidate::new(field.name, detail(field), here.from).inserting(insert(here, field));
    found.into_iter().map(candidate).collect()
}

fn is_template(field: &Field) -> bool {
    field.name.starts_with("template_")
}

/// The name with its colon, unless one follows already.
fn insert(here: &Here<'_>, field: &Field) -> String {
    let rest =
        here.text.source[here.offset..].trim_start_matches(crate::assist::tokens::is_word).trim_start_matches(' ');
    if rest.starts_with(':') { field.name.to_owned() } else { format!("{}: ", field.name) }
}

/// What a field is, in a line.
pub fn detail(field: &Field) -> String {
    let needs = match field.needs {
        Needs::Required => ", required",
        Needs::InEffect => ", needed in effect",
        Needs::Optional => "",
    };
    let limits = if field.limits.is_empty() { String::new() } else { format!(" · {}", field.limits) };
    format!("{}{needs} · {}{limits}", field.kind.words(), field.what)
}

/// The field whose value the caret stands at the beginning of.
pub fn field_of_value<'t>(here: &Here<'t>) -> Option<&'static Field> {
    let colons = here.before.last()?.span;
    let mut open: Vec<&'t Expr> = vec![here.text.root];
    while let Some(expr) = open.pop() {
        if let What::Object(object) = &expr.what {
            for member in &object.members {
                let Member::Field(field) = member else { continue };
                if field.colons == Some(colons) {
                    let level = place::of_object(here.text, object).as_deref().and_then(place::level)?;
                    return place::field_at(level, field.word(here.text.source)?);
                }
            }
        }
        expr.each_child(&mut |child| open.push(child));
    }
    None
}

/// The texts that the field at the caret may have, where they are listed, and what each is.
pub fn listed(here: &Here<'_>) -> Vec<(&'static str, &'static str)> {
    match field_of_value(here) {
        Some(field) if field.name == "key" => vec![(PLACEHOLDER, "the key is put in when something leaves the page")],
        Some(field) => field.one_of.iter().map(|value| (*value, field.what)).collect(),
        None => Vec::new(),
    }
}

/// The values that the field at the caret may have, where they are listed.
pub fn values(here: &Here<'_>) -> Vec<Candidate> {
    let Some(field) = field_of_value(here) else { return Vec::new() };
    let listed = listed(here).into_iter().map(|(value, what)| Candidate::new(format!("'{value}'"), what, here.from));
    let truth = ["true", "false"].into_iter().filter(|_| field.kind == FieldType::Truth);
    listed.chain(truth.map(|value| Candidate::new(value, field.what, here.from))).collect()
}

/// Names of merge variables that the template gives, in the order of the text.
pub fn merge_names(here: &Here<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut open = vec![here.text.root];
    while let Some(expr) = open.pop() {
        if let What::Object(object) = &expr.what {
            let level = place::of_object(here.text, object).as_deref().and_then(place::level);
            if matches!(level, Some(Level::GlobalVar | Level::Var)) {
                for member in &object.members {
                    let Member::Field(field) = member else { continue };
                    if field.word(here.text.source) == Some("name") && matches!(field.value.what, What::Text) {
                        let name = crate::assist::names::literal(field.value.span.of(here.text.source)).to_owned();
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                }
            }
        }
        expr.each_child(&mut |child| open.push(child));
    }
    names
}
