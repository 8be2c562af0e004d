//! What in the context is not as Ory would have it.

mod left_out;
mod missing;
mod never_sent;
mod not_json;
mod unknown_value;
mod wrong_type;

use super::{Check, Facts, at};
use crate::{
    diagnostic::{Document, Finding},
    ory::ctx::shape::Oddity,
};

/// In reading order.
pub const CHECKS: &[&Check] = &[
    &not_json::CHECK,
    &never_sent::CHECK,
    &left_out::CHECK,
    &wrong_type::CHECK,
    &unknown_value::CHECK,
    &missing::CHECK,
];

/// The findings of one kind of oddity. A context that is no JSON has none but that.
fn findings(check: &Check, facts: Facts, tell: impl Fn(Oddity) -> Option<[String; 3]>) -> Vec<Finding> {
    let found = facts.oddities().as_deref().unwrap_or_default();
    found
        .iter()
        .filter_map(|odd| {
            let [what, why, remedy] = tell(odd.oddity.clone())?;
            Some(Finding { fix: odd.fix.clone(), ..at(check, Document::Ctx, odd.span, &what, &why, &remedy) })
        })
        .collect()
}
