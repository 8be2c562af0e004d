//! Another name for a local, a parameter or a loop variable.

use super::{Text, names, syntax, uses::uses};
use crate::diagnostic::{Edit, applied};

/// The edits that rename what the name at `offset` is, wherever it stands. None where nothing in the template binds it,
/// where `to` is no name, where it would be taken for another binding or take another one's place, and for the `ctx`
/// that Ory passes by its name.
pub fn rename(text: &Text<'_>, offset: usize, to: &str) -> Option<Vec<Edit>> {
    let binding = text.names.at(offset)?;
    let is_argument = binding.of_root && binding.name == "ctx";
    if !names::can_be(to) || to == "std" || (is_argument && to != "ctx") {
        return None;
    }
    let spans = uses(text, offset)?;
    let edits: Vec<Edit> = spans.iter().map(|span| Edit::template(*span, to)).collect();
    let renamed = applied(text.source, &edits);
    // Whatever was bound is bound by the same as before.
    let root = syntax::read(&renamed);
    let after = names::Names::of(&renamed, &root);
    let same = text.names.uses.len() == after.uses.len()
        && text.names.uses.iter().zip(&after.uses).all(|((_, before), (_, after))| before == after);
    same.then_some(edits)
}
