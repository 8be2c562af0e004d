//! What an editor says and does beside showing text: pure functions over a template, which may be half-typed, and a `ctx`.
//!
//! Offsets are UTF-8 bytes of the template. Nothing here keeps anything: what an expression gave is found out by evaluating
//! with notes (`engine::values`), with the half-typed part left out where that is needed.

pub mod acts;
pub mod ask;
pub mod body_text;
pub mod characters;
pub mod complete;
pub mod definition;
pub mod elsewhere;
pub mod format;
pub mod hover;
pub mod moments;
pub mod names;
pub mod place;
pub mod refactor;
pub mod rename;
pub mod signature;
pub mod standard;
pub mod symbols;
pub mod syntax;
pub use crate::engine::syntax::tokens;
pub mod uses;
pub mod value;
pub mod values;

use self::{names::Names, syntax::Expr};

/// A template, read.
#[derive(Debug)]
pub struct Text<'t> {
    /// The text.
    pub source: &'t str,
    /// Its tree.
    pub root: &'t Expr,
    /// Its names.
    pub names: Names<'t>,
}

impl<'t> Text<'t> {
    /// The template whose tree is `root` (of [`syntax::read`]).
    pub fn new(source: &'t str, root: &'t Expr) -> Self {
        Self { source, root, names: Names::of(source, root) }
    }
}

/// The nearest offset at or before `offset` that is between two characters.
pub fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
