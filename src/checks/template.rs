//! What is wrong with the template, or with how it meets its context.

mod byte_order_mark;
mod cancels;
mod constant_condition;
mod duplicate_field;
mod external_variable;
mod fails;
pub mod first_address;
mod format;
mod function_result;
mod hidden_field;
mod import_refused;
mod joined_objects;
mod json_in_text;
mod literal_key;
mod missing_argument;
mod missing_comma;
mod missing_field;
mod missing_semicolon;
mod moving_part;
mod near_cancel;
mod no_ctx_parameter;
mod not_indexable;
mod old_identity;
mod other_language;
mod other_library;
mod out_of_bounds;
mod own_error;
mod remove_in_place;
mod shadowed_name;
mod stack;
mod unclosed_text;
mod unfilled_text;
mod unknown_variable;
mod unlike_types;
mod unpaired_bracket;
mod unused_name;
mod wrong_type;

use super::Check;

/// What explains a failure, in reading order; `fails` takes the failures that the others before it leave.
pub const FAILURES: &[&Check] = &[
    &byte_order_mark::CHECK,
    &unclosed_text::CHECK,
    &other_language::CHECK,
    &unpaired_bracket::CHECK,
    &missing_semicolon::CHECK,
    &missing_comma::CHECK,
    &unknown_variable::CHECK,
    &duplicate_field::CHECK,
    &no_ctx_parameter::CHECK,
    &missing_argument::CHECK,
    &other_library::CHECK,
    &missing_field::CHECK,
    &out_of_bounds::CHECK,
    &not_indexable::CHECK,
    &wrong_type::CHECK,
    &format::CHECK,
    &external_variable::CHECK,
    &import_refused::CHECK,
    &function_result::CHECK,
    &stack::CHECK,
    &own_error::CHECK,
    &fails::CHECK,
    &near_cancel::CHECK,
];

/// All others, in reading order.
pub const CHECKS: &[&Check] = &[
    &literal_key::CHECK,
    &first_address::CHECK,
    &old_identity::CHECK,
    &moving_part::CHECK,
    &remove_in_place::CHECK,
    &unfilled_text::CHECK,
    &joined_objects::CHECK,
    &hidden_field::CHECK,
    &json_in_text::CHECK,
    &unlike_types::CHECK,
    &constant_condition::CHECK,
    &shadowed_name::CHECK,
    &unused_name::CHECK,
    &cancels::CHECK,
];
