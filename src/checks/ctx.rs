//! What in the context is not as Ory would have it.

mod never_sent;
mod unknown_value;
mod wrong_type;

use super::{Check, Facts, at};
use crate::{
    diagnostic::{Document, Finding, Span},
    ory::ctx::shape::{Oddity, oddities},
};

/// In reading order.
pub const CHECKS: &[&Check] = &[&never_sent::CHECK, &wrong_type::CHECK, &unknown_value::CHECK];

/// The findings of one kind of oddity. A context that is no JSON has none: the engine says what is wrong with it.
fn findings(check: &Check, facts: Facts, tell: impl Fn(Oddity) -> Option<[String; 3]>) -> Vec<Finding> {
    let found: Vec<(Span, Oddity)> = oddities(&facts.draft.ctx).unwrap_or_default();
    found
        .into_iter()
        .filter_map(|(span, oddity)| {
            let [what, why, remedy] = tell(oddity)?;
            Some(at(check, Document::Ctx, span, &what, &why, &remedy))
        })
        .collect()
}
