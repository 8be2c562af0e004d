//! Arrays of waiting values.

use jrsonnet_evaluator::{Thunk, Val, val::ArrValue};

/// An array of these elements.
pub fn of(elements: Vec<Thunk<Val>>) -> Val {
    Val::Arr(ArrValue::new(elements))
}

/// The elements of both arrays. They are gathered at once: a chain of views grows too deep to be walked.
pub fn concat(left: &ArrValue, right: &ArrValue) -> Val {
    of(left.iter_lazy().chain(right.iter_lazy()).collect())
}
