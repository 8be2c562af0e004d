//! What was read from JSON, YAML or HCL, in one shape: nodes in a row, so that an alias of YAML is a second way to the same
//! node and costs nothing.

/// A node's place in its [`Tree`].
pub(super) type Id = usize;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `null`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, or an expression of HCL, as written.
    Plain(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Id>),
    /// Names with values, as written: a name may come twice.
    Map(Vec<(String, Id)>),
}

/// A value and its line.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub value: Value,
    /// 1-based.
    pub line: usize,
    /// Whether anything below it is worth a visit.
    pub worth: bool,
}

/// All nodes of a text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

static NOTHING: Node = Node { value: Value::Null, line: 0, worth: false };

impl Tree {
    /// Adds a node; what it holds has been added before.
    pub fn add(&mut self, value: Value, line: usize) -> Id {
        let worth = match &value {
            Value::Null | Value::Bool(_) | Value::Plain(_) => false,
            Value::Text(text) => worth_reading(text),
            Value::List(items) => items.iter().any(|item| self.node(*item).worth),
            Value::Map(entries) => entries.iter().any(|(name, value)| {
                self.node(*value).worth || matches!(name.as_str(), "hook" | "url") || is_template_file(name)
            }),
        };
        self.nodes.push(Node { value, line, worth });
        self.nodes.len() - 1
    }

    /// The node; nothing for an id of another tree.
    pub fn node(&self, id: Id) -> &Node {
        self.nodes.get(id).unwrap_or(&NOTHING)
    }

    /// The entry of that name in a map: its last one, then what is merged into it by `<<`, a few maps at most.
    pub fn get(&self, map: Id, name: &str) -> Option<Id> {
        self.entry(map, name, &mut 32)
    }

    fn entry(&self, map: Id, name: &str, steps: &mut usize) -> Option<Id> {
        let Value::Map(entries) = &self.node(map).value else { return None };
        if let Some((_, id)) = entries.iter().rev().find(|(key, _)| key == name) {
            return Some(*id);
        }
        *steps = steps.checked_sub(1)?;
        let merged = entries.iter().filter(|(key, _)| key == "<<").map(|(_, id)| *id);
        merged.into_iter().find_map(|id| match &self.node(id).value {
            Value::List(items) => items.iter().take(16).find_map(|item| self.entry(*item, name, steps)),
            _ => self.entry(id, name, steps),
        })
    }

    /// The text of that name in a map; a number or an expression counts as its text.
    pub fn text(&self, map: Id, name: &str) -> Option<&str> {
        match &self.node(self.get(map, name)?).value {
            Value::Text(text) | Value::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value of that name in a map.
    pub fn truth(&self, map: Id, name: &str) -> Option<bool> {
        match &self.node(self.get(map, name)?).value {
            Value::Bool(value) => Some(*value),
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Whether a text inside a document may itself hold a hook.
pub(super) fn worth_reading(text: &str) -> bool {
    text.contains("web_hook") || text.contains("web-hook")
}

/// Whether a name is that of a template's file.
pub(super) fn is_template_file(name: &str) -> bool {
    name.ends_with(".jsonnet") || name.ends_with(".libsonnet")
}

/// Something that could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// 1-based.
    pub line: usize,
    /// 1-based, in characters.
    pub column: usize,
    /// What is wrong, as the end of a sentence.
    pub what: String,
}

impl Fault {
    /// The fault as a sentence that names its place.
    pub fn sentence(&self) -> String {
        format!("Line {}, column {}: {}.", self.line, self.column, self.what)
    }
}

impl Tree {
    /// A node as JSON, aliases written out and `<<` merged in; none when that is more than `budget` values, as in a bomb of
    /// aliases.
    pub fn json(&self, id: Id, budget: &mut usize) -> Option<serde_json::Value> {
        *budget = budget.checked_sub(1)?;
        Some(match &self.node(id).value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Plain(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(|item| self.json(*item, budget)).collect::<Option<Vec<_>>>()?.into(),
            Value::Map(entries) => {
                let mut map = serde_json::Map::new();
                for (name, value) in entries.iter().filter(|(name, _)| name != "<<") {
                    map.insert(name.clone(), self.json(*value, budget)?);
                }
                for (_, value) in entries.iter().filter(|(name, _)| name == "<<") {
                    let merged = match self.json(*value, budget)? {
                        serde_json::Value::Array(items) => items,
                        one => vec![one],
                    };
                    for fields in merged.into_iter().filter_map(|one| one.as_object().cloned()) {
                        for (name, value) in fields {
                            map.entry(name).or_insert(value);
                        }
                    }
                }
                map.into()
            }
        })
    }
}
