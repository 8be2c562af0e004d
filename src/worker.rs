//! The page and the engine, apart: messages, and who may run when.
//!
//! [`protocol`], [`supervisor`] and [`survey`] are pure; the two ends obey them in the browser.

pub mod protocol;
pub mod supervisor;
pub mod survey;

#[cfg(target_arch = "wasm32")]
pub mod engine_end;
#[cfg(target_arch = "wasm32")]
pub mod page_end;
