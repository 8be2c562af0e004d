//! Reports on drafts: JSON lines `{name, template, ctx, url?, ignore_response?}` on standard input, `ctx` any JSON value;
//! `{name, report}` for each on standard output. A line that cannot be read is answered with `{name, error}`.

use std::io::{BufRead, Write, stdin, stdout};

use playground::{
    draft::Draft,
    report::{World, build_in, first_draft},
};
use serde::Deserialize;
use serde_json::{json, value::RawValue};

#[derive(Deserialize)]
struct Row<'a> {
    name: String,
    template: String,
    #[serde(borrow)]
    ctx: &'a RawValue,
    url: Option<String>,
    ignore_response: Option<bool>,
}

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match serde_json::from_str::<Row>(&line) {
            Ok(row) => {
                let first = first_draft();
                let mut action = first.action.clone();
                action.url = row.url.unwrap_or(action.url);
                action.ignore_response = row.ignore_response.unwrap_or(action.ignore_response);
                let draft =
                    Draft { template: row.template, ctx: row.ctx.get().to_owned(), left_out: 0, action, ..first };
                let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                let now = now.ok().and_then(|since| i64::try_from(since.as_secs()).ok());
                json!({ "name": row.name, "report": build_in(&draft, World { now, ..World::default() }) })
            }
            Err(error) => json!({ "name": null, "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
