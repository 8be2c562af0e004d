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
        let Case { name, at, hooks } = serde_json::from_str(&line)?;
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
