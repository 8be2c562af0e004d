//! Texts that the first body does not need.
//!
//! A release puts what stands between the two marks into the later part of its WebAssembly (`xtask/src/split.rs`). Whoever
//! reads it sooner waits until that part is there; nothing else changes. A debug or native build knows no parts.

/// Texts joined to one, between the marks that `xtask/src/split/texts.rs` looks for.
macro_rules! marked {
    ($($text:expr),+ $(,)?) => { concat!("\u{2}later text\u{2}", $($text),+, "\u{3}later text\u{3}") };
}
pub(crate) use marked;

const MARK: usize = "\u{2}later text\u{2}".len();

/// What stands between the marks. It belongs into a function that is called through a pointer, as that of a
/// [`std::sync::LazyLock`] is: what reads the text directly moves with it.
pub fn text(marked: &'static str) -> &'static str {
    marked.get(MARK..marked.len() - MARK).unwrap_or_default()
}
