//! Jsonnet's syntax as go-jsonnet 0.21.0 reads it: the same first error at the same place, and a tree whose nodes
//! carry the ranges that go-jsonnet's error messages show.

pub mod lexer;
pub mod parser;
pub mod resolve;
pub mod tokens;
pub mod tree;
pub mod write;

use crate::{
    diagnostic::{Place, Span},
    engine::failure::{FailureKind, Fault},
};

/// What is wrong with a text before it runs, in go-jsonnet's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticError {
    /// go-jsonnet's words, without the place.
    pub words: String,
    /// Where.
    pub span: Span,
    /// What is wrong, as data.
    pub kind: FailureKind,
}

impl StaticError {
    fn new(words: impl Into<String>, span: Span) -> Self {
        Self { words: words.into(), span, kind: FailureKind::Syntax(Fault::Other) }
    }

    fn of(self, fault: Fault) -> Self {
        Self { kind: FailureKind::Syntax(fault), ..self }
    }
}

/// Reads `text` into a tree ready to run. `name` is what go-jsonnet would call the text in the rare message that
/// repeats its own place.
pub fn read(text: &str, name: &str) -> Result<tree::Tree, StaticError> {
    let tokens = lexer::lex(text)?;
    let parsed = parser::parse(text, name, tokens)?;
    resolve::resolve(parsed)
}

/// A range as go-jsonnet prints it: `name:1:5-17`, `name:1:5` for a point, `name:(1:2)-(3:4)` over several lines.
pub fn shown_place(text: &str, name: &str, span: Span) -> String {
    let (start, end) = (Place::of(text, span.start), Place::of(text, span.end));
    if start.line != end.line {
        return format!("{name}:({}:{})-({}:{})", start.line, start.column, end.line, end.column);
    }
    if start.column == end.column {
        return format!("{name}:{}:{}", start.line, start.column);
    }
    format!("{name}:{}:{}-{}", start.line, start.column, end.column)
}
