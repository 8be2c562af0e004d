//! Where a name is bound.

use super::{
    Text,
    syntax::{Expr, What},
};
use crate::diagnostic::Span;

/// The name, where it is bound, of the local, parameter, loop variable or field at `offset`; none for `std`, `ctx`'s own
/// fields and everything that the template does not bind. A field is found as far as the text says which object it is of.
pub fn definition(text: &Text<'_>, offset: usize) -> Option<Span> {
    if let Some(binding) = text.names.at(offset) {
        return Some(binding.span);
    }
    let touches = |span: Span| span.start <= offset && offset <= span.end;
    text.root.around(offset).into_iter().rev().find_map(|expr: &Expr| match &expr.what {
        What::Field { target, name: Some(name), .. } if touches(*name) => {
            text.names.field_of(target, name.of(text.source)).map(|field| field.name_span())
        }
        _ => None,
    })
}
