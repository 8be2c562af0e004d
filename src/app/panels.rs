//! One file a panel. A panel takes the [`Page`](super::page::Page) from context and imports no other panel;
//! only [`frame`] puts them together.

pub mod artefacts;
pub mod body;
pub mod checks;
pub mod context;
pub mod frame;
pub mod header;
pub mod help;
pub mod intro;
pub mod mail;
pub mod moment;
pub mod more;
pub mod notice;
pub mod ory;
pub mod placement;
pub mod present;
pub mod project;
pub mod proof;
pub mod receiver;
pub mod request;
pub mod response;
pub mod see;
pub mod ship;
pub mod strip;
pub mod template;
pub mod then;
