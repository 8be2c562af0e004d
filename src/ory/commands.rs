//! The commands that put an action into a project, one file a shell.

pub mod posix;
