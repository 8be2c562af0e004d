//! Judges lists of hooks as Kratos does. Reads JSON lines `{name, at, hooks}`, `at` being `/selfservice/flows/…/hooks`, and
//! writes `{name, accepted, message}`.

use std::io::{BufRead, stdin};

use playground::ory::action::schema::refusals;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    name: Value,
    #[serde(default)]
    at: String,
    #[serde(default)]
    hooks: Value,
}

#[derive(Serialize)]
struct Verdict {
    name: Value,
    accepted: bool,
    message: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let row = serde_json::from_str::<Value>(&line)?;
        let name = row.get("name").cloned().unwrap_or_default();
        // A row of another shape is refused in a sentence, and the others are judged all the same.
        let Case { name, at, hooks } = match serde_json::from_value(row) {
            Ok(case) => case,
            Err(why) => {
                let verdict = Verdict { name, accepted: false, message: format!("This row cannot be read: {why}.") };
                println!("{}", serde_json::to_string(&verdict)?);
                continue;
            }
        };
        let refusals = refusals(&at, &hooks);
        let sentences: Vec<String> =
            refusals
                .iter()
                .map(|refusal| {
                    if refusal.at.is_empty() {
                        refusal.what.clone()
                    } else {
                        format!("{}: {}", refusal.at, refusal.what)
                    }
                })
                .collect();
        let verdict = Verdict { name, accepted: refusals.is_empty(), message: sentences.join(" ") };
        println!("{}", serde_json::to_string(&verdict)?);
    }
    Ok(())
}
