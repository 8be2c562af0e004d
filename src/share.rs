//! A draft as text that can be kept, and back.

pub mod saved;
