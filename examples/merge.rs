//! Merges rows of JSON from standard input, one a line (`{name, language, text, html, vars, rcpt_vars?, email, now?}`),
//! and writes `{name, text}` or `{name, error}` for each.

use std::io::{self, BufRead, Write};

use playground::mandrill::merge::{Field, Language, Value, Variables, date, merge};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Row {
    name: String,
    language: String,
    text: String,
    #[serde(default)]
    html: bool,
    #[serde(default)]
    vars: Vec<Variable>,
    #[serde(default)]
    rcpt_vars: Vec<Variable>,
    #[serde(default)]
    email: String,
    now: Option<String>,
}

#[derive(Deserialize)]
struct Variable {
    name: String,
    content: Value,
}

#[derive(Serialize)]
struct Answer {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

fn answer(row: Row) -> Answer {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = row.now.as_deref().and_then(date::parsed);
    let mut variables =
        Variables::of(&row.email, now.unwrap_or_else(|| clock.map_or(0, |since| since.as_secs() as i64)));
    for Variable { name, content } in row.vars.into_iter().chain(row.rcpt_vars) {
        variables.set(&name, content);
    }
    let field = if row.html { Field::Html } else { Field::Plain };
    let merged = match Language::named(&row.language) {
        Some(language) => merge(language, &row.text, field, &variables)
            .map_err(|fault| format!("{} (bytes {} to {})", fault.what, fault.span.start, fault.span.end)),
        None => Err(format!("Mandrill has no merge language `{}`.", row.language)),
    };
    let (text, error) = match merged {
        Ok(merged) => (Some(merged.text), None),
        Err(error) => (None, Some(error)),
    };
    Answer { name: row.name, text, error }
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    // Split at the line feed alone: texts hold other line separators.
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice(&line) {
            Ok(row) => answer(row),
            Err(error) => Answer { name: String::new(), text: None, error: Some(format!("not a row: {error}")) },
        };
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
