//! The shape Ory gives a context: its keys, their types, the values of its enumerations, and what it leaves out when there
//! is nothing (Kratos `web_hook.go`, `identity.go`, `session.go`, `flow.go`; held against the recordings).

mod context;
mod flow;
mod identity;
pub mod known;
mod session;
mod types;

use jsonc_parser::ast::{Object, Value};

use self::types::{Key, Presence, Shape, Type};
use super::json::{self, NotJson};
use crate::{
    diagnostic::{Document, Edit, Span},
    draft::Flow,
};

/// What a context has that Ory's does not, or lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A key Ory never sends.
    NeverSent {
        /// The key with its place (`identity.credentials`).
        key: String,
        /// Why, in a sentence.
        why: String,
        /// What to do instead, in a sentence.
        remedy: String,
    },
    /// A key Ory leaves out, instead of sending it with nothing in it.
    LeftOut {
        /// The key with its place.
        key: String,
    },
    /// A value of another type.
    WrongType {
        /// Its place (`identity.state`).
        path: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A text that is none of the values there are.
    UnknownValue {
        /// Its place.
        path: String,
        /// The values there are.
        known: &'static [&'static str],
    },
    /// Keys that Ory always sends.
    Missing {
        /// The object they are missing from; empty for the context itself.
        path: String,
        /// What that object is, with its article.
        of: &'static str,
        /// Their names.
        keys: Vec<&'static str>,
    },
}

/// An oddity and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// Where: the value, the key with its value, or the brace of what lacks something.
    pub span: Span,
    /// What.
    pub oddity: Oddity,
    /// Edits that mend it, where that is certain.
    pub fix: Vec<Edit>,
}

/// Every oddity of a context, in the order of the text.
pub fn oddities(text: &str) -> Result<Vec<Odd>, NotJson> {
    let Some(value) = json::read(text)? else { return Ok(Vec::new()) };
    let kind = kind(&value);
    let mut walk = Walk { text, flow: kind.map_or(&flow::ANY, flow::shape), found: Vec::new() };
    match &value {
        Value::Object(ctx) => {
            walk.object("", root(kind), ctx);
            let has = |key| ctx.get(key).is_some_and(|property| property.value.as_null_keyword().is_none());
            if kind == Some(Flow::Login) && has("identity") != has("session") {
                let lacks = if has("identity") { "session" } else { "identity" };
                walk.missing("", "the context after a login", ctx, vec![lacks]);
            }
        }
        other => walk.wrong("ctx", "an object", other),
    }
    walk.move_payload(&value);
    walk.found.sort_by_key(|odd| odd.span.start);
    Ok(walk.found)
}

/// The kind of flow a context belongs to. Two kinds have keys of their own; the others are told by their addresses, the
/// submit's before the flow's, since a verification keeps the address of the registration that began it.
fn kind(ctx: &Value) -> Option<Flow> {
    let has = |path: &[&str]| json::at(ctx, path).is_some();
    if has(&["flow", "identity"]) {
        return Some(Flow::Settings);
    }
    if has(&["flow", "requested_aal"]) || has(&["flow", "refresh"]) {
        return Some(Flow::Login);
    }
    let addresses: [&[&str]; 3] = [&["request_url"], &["flow", "ui", "action"], &["flow", "request_url"]];
    addresses.iter().find_map(|path| {
        let address = json::at(ctx, path).and_then(json::text)?;
        Flow::ALL.into_iter().find(|flow| address.contains(&format!("/self-service/{}", flow.name())))
    })
}

/// The context itself; which parts it has depends on the flow (Kratos `web_hook.go`, one function a hook).
fn root(kind: Option<Flow>) -> &'static Shape {
    match kind {
        Some(Flow::Settings) => &context::SETTINGS_CONTEXT,
        Some(Flow::Registration | Flow::Verification | Flow::Recovery) => &context::CONTEXT_WITHOUT_SESSION,
        Some(Flow::Login) | None => &context::CONTEXT,
    }
}

struct Walk<'t> {
    text: &'t str,
    flow: &'static Shape,
    found: Vec<Odd>,
}

