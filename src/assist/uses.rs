//! Where a name is used.

use super::Text;
use crate::diagnostic::Span;

/// The name at `offset` wherever it stands: first where it is bound, then its uses in the order of the text, named
/// arguments included. None where nothing in the template binds it.
pub fn uses(text: &Text<'_>, offset: usize) -> Option<Vec<Span>> {
    let binding = text.names.at(offset)?;
    Some([&[binding.span], binding.uses.as_slice()].concat())
}
