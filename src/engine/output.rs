//! From values to text: the body, numbers and quotes in it, and `%`.

pub mod format;
pub mod manifest;
pub mod text;
