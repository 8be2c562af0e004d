//! The standard library: jrsonnet's own, with go-jsonnet's frames, laziness, words and odd results over it.

mod arguments;
pub mod native;
mod odd;
mod power;
pub mod standard;
