//! What the browser keeps for this page between visits.

use web_sys::{Storage, window};

/// Storage is forbidden, or full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageRefused {
    /// The browser keeps nothing for this page.
    Forbidden,
    /// There is no room for more.
    Full,
}

fn storage() -> Result<Storage, StorageRefused> {
    window().and_then(|window| window.local_storage().ok().flatten()).ok_or(StorageRefused::Forbidden)
}

fn tab() -> Result<Storage, StorageRefused> {
    window().and_then(|window| window.session_storage().ok().flatten()).ok_or(StorageRefused::Forbidden)
}

/// What this tab kept under `name`; it outlives a reload, not the tab.
pub fn read_tab(name: &str) -> Result<Option<String>, StorageRefused> {
    tab()?.get_item(name).map_err(|_| StorageRefused::Forbidden)
}

/// Keeps `text` under `name` for this tab.
pub fn write_tab(name: &str, text: &str) -> Result<(), StorageRefused> {
    tab()?.set_item(name, text).map_err(|_| StorageRefused::Full)
}

/// What was kept under `name`, if anything was.
pub fn read(name: &str) -> Result<Option<String>, StorageRefused> {
    storage()?.get_item(name).map_err(|_| StorageRefused::Forbidden)
}

/// Keeps `text` under `name`.
pub fn write(name: &str, text: &str) -> Result<(), StorageRefused> {
    storage()?.set_item(name, text).map_err(|_| StorageRefused::Full)
}
