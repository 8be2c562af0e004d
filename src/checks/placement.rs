//! Where the action stands, and whether it runs there as it is meant to.

mod answer_not_read;
mod content_type;
mod general_list_passed_over;
mod hides_general_list;
mod method;
mod never_blocks;
mod not_always_started;
mod not_on_network;
mod nowhere;
mod one_list_only;
mod parse_never_runs;
mod refused;
mod replace_drops;
mod runs_again;
mod session_runs_last;
mod there_already;

use super::Check;
use crate::diagnostic::{Document, Finding};

/// In reading order.
pub const CHECKS: &[&Check] = &[
    &nowhere::CHECK,
    &refused::CHECK,
    &general_list_passed_over::CHECK,
    &hides_general_list::CHECK,
    &parse_never_runs::CHECK,
    &answer_not_read::CHECK,
    &never_blocks::CHECK,
    &replace_drops::CHECK,
    &there_already::CHECK,
    &session_runs_last::CHECK,
    &one_list_only::CHECK,
    &runs_again::CHECK,
    &not_always_started::CHECK,
    &content_type::CHECK,
    &method::CHECK,
    &not_on_network::CHECK,
];

/// A template that sends, in examples of which the placement is what counts.
const TEMPLATE: &str = "function(ctx) { message: {} }";

/// A finding about the action as a whole.
fn finding(check: &Check, what: &str, why: &str, remedy: &str) -> Finding {
    Finding {
        id: check.id.to_owned(),
        level: check.level,
        document: Document::Action,
        span: None,
        what: what.to_owned(),
        why: why.to_owned(),
        remedy: remedy.to_owned(),
        ory: None,
        path: None,
        fix: Vec::new(),
        delivery: check.delivery,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}
