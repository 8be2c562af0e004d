//! The words in which the shape of a context is written down.

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Any string.
    Text,
    /// A UUID in its usual form; the nil UUID stands for "not yet saved".
    Uuid,
    /// A time as Go writes it: RFC 3339.
    Time,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// Whatever the user's own schema or client put there.
    Free,
    /// An object whose keys are not Ory's.
    AnyObject,
    /// Headers: an object of lists of strings.
    Headers,
    /// Cookies: an object of strings.
    Texts,
    /// A flow, of the kind the context belongs to.
    Flow,
    /// An object of this shape.
    Object(&'static Shape),
    /// A list of whatever.
    List,
    /// A list of strings.
    TextList,
    /// A list of objects of this shape.
    ListOf(&'static Shape),
}

/// When a key stands in its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Always,
    /// Unless there is nothing: Ory leaves it out instead of `null`.
    Set,
    /// Unless it is empty: Ory leaves it out instead of `""`, `[]` or `null`.
    Filled,
}

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub of: Type,
    /// When it is there.
    pub presence: Presence,
    /// Whether its value may be `null`.
    pub null: bool,
}

/// A key that stands in every such object.
pub const fn always(name: &'static str, of: Type) -> Key {
    Key { name, of, presence: Presence::Always, null: false }
}

/// A key that is left out when there is nothing.
pub const fn set(name: &'static str, of: Type) -> Key {
    Key { name, of, presence: Presence::Set, null: false }
}

/// A key that is left out when its value would be empty.
pub const fn filled(name: &'static str, of: Type) -> Key {
    Key { name, of, presence: Presence::Filled, null: false }
}

impl Key {
    /// The same key, whose value may be `null`.
    pub const fn or_null(self) -> Self {
        Self { null: true, ..self }
    }
}

/// A key that people expect and Ory never sends.
#[derive(Debug, Clone, Copy)]
pub struct Never {
    /// Its name.
    pub name: &'static str,
    /// Why Ory does not send it.
    pub why: &'static str,
    /// What to do instead.
    pub remedy: &'static str,
}

/// An object Ory sends.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// What it is, with its article.
    pub name: &'static str,
    /// The file of Kratos that writes it.
    pub source: &'static str,
    /// Its keys, in the order of the source.
    pub keys: &'static [Key],
    /// The keys it never has.
    pub never: &'static [Never],
}

impl Type {
    /// What it is, with its article.
    pub fn words(self) -> &'static str {
        match self {
            Type::Text | Type::OneOf(_) => TEXT,
            Type::Uuid => "a UUID",
            Type::Time => "a time like 2026-01-31T09:30:00Z",
            Type::Boolean => BOOLEAN,
            Type::Number => "a number",
            Type::Free => "anything",
            Type::AnyObject | Type::Flow | Type::Object(_) => "an object",
            Type::Headers => "an object of lists of texts",
            Type::Texts => "an object of texts",
            Type::TextList => TEXT_LIST,
            Type::List | Type::ListOf(_) => LIST,
        }
    }
}

/// The words for [`Type::Text`].
pub const TEXT: &str = "a text";
/// The words for [`Type::Boolean`].
pub const BOOLEAN: &str = "true or false";
/// The words for [`Type::TextList`].
pub const TEXT_LIST: &str = "a list of texts";
/// The words for [`Type::List`].
pub const LIST: &str = "a list";
