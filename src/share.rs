//! A draft as text that can be kept or passed on, and back; and whatever is pasted, recognised.

pub mod artefacts;
pub mod changes;
pub mod import;
mod lines;
pub mod link;
pub mod saved;
pub mod secret;
pub mod shelf;
pub mod zip;
