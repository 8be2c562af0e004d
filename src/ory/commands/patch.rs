//! The operations of a JSON patch: what `ory patch project --file` and Ory's API take.

use serde_json::{Value, json};

use super::{Order, others};
use crate::{
    draft::Adding,
    ory::action::{self, Action},
};

/// Where a project keeps its identity configuration.
const ROOT: &str = "/services/identity/config";

/// The operations as an indented list in ASCII, with a newline at its end.
pub fn operations(order: Order, action: &Action) -> String {
    let ours = serde_json::to_value(action).unwrap_or_default();
    let operations: Vec<Value> = order
        .placement
        .in_order()
        .into_iter()
        .map(|place| {
            let at = format!("{ROOT}{}", place.location());
            match order.placement.adding {
                Adding::Last => json!({ "op": "add", "path": format!("{at}/-"), "value": ours }),
                Adding::First => json!({ "op": "add", "path": format!("{at}/0"), "value": ours }),
                Adding::Replace => {
                    let mut list = others(order, place, action);
                    list.push(ours.clone());
                    json!({ "op": "replace", "path": at, "value": list })
                }
            }
        })
        .collect();
    action::ascii(&serde_json::to_string_pretty(&operations).unwrap_or_default()) + "\n"
}
