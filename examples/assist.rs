//! Answers what an editor asks: JSON lines `{name, template, ctx, ask}` in, `{name, answer}` out, `null` where there is
//! nothing to say. `ask` is one of
//!
//! - `{"complete": OFFSET}`: a list of `{label, detail, insert}`, best first;
//! - `{"hover": OFFSET}`: `{text}`;
//! - `{"value": [START, END]}`: `{value}`, or `{error}` in Ory's words;
//! - `{"definition": OFFSET}`: `[start, end]` of the name where it is bound;
//! - `{"uses": OFFSET}`: a list of `[start, end]`, the binding first, then the uses in the order of the text;
//! - `{"rename": OFFSET, "to": NAME}`: `{text}`;
//! - `{"format": true}`: `{text}`;
//! - `{"made_by": PATH}`: `[start, end]` of the innermost expression that made the value at that path of the body.
//!
//! Offsets are UTF-8 bytes of the template. `cargo run --example assist < asks.jsonl`

use std::io::{self, BufRead, Write};

use playground::{
    assist::{self, Text, syntax},
    diagnostic::Span,
    engine::values,
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Row {
    name: Value,
    template: String,
    #[serde(default)]
    ctx: Value,
    ask: Ask,
}

#[derive(Deserialize)]
struct Ask {
    complete: Option<usize>,
    hover: Option<usize>,
    value: Option<(usize, usize)>,
    definition: Option<usize>,
    uses: Option<usize>,
    rename: Option<usize>,
    to: Option<String>,
    format: Option<bool>,
    made_by: Option<String>,
}

fn answer(row: &Row) -> Value {
    let template = row.template.as_str();
    let ctx = match &row.ctx {
        Value::Null => "{}".to_owned(),
        ctx => ctx.to_string(),
    };
    let root = syntax::read(template);
    let text = Text::new(template, &root);
    let span = |span: Span| json!([span.start, span.end]);
    let found = match &row.ask {
        Ask { complete: Some(offset), .. } => {
            let found = assist::complete::complete(template, &ctx, *offset);
            let told = found.iter().map(|it| json!({"label": it.label, "detail": it.detail, "insert": it.insert}));
            Some(told.collect::<Vec<_>>()).filter(|told| !told.is_empty()).map(Value::from)
        }
        Ask { hover: Some(offset), .. } => {
            assist::hover::hover(template, &ctx, *offset).map(|text| json!({"text": text}))
        }
        Ask { value: Some((start, end)), .. } => {
            assist::value::value(template, &ctx, Span::new(*start, *end)).map(|value| match value {
                Ok(value) => json!({"value": serde_json::from_str::<Value>(&value).unwrap_or_default()}),
                Err(words) => json!({"error": words}),
            })
        }
        Ask { definition: Some(offset), .. } => assist::definition::definition(&text, *offset).map(span),
        Ask { uses: Some(offset), .. } => {
            assist::uses::uses(&text, *offset).map(|spans| spans.into_iter().map(span).collect())
        }
        Ask { rename: Some(offset), to: Some(to), .. } => assist::rename::rename(&text, *offset, to)
            .map(|edits| json!({"text": playground::diagnostic::applied(template, &edits)})),
        Ask { format: Some(true), .. } => assist::format::format(template).map(|text| json!({"text": text})),
        Ask { made_by: Some(path), .. } => {
            values::steps(path).and_then(|path| values::provenance(template, &ctx).made_by(&path)).map(span)
        }
        _ => None,
    };
    found.unwrap_or_default()
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let told = match serde_json::from_str::<Row>(&line) {
            Ok(row) => json!({"name": row.name, "answer": answer(&row)}),
            Err(error) => json!({"name": null, "answer": null, "error": error.to_string()}),
        };
        writeln!(out, "{told}")?;
    }
    Ok(())
}
