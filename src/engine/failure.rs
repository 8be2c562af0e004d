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
    pub kind: Kind,
    /// Which text the innermost place is in.
    pub document: Document,
    /// The innermost place in that text, as go-jsonnet reports it; none when it reports none.
    pub span: Option<Span>,
    /// Where in the output it happened, outermost first; empty when not while printing.
    pub path: Vec<Step>,
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

/// What kind of failure; carries what a remedy needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// The template does not parse, or names something unknown.
    Static,
    /// `error …`, a failed `assert`, or anything else while running.
    Runtime,
    /// A field that is not there.
    MissingField {
        /// Its name.
        field: String,
    },
    /// An index outside an array or string.
    OutOfBounds,
    /// `max stack frames exceeded`.
    Stack,
    /// `import`, `importstr`, `importbin`: Ory's worker refuses each.
    Import,
}
