//! The browser's powers, one a file; a refusal is a named error, never a panic.

pub mod caret;
pub mod clipboard;
pub mod download;
pub mod fetch;
pub mod files;
pub mod later;
pub mod offline;
pub mod storage;
pub mod theme;
