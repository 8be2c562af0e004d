//! Mandrill's Handlebars (source: facts on Mandrill 6.4): standard Handlebars as Handlebars.js 4.7.8 has it, and what
//! Mandrill adds: comparisons in back-ticks, `elseif`, helpers of its own that shadow fields of their names.
//!
//! It is read by our own reader, not by the `handlebars` crate: the crate adds 66 kB (brotli) to the worker, knows no
//! back-ticks and prints lists, objects and numbers otherwise.

mod compare;
mod read;
mod run;
mod strip;

use super::{Fault, Field, Merged, Notes, Variables};

/// The names of Mandrill's own helpers.
pub const HELPERS: &[&str] = &["upper", "lower", "title", "url", "date", "striptags", "unsub"];

/// Merges one text.
///
/// # Errors
///
/// The first tag that cannot be merged: one that is not closed, closed by another name, or asks for a helper that
/// Mandrill does not have.
pub fn merge(text: &str, field: Field, variables: &Variables) -> Result<Merged, Fault> {
    let mut notes = Notes::default();
    let mut program = read::program(text, &mut notes)?;
    strip::root(&mut program);
    let text = run::program(&program, field, variables, &mut notes)?;
    Ok(notes.into_merged(text))
}

/// A text between its parts.
#[derive(Debug, Default)]
struct Program {
    body: Vec<Node>,
    /// It holds the rest of an `else if`.
    chained: bool,
    /// `as |a b|`.
    names: Vec<String>,
}

#[derive(Debug)]
enum Node {
    Text(Text),
    /// `{{…}}`, `{{{…}}}`.
    Print {
        call: Call,
        raw: bool,
        strip: Strip,
    },
    Block(Box<Block>),
    Comment(Strip),
}

#[derive(Debug)]
struct Text {
    /// As written; what stands around tags is judged by it.
    original: String,
    /// What is printed.
    value: String,
    left_stripped: bool,
    right_stripped: bool,
}

/// Whether a tag takes the white space before and after it (`~`).
#[derive(Debug, Clone, Copy, Default)]
struct Strip {
    open: bool,
    close: bool,
}

#[derive(Debug)]
struct Block {
    call: Call,
    program: Option<Program>,
    inverse: Option<Program>,
    open: Strip,
    between: Strip,
    close: Strip,
}

/// `name params hash`.
#[derive(Debug, Clone)]
struct Call {
    name: Expression,
    params: Vec<Expression>,
    hash: Vec<(String, Expression)>,
    span: crate::diagnostic::Span,
}

#[derive(Debug, Clone)]
enum Expression {
    Path(Path),
    Literal(super::Value),
    Call(Box<Call>),
    Compare(compare::Test),
}

#[derive(Debug, Clone)]
struct Path {
    /// As written.
    written: String,
    /// `@index`.
    data: bool,
    /// How many `../`.
    up: usize,
    /// It begins with `this`, `.` or `..`: never a helper.
    scoped: bool,
    parts: Vec<String>,
    span: crate::diagnostic::Span,
}

impl Path {
    /// The name, when it may be that of a helper.
    fn simple(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [name] if !self.data && !self.scoped && self.up == 0 => Some(name),
            _ => None,
        }
    }
}
