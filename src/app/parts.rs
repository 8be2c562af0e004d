//! Small views used by several panels.

pub mod code_editor;
pub mod picker;
pub mod splitter;
pub mod tabs;
