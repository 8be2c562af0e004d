//! Why an evaluation failed: go-jsonnet's words and the place.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Document, Span};

/// A failed evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// go-jsonnet's own words without place and trace: `RUNTIME ERROR: Field does not exist: phone`,
    /// or for a static error `Unknown variable: ctx`.
    pub words: String,
    /// What kind of failure, with the data a remedy needs.
    pub kind: FailureKind,
    /// Which text the innermost place is in.
    pub document: Document,
    /// The innermost place in that text, as go-jsonnet reports it; none when it reports none.
    pub span: Option<Span>,
    /// Where in the output it happened, outermost first; empty when not while printing.
    pub path: Vec<Step>,
    /// Every place of go-jsonnet's trace that is in a text, innermost first.
    pub trace: Vec<(Document, Span)>,
}

impl Failure {
    /// The innermost place in the template, which is what Ory's log points to even when the cause is in the context.
    pub fn in_template(&self) -> Option<Span> {
        self.trace.iter().find(|(document, _)| *document == Document::Template).map(|(_, span)| *span)
    }
}

/// One step into the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A field of an object.
    Field(String),
    /// An element of an array, from 0.
    Element(usize),
}

impl From<&str> for Step {
    fn from(name: &str) -> Self {
        Self::Field(name.to_owned())
    }
}

impl From<usize> for Step {
    fn from(at: usize) -> Self {
        Self::Element(at)
    }
}

/// What kind of failure; carries what a remedy needs. Spans are of the text the failure is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FailureKind {
    /// The text does not parse.
    Syntax(Fault),
    /// A name that nothing defines.
    UnknownVariable {
        /// The name.
        name: String,
        /// The names that are in scope there, innermost first.
        known: Vec<String>,
    },
    /// Anything while running that has no kind of its own.
    Runtime,
    /// The deadline passed ([`crate::engine::until`]). Not Ory's words.
    OutOfTime,
    /// `error …` or a failed `assert`, of the text's own.
    Error,
    /// `std.format` or `%` with more values than places, or with fewer.
    Format {
        /// Whether there are more.
        more: bool,
    },
    /// A field that is not there. The failure's span is the whole `target.field`.
    MissingField {
        /// Its name.
        field: String,
        /// The expression whose field was asked for; none for `super`.
        target: Option<Span>,
        /// The fields that the object has, hidden ones too, sorted.
        available: Vec<String>,
    },
    /// An index outside an array or string. The failure's span is the whole `target[index]`.
    OutOfBounds {
        /// The index asked for.
        index: i64,
        /// How many elements or characters there are.
        length: usize,
        /// The array or string.
        target: Option<Span>,
        /// The expression of the index.
        index_span: Option<Span>,
    },
    /// `target.field` or `target[index]` on something that has neither fields nor elements.
    NotIndexable {
        /// The type it has: `null`, `boolean`, `number` or `function`.
        got: String,
        /// The expression that is not indexable.
        target: Option<Span>,
    },
    /// A value of the wrong type.
    WrongType {
        /// The type it has.
        got: String,
        /// The type that was expected, where one alone was.
        expected: Option<String>,
    },
    /// Arguments that do not fit a function's parameters.
    Call,
    /// A function without a parameter of the name that its caller gives.
    NoParameter {
        /// The name.
        name: String,
    },
    /// A function called without one of its arguments.
    MissingArgument {
        /// Its name.
        name: String,
    },
    /// A field name that came out twice.
    DuplicateField {
        /// The name.
        field: String,
    },
    /// Division by zero.
    DivisionByZero,
    /// `max stack frames exceeded`.
    Stack,
    /// go-jsonnet itself falls over.
    Crash,
    /// A function where the body needs a value.
    FunctionInOutput,
    /// `std.extVar`: Ory passes none.
    ExternalVariable {
        /// The name asked for.
        name: String,
    },
    /// `import`, `importstr`, `importbin`: Ory's worker refuses each.
    Import {
        /// The path.
        path: String,
        /// Whether it asked for the text of a file.
        text: bool,
    },
}

/// What is wrong with a text that does not parse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// A string has no end. The failure stands where it begins.
    Endless,
    /// A character that no token begins with. The failure stands at it.
    Character(char),
    /// Two fields, elements, arguments or parameters with no comma between. The failure's span is the token that stands
    /// where the comma is wanted.
    Comma,
    /// A `local` with no semicolon behind it. The failure's span is the token that stands in its place.
    Semicolon,
    /// An operator that Jsonnet does not have.
    Operator(String),
    /// Anything else.
    Other,
}
