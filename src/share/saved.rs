//! The state the browser keeps between visits. It never holds the API key: [`Draft`] has no field for it.

use serde::{Deserialize, Serialize};

use crate::draft::Draft;

/// The version written today; a reader refuses newer ones.
pub const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Saved<D> {
    version: u32,
    draft: D,
}

/// Why a saved state could not be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not one of ours, or was cut off; what the reader of JSON said.
    Damaged(String),
    /// A newer page wrote it.
    Newer(u32),
}

/// The draft as text.
pub fn write(draft: &Draft) -> String {
    // Plain data with string keys: serialising cannot fail.
    serde_json::to_string(&Saved { version: VERSION, draft }).unwrap_or_default()
}

/// The draft in a text; [`Unreadable`] when there is none to be had.
pub fn read(text: &str) -> Result<Draft, Unreadable> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    let Versioned { version } = serde_json::from_str(text).map_err(damaged)?;
    if version > VERSION {
        return Err(Unreadable::Newer(version));
    }
    serde_json::from_str::<Saved<Draft>>(text).map(|saved| saved.draft).map_err(damaged)
}
