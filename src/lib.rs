//! The Ory Actions Playground: everything it knows, as plain functions over plain data.
//!
//! One keystroke: the editor changes a [`draft::Draft`]; the [`worker`] hands it to [`report::build`], which runs the
//! [`engine`], lets [`ory`] read the outcome and collects what there is to say as [`diagnostic`]s; the page shows the
//! [`report::Report`] that comes back. `docs/architecture.md` says what may use what.

pub mod assist;
pub mod checks;
pub mod choice;
pub mod diagnostic;
pub mod draft;
pub mod engine;
mod later;
pub mod mandrill;
pub mod ory;
pub mod percent;
pub mod report;
pub mod share;
pub mod state;
pub mod strip;
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod app;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
