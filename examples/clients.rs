//! Tells what mail clients make of html, from outside: reads JSON lines `{name, html}` and writes `{name, verdict}`, the
//! verdict with what each client supports, in the order of `public/caniemail.json`.

use std::io::{self, BufRead, Write};

use playground::mandrill::clients::{Data, Verdict, verdict};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Row {
    name: String,
    html: String,
}

#[derive(Serialize)]
struct Told {
    name: String,
    verdict: Verdict,
}

fn main() -> io::Result<()> {
    let data = Data::read(include_str!("../public/caniemail.json")).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if line.is_empty() {
            continue;
        }
        let row: Row = serde_json::from_slice(&line)?;
        let told = Told { name: row.name, verdict: verdict(&row.html, &data) };
        writeln!(out, "{}", serde_json::to_string(&told)?)?;
    }
    Ok(())
}
