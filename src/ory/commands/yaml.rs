//! The piece of `kratos.yml` for a Kratos of one's own.

use serde_json::Value;

use super::{Order, action};
use crate::{
    draft::{Flow, Moment, Place},
    ory::{action::inline_body, present},
};

/// `selfservice.flows…` down to the lists of hooks, as they will be.
pub fn piece(order: Order) -> String {
    let ours = serde_json::to_value(action(order, &inline_body(order.template))).unwrap_or_default();
    let list = |place: Place| {
        let hooks = order.present.map_or(&[][..], |present| present.hooks(place));
        present::after(hooks, ours.clone(), order.placement.adding, present::summary)
    };
    let mut text = String::from("selfservice:\n  flows:\n");
    let places = order.placement.in_order();
    for flow in Flow::ALL.into_iter().filter(|flow| places.iter().any(|place| place.flow == *flow)) {
        text.push_str(&format!("    {}:\n", flow.name()));
        for moment in [Moment::Before, Moment::After] {
            let mut here: Vec<Place> =
                places.iter().copied().filter(|place| (place.flow, place.moment) == (flow, moment)).collect();
            if here.is_empty() {
                continue;
            }
            text.push_str(&format!("      {}:\n", moment.name()));
            here.sort_by_key(|place| place.method.is_some());
            for place in here {
                let depth = match place.method {
                    Some(method) => {
                        text.push_str(&format!("        {}:\n", method.name()));
                        10
                    }
                    None => 8,
                };
                text.push_str(&format!("{:depth$}hooks:\n", ""));
                for hook in list(place) {
                    item(&mut text, &hook, depth + 2);
                }
            }
        }
    }
    text
}

/// An entry of a list.
fn item(text: &mut String, value: &Value, depth: usize) {
    let mut block = String::new();
    below(&mut block, value, depth + 2);
    match block.strip_prefix(&format!("{:1$}", "", depth + 2)) {
        Some(rest) => text.push_str(&format!("{:depth$}- {rest}", "")),
        None => text.push_str(&format!("{:depth$}- {}\n", "", scalar(value))),
    }
}

/// The lines of an object or a list; none for what fits on its key's line.
fn below(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            // `hook` before `config`, as people write it.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| name.as_str() != "hook");
            for (name, value) in fields {
                let mut block = String::new();
                below(&mut block, value, depth + 2);
                let line = if block.is_empty() { format!(" {}\n", scalar(value)) } else { "\n".to_owned() };
                text.push_str(&format!("{:depth$}{}:{line}{block}", "", plain(name)));
            }
        }
        Value::Array(items) => items.iter().for_each(|value| item(text, value, depth)),
        _ => {}
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        other => other.to_string(),
    }
}

/// A text bare where YAML can take it for nothing else, else as JSON writes it, which YAML reads alike.
fn plain(text: &str) -> String {
    const OTHERS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan"];
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_./:+=-".contains(c))
        && !text.ends_with(':')
        && !OTHERS.contains(&text.to_ascii_lowercase().as_str());
    if bare { text.to_owned() } else { Value::from(text).to_string() }
}
