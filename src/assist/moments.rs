//! In which moments a part of the context is there.

use std::sync::LazyLock;

use serde_json::Value;

use crate::{
    draft::Flow,
    engine::Step,
    ory::{
        ctx::shape::known::flow_of,
        scenarios::{self, Scenario},
    },
};

static READ: LazyLock<Vec<(&'static Scenario, Value)>> = LazyLock::new(|| {
    let read = |scenario: &'static Scenario| Some((scenario, serde_json::from_str(scenario.ctx()).ok()?));
    scenarios::all().iter().filter_map(read).collect()
});

/// A path into the context as the list of what Ory sends names it: whatever element of a list, it is `[]`.
pub fn steps(path: &[Step]) -> Vec<&str> {
    path.iter()
        .map(|step| match step {
            Step::Field(name) => name.as_str(),
            Step::Element(_) => "[]",
        })
        .collect()
}

/// The moments that a hook with this context can meet: of the same flow, and before or after it as this one is. All of
/// them where the context does not say which flow it is of.
pub struct Moments {
    met: Vec<(&'static Scenario, &'static Value)>,
}

/// Who has a part of the context and who lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// How many have it.
    pub present: usize,
    /// The titles of those that lack it, although they have what it would be in.
    pub lack: Vec<&'static str>,
}

impl Moments {
    /// Those that are like `ctx`.
    pub fn like(ctx: &str) -> Self {
        let value: Value = serde_json::from_str(ctx).unwrap_or_default();
        let (flow, after): (Option<Flow>, bool) = (flow_of(ctx), value.get("identity").is_some());
        let like = |scenario: &Scenario, other: &Value| {
            flow.is_none() || (flow == Some(scenario.flow) && after == other.get("identity").is_some())
        };
        let met =
            READ.iter().filter(|(scenario, other)| like(scenario, other)).map(|(scenario, other)| (*scenario, other));
        Self { met: met.collect() }
    }

    /// The fields at `path`, in no order, each once.
    pub fn fields(&self, path: &[Step]) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for (_, value) in &self.met {
            if let Some(Value::Object(fields)) = at(value, path) {
                for name in fields.keys() {
                    if !names.contains(&name.as_str()) {
                        names.push(name);
                    }
                }
            }
        }
        names
    }

    /// Who has the field `name` of the object at `path`.
    pub fn standing(&self, path: &[Step], name: &str) -> Standing {
        let mut standing = Standing::default();
        for (scenario, value) in &self.met {
            match at(value, path) {
                Some(Value::Object(fields)) if fields.contains_key(name) => standing.present += 1,
                Some(Value::Object(_)) => standing.lack.push(&scenario.title),
                _ => {}
            }
        }
        standing
    }

    /// The texts at `path`, each once: that of `now` first.
    pub fn texts(&self, path: &[Step], now: Option<&Value>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for value in now.into_iter().chain(self.met.iter().map(|(_, value)| *value)) {
            if let Some(Value::String(text)) = at(value, path)
                && !text.is_empty()
                && !found.contains(text)
            {
                found.push(text.clone());
            }
        }
        found
    }

    /// A value at `path` that some moment has.
    pub fn example(&self, path: &[Step]) -> Option<&'static Value> {
        self.met.iter().find_map(|(_, value)| at(value, path))
    }
}

impl Standing {
    /// `absent in 2 of 12: Login by code; Login by passkey`; none where nobody lacks it.
    pub fn words(&self) -> Option<String> {
        let (lack, all) = (self.lack.len(), self.lack.len() + self.present);
        if lack == 0 || self.present == 0 {
            return None;
        }
        let named = self.lack.iter().take(2).copied().collect::<Vec<_>>().join("; ");
        // Titles have commas of their own.
        let more = if lack > 2 { "; …" } else { "" };
        Some(format!("absent in {lack} of {all}: {named}{more}"))
    }
}

/// The value at a path.
pub fn at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Field(name) => value.get(name),
        Step::Element(at) => value.get(at),
    })
}
