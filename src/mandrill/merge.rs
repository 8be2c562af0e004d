//! Mandrill's merge languages: what becomes of the tags in subject, from_name, html and text.
//!
//! No public source says all of what Mandrill does. What the sources leave open is merged in the likeliest way and told
//! as a [`Note`], so that nobody takes a guess for a fact (source: facts on Mandrill 6, 10).

pub mod date;
pub mod handlebars;
pub mod mailchimp;
pub mod value;
pub mod words;

pub use value::Value;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;

/// `merge_language`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// `*|NAME|*`, what a message without `merge_language` has.
    Mailchimp,
    /// `{{name}}`.
    Handlebars,
}

impl Language {
    /// The language of a `merge_language`; none for one that Mandrill does not list.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "mailchimp" => Some(Self::Mailchimp),
            "handlebars" => Some(Self::Handlebars),
            _ => None,
        }
    }
}

/// What kind of text a tag stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `html`.
    Html,
    /// `subject`, `from_name`, `text`.
    Plain,
}

/// What the tags of one recipient's mail stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Variables {
    root: Value,
    /// Seconds since 1970-01-01 UTC, for the tags that print the date.
    pub now: i64,
}

impl Variables {
    /// Only what Mandrill itself gives: the recipient's address, under `email`.
    pub fn of(email: &str, now: i64) -> Self {
        let mut variables = Self { root: Value::Object(Vec::new()), now };
        variables.set("email", Value::Text(email.to_owned()));
        variables
    }

    /// Sets a variable, in place of one of that name; the case of names does not matter.
    pub fn set(&mut self, name: &str, content: Value) {
        let Value::Object(fields) = &mut self.root else { return };
        match fields.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some(field) => *field = (name.to_owned(), content),
            None => fields.push((name.to_owned(), content)),
        }
    }

    /// A variable by its name, the case aside.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.root.fields().iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, content)| content)
    }

    /// All of them, as one object.
    pub fn root(&self) -> &Value {
        &self.root
    }
}

/// A text with its tags merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// What one should know about it, in reading order, each once.
    pub notes: Vec<Note>,
}

/// Something about a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The tag, in the text as written.
    pub span: Span,
    /// Of what kind it is.
    pub kind: NoteKind,
    /// What there is to know, as a sentence.
    pub words: String,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A tag prints nothing.
    Empty,
    /// No source says what Mandrill does here.
    Unsettled,
}

/// A tag that cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The tag, in the text as written.
    pub span: Span,
    /// Why not, as a sentence.
    pub what: String,
}

impl Fault {
    fn new(span: Span, what: impl Into<String>) -> Self {
        Self { span, what: what.into() }
    }
}

/// Merges one text.
///
/// # Errors
///
/// The first tag that cannot be merged.
pub fn merge(language: Language, text: &str, field: Field, variables: &Variables) -> Result<Merged, Fault> {
    match language {
        Language::Mailchimp => mailchimp::merge(text, field, variables),
        Language::Handlebars => handlebars::merge(text, field, variables),
    }
}

/// Longer than any mail Mandrill takes (10 MB of JSON): loops in loops end here.
const LONGEST: usize = 10 * 1024 * 1024;

/// Collects notes, each words once.
#[derive(Debug, Default)]
struct Notes(Vec<Note>);

impl Notes {
    fn add(&mut self, span: Span, kind: NoteKind, words: impl Into<String>) {
        let words = words.into();
        if !self.0.iter().any(|note| note.words == words) {
            self.0.push(Note { span, kind, words });
        }
    }

    fn unsettled(&mut self, span: Span, words: impl Into<String>) {
        self.add(span, NoteKind::Unsettled, words);
    }

    fn into_merged(mut self, text: String) -> Merged {
        self.0.sort_by_key(|note| note.span.start);
        Merged { text, notes: self.0 }
    }
}
