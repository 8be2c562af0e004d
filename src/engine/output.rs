//! From values to text: the body, numbers and quotes in it.

pub mod manifest;
pub mod text;