impl Walk<'_> {
    fn object(&mut self, path: &str, shape: &'static Shape, object: &Object) {
        let mut meant = Vec::new();
        for (at, property) in object.properties.iter().enumerate() {
            let name = json::name(property);
            let here = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            match shape.keys.iter().find(|key| key.name == name) {
                Some(key) => self.value_of(key, &here, object, at),
                None => meant.extend(self.never(&here, shape, object, at)),
            }
        }
        let missing = |key: &&Key| {
            key.presence == Presence::Always && object.get(key.name).is_none() && !meant.contains(&key.name)
        };
        let keys: Vec<_> = shape.keys.iter().filter(missing).map(|key| key.name).collect();
        self.missing(path, shape.name, object, keys);
    }

    fn missing(&mut self, path: &str, of: &'static str, object: &Object, keys: Vec<&'static str>) {
        if !keys.is_empty() {
            let span = Span::new(object.range.start, object.range.start + 1);
            self.found.push(Odd { span, oddity: Oddity::Missing { path: path.to_owned(), of, keys }, fix: Vec::new() });
        }
    }

    /// Tells of a key that does not belong here, and returns the one it was meant to be.
    fn never(&mut self, path: &str, shape: &'static Shape, object: &Object, at: usize) -> Option<&'static str> {
        let property = &object.properties[at];
        let name = json::name(property);
        let never = shape.never.iter().find(|never| never.name == name);
        let unused = |key: &&Key| never.is_none() && object.get(key.name).is_none();
        let near = shape.keys.iter().filter(unused).find(|key| is_near(name, key.name));
        let (why, remedy, fix) = if let Some(never) = never {
            (never.why.to_owned(), never.remedy.to_owned(), json::removal(object, at))
        } else if let Some(key) = near {
            let span = json::name_span(property);
            let fix = Edit { document: Document::Ctx, span, text: json::quoted(key.name) };
            (format!("Ory writes it `{}`.", key.name), format!("Write `{}`.", key.name), fix)
        } else {
            let others = if std::ptr::eq(shape, self.flow) { flow::kinds_with(name) } else { Vec::new() };
            let names: Vec<_> = others.iter().map(|kind| kind.name()).collect();
            let why = match names.is_empty() {
                true => format!("What Ory sends as {} has no such key.", shape.name),
                false => format!("Only these flows have it: {}.", names.join(", ")),
            };
            (why, TAKE_OUT.to_owned(), json::removal(object, at))
        };
        let span = Span::new(property.range.start, property.range.end);
        self.found.push(Odd { span, oddity: Oddity::NeverSent { key: path.to_owned(), why, remedy }, fix: vec![fix] });
        near.map(|key| key.name)
    }

    /// Where a transient payload stands beside the flow, the remedy is to move it there.
    fn move_payload(&mut self, ctx: &Value) {
        let (Some(Value::Object(flow)), Some(payload)) =
            (json::at(ctx, &["flow"]), json::at(ctx, &["transient_payload"]))
        else {
            return;
        };
        let beside =
            |odd: &&mut Odd| matches!(&odd.oddity, Oddity::NeverSent { key, .. } if key == "transient_payload");
        if let Some(odd) = self.found.iter_mut().find(beside)
            && flow.get("transient_payload").is_none()
        {
            let payload = json::span(payload).of(self.text);
            odd.fix.push(json::insertion(self.text, flow, flow.properties.len(), "transient_payload", payload));
        }
    }

    fn value_of(&mut self, key: &Key, path: &str, object: &Object, at: usize) {
        let value = &object.properties[at].value;
        let null = matches!(value, Value::NullKeyword(_));
        let nothing = match key.presence {
            Presence::Always => false,
            Presence::Set => null,
            Presence::Filled => null || json::is_empty(value),
        };
        if null && key.null {
            return;
        }
        if nothing {
            let property = &object.properties[at];
            self.found.push(Odd {
                span: Span::new(property.range.start, property.range.end),
                oddity: Oddity::LeftOut { key: path.to_owned() },
                fix: vec![json::removal(object, at)],
            });
            return;
        }
        self.typed(key.of, path, value);
    }

    fn typed(&mut self, of: Type, path: &str, value: &Value) {
        match (of, value) {
            (Type::Free, _)
            | (Type::Text, Value::StringLit(_))
            | (Type::Boolean, Value::BooleanLit(_))
            | (Type::Number, Value::NumberLit(_))
            | (Type::AnyObject, Value::Object(_))
            | (Type::List, Value::Array(_)) => {}
            (Type::Uuid, Value::StringLit(text)) if is_uuid(&text.value) => {}
            (Type::Time, Value::StringLit(text)) if is_time(&text.value) => {}
            (Type::OneOf(known), Value::StringLit(text)) => {
                if !known.contains(&&*text.value) {
                    let near = known.iter().find(|known| is_near(&text.value, known));
                    let span = json::span(value);
                    let fix = near.map(|near| Edit { document: Document::Ctx, span, text: json::quoted(near) });
                    let oddity = Oddity::UnknownValue { path: path.to_owned(), known };
                    self.found.push(Odd { span, oddity, fix: fix.into_iter().collect() });
                }
            }
            (Type::Flow, Value::Object(flow)) => self.object(path, self.flow, flow),
            (Type::Object(shape), Value::Object(object)) => self.object(path, shape, object),
            (Type::ListOf(shape), Value::Array(list)) => {
                for (at, element) in list.elements.iter().enumerate() {
                    self.typed(Type::Object(shape), &format!("{path}[{at}]"), element);
                }
            }
            (Type::TextList, Value::Array(list)) => {
                for (at, element) in list.elements.iter().enumerate() {
                    self.typed(Type::Text, &format!("{path}[{at}]"), element);
                }
            }
            (Type::Headers, Value::Object(headers)) => self.headers(path, headers),
            (Type::Texts, Value::Object(texts)) => {
                for property in &texts.properties {
                    self.typed(Type::Text, &format!("{path}.{}", json::name(property)), &property.value);
                }
            }
            (of, _) => self.wrong(path, of.words(), value),
        }
    }

    fn headers(&mut self, path: &str, headers: &Object) {
        for (at, property) in headers.properties.iter().enumerate() {
            let name = json::name(property);
            let here = format!("{path}[\"{name}\"]");
            let canonical = canonical(name);
            let span = json::name_span(property);
            if name != canonical {
                self.found.push(Odd {
                    span,
                    oddity: Oddity::NeverSent {
                        key: here.clone(),
                        why: format!("Go writes the names of headers with capitals: `{canonical}`."),
                        remedy: format!("Write `{canonical}`."),
                    },
                    fix: vec![Edit { document: Document::Ctx, span, text: json::quoted(&canonical) }],
                });
            } else if !context::HEADERS.contains(&name) {
                self.found.push(Odd {
                    span: Span::new(property.range.start, property.range.end),
                    oddity: Oddity::NeverSent {
                        key: here.clone(),
                        why: "Ory hands on only the headers of `clients.web_hook.header_allowlist`, and by default this is not \
                              among them."
                            .to_owned(),
                        remedy: "Take it out, unless your configuration allows it.".to_owned(),
                    },
                    fix: vec![json::removal(headers, at)],
                });
            }
            self.typed(Type::TextList, &here, &property.value);
        }
    }

    fn wrong(&mut self, path: &str, expected: &'static str, value: &Value) {
        let span = json::span(value);
        let there = span.of(self.text);
        // The same thing in the type Ory gives it, where there is one.
        let right = match (expected, value) {
            (types::BOOLEAN, Value::StringLit(text)) if matches!(&*text.value, "true" | "false") => {
                Some(text.value.to_string())
            }
            (types::TEXT, Value::NumberLit(_) | Value::BooleanLit(_)) => Some(json::quoted(there)),
            (types::TEXT_LIST, Value::StringLit(_)) | (types::LIST, Value::Object(_)) => Some(format!("[{there}]")),
            _ => None,
        };
        let fix = right.map(|text| Edit { document: Document::Ctx, span, text }).into_iter().collect();
        self.found.push(Odd { span, oddity: Oddity::WrongType { path: path.to_owned(), expected }, fix });
    }
}

