//! `std`, made the way go-jsonnet makes it: what it has written in Jsonnet is here in Jsonnet ([`members`] reads
//! `std.jsonnet`), what it has written in Go is here in Rust, a room for each kind of function.
//!
//! So order, laziness, frames and words are go-jsonnet's own wherever its Jsonnet runs.

mod arrays;
mod encoding;
mod fold;
mod json;
mod manifest;
mod math;
mod members;
mod native;
mod numbers;
mod objects;
pub mod shortcuts;
mod strings;
mod values;
mod yaml;

use jrsonnet_evaluator::{ObjValue, Val};

use crate::engine::{library::native::Function, run::object};

/// The rooms.
const ROOMS: &[&[Function]] = &[
    values::FUNCTIONS,
    arrays::FUNCTIONS,
    objects::FUNCTIONS,
    strings::FUNCTIONS,
    numbers::FUNCTIONS,
    encoding::FUNCTIONS,
    manifest::FUNCTIONS,
];

/// Whether `std` has a member of this name.
pub fn has(name: &str) -> bool {
    members::has(name)
}

/// `std` as a text of this name sees it; new for each evaluation, as the first look at a member takes a frame.
pub fn std(file: &str) -> ObjValue {
    object::hidden([("thisFile".into(), Val::string(file))]).extend_from(members::object())
}
