//! Pieces of Jsonnet as one would write them, for what mends or changes a template.

use serde_json::Value;

/// A text as a literal in double quotes.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// `std.get` within `std.get`: the fields of `names`, one in the other, with `default` where one of them is absent.
pub fn got(object: &str, names: &[&str], default: &str) -> String {
    let mut text = object.to_owned();
    for (at, name) in names.iter().enumerate() {
        let default = if at + 1 == names.len() { default } else { "{}" };
        text = format!("std.get({text}, {}, {default})", quoted(name));
    }
    text
}
