//! What Ory gives and takes: where a hook may stand, the `web_hook` action, its limits, the cancel rule, the CLI's commands,
//! and the contexts it hands out.

pub mod action;
pub mod commands;
pub mod ctx;
pub mod limits;
pub mod outcome;
pub mod placement;
pub mod present;
pub mod request;
pub mod scenarios;
