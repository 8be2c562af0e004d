//! What is known of the keys of a context, for completion and hover.

use super::{
    flow, kind, root,
    types::{Presence, Shape, Type},
};
use crate::{draft::Flow, ory::ctx::json};

/// A key that Ory may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// What it is, with its article (`a UUID`).
    pub words: &'static str,
    /// When it is there, in a sentence.
    pub presence: &'static str,
    /// Whether it may be left out.
    pub may_lack: bool,
    /// Whether it may be `null`.
    pub null: bool,
    /// The values it may have, where they are listed.
    pub one_of: &'static [&'static str],
    /// What the object is that has it, with its article.
    pub of: &'static str,
    /// The file of Kratos that writes it.
    pub source: &'static str,
}

/// The kind of flow a context belongs to, where it tells.
pub fn flow_of(ctx: &str) -> Option<Flow> {
    kind(&json::read(ctx).ok()??)
}

/// The keys of the object at `path` of a context, in the order of Kratos' source (`identity/identity.go`,
/// `session/session.go`, `selfservice/flow/*/flow.go`, `selfservice/hook/web_hook.go`). A name is a key, `[]` any element.
/// Empty where the keys are not Ory's.
pub fn keys(flow: Option<Flow>, path: &[&str]) -> Vec<Known> {
    let Some(shape) = object(flow, path) else { return Vec::new() };
    let known = shape.keys.iter().map(|key| Known {
        name: key.name,
        words: key.of.words(),
        presence: match key.presence {
            Presence::Always => "Ory always sends it.",
            Presence::Set => "Ory leaves it out when there is nothing.",
            Presence::Filled => "Ory leaves it out when it is empty.",
        },
        may_lack: key.presence != Presence::Always,
        null: key.null,
        one_of: match key.of {
            Type::OneOf(values) => values,
            _ => &[],
        },
        of: shape.name,
        source: shape.source,
    });
    known.collect()
}

/// Why the object at `path` never has a field that people expect there, and what to do instead.
pub fn never(flow: Option<Flow>, path: &[&str], name: &str) -> Option<(&'static str, &'static str)> {
    let never = object(flow, path)?.never.iter().find(|never| never.name == name)?;
    Some((never.why, never.remedy))
}

/// The shape of the object at a path; none where its keys are not Ory's.
fn object(flow: Option<Flow>, path: &[&str]) -> Option<&'static Shape> {
    let flow_shape = flow.map_or(&flow::ANY, flow::shape);
    let mut shape: &'static Shape = root(flow);
    let mut in_list = false;
    for step in path {
        if *step == "[]" {
            if !std::mem::take(&mut in_list) {
                return None;
            }
            continue;
        }
        if in_list {
            return None;
        }
        shape = match shape.keys.iter().find(|key| key.name == *step)?.of {
            Type::Flow => flow_shape,
            Type::Object(shape) => shape,
            Type::ListOf(shape) => {
                in_list = true;
                shape
            }
            _ => return None,
        };
    }
    (!in_list).then_some(shape)
}
