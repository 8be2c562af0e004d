//! What can be said about a draft, and where: findings, spans, edits.
//!
//! Offsets are UTF-8 bytes everywhere; [`span::utf16_offset`] is the one place that speaks UTF-16, for the editor.

pub mod change;
pub mod edit;
pub mod finding;
pub mod span;

pub use edit::{Edit, applied};
pub use finding::{Delivery, Finding, Level};
pub use span::{Document, Place, Span};
