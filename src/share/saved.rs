//! The state the browser keeps between visits. It never holds the API key: [`Draft`] has no field for it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::{Draft, Place};

/// The version written today; a reader refuses newer ones.
pub const VERSION: u32 = 2;

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
    let mut saved: Value = serde_json::from_str(text).map_err(damaged)?;
    if version < 2 {
        several_places(&mut saved);
    }
    serde_json::from_value::<Saved<Draft>>(saved).map(|saved| saved.draft).map_err(damaged)
}

/// Version 1 knew one flow and one moment, and the methods after it; since then there is a list of places.
fn several_places(saved: &mut Value) {
    let Some(Value::Object(placement)) = saved.pointer_mut("/draft/placement") else { return };
    let text = |value: Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let (flow, moment) = (text(placement.remove("flow")), text(placement.remove("moment")));
    let methods = match placement.remove("methods") {
        Some(Value::Array(methods)) if moment == "after" => methods,
        _ => Vec::new(),
    };
    let general = format!("{flow}/{moment}");
    let mut places: Vec<String> =
        methods.iter().filter_map(Value::as_str).map(|method| format!("{general}/{method}")).collect();
    places.retain(|place| place.parse::<Place>().is_ok());
    if places.is_empty() {
        places.push(general);
    }
    placement.insert("places".to_owned(), places.into());
}