const TAKE_OUT: &str = "Take it out: a template that relies on it fails in Ory.";

/// Whether one is the other with a slip or two.
fn is_near(written: &str, meant: &str) -> bool {
    let slips = strsim::osa_distance(&written.to_lowercase(), meant);
    slips <= 2 && slips * 3 < meant.chars().count().max(1) + 1
}

/// A header's name as Go's `textproto.CanonicalMIMEHeaderKey` writes it.
fn canonical(name: &str) -> String {
    let parts = name.split('-').map(|part| {
        let lower = part.to_ascii_lowercase();
        lower.get(..1).map_or(String::new(), str::to_ascii_uppercase) + lower.get(1..).unwrap_or_default()
    });
    parts.collect::<Vec<_>>().join("-")
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a text has the form of RFC 3339, to the second and a zone; the calendar is not asked.
fn is_time(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mark = |at: usize, byte: u8| text.as_bytes().get(at) == Some(&byte);
    [0..4, 5..7, 8..10, 11..13, 14..16, 17..19].into_iter().all(digits)
        && mark(4, b'-')
        && mark(7, b'-')
        && mark(10, b'T')
        && mark(13, b':')
        && mark(16, b':')
        && (text.ends_with('Z') || text.get(19..).is_some_and(|zone| zone.contains(['+', '-'])))
}
