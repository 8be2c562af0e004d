//! A draft as text that can be kept or passed on, and back.

pub mod artefacts;
pub mod saved;
pub mod zip;
