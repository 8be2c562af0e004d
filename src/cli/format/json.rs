//! One JSON document; its `version` rises when a field changes its meaning.

use serde_json::{Value, json};

use super::{level, names, places, verdict};
use crate::{
    cli::check::{Checked, Deny},
    report::Report,
};

/// The document.
pub fn write(all: &[Checked], deny: Option<Deny>) -> String {
    let templates: Vec<Value> = all.iter().map(|checked| template(checked, deny)).collect();
    let failing = all.iter().filter(|checked| checked.fails(deny)).count();
    let document = json!({ "version": 1, "ok": failing == 0, "templates": templates });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn template(checked: &Checked, deny: Option<Deny>) -> Value {
    let runs = checked.moments.iter().zip(&checked.reports).map(|(moment, report)| run(&moment.name, report));
    let findings = checked.findings.iter().map(|(finding, moments)| {
        let places = places(checked, finding, moments);
        json!({
            "id": finding.id,
            "level": level(finding.level),
            "document": finding.document,
            "line": places.map(|(start, _)| start.line),
            "column": places.map(|(start, _)| start.column),
            "end_line": places.map(|(_, end)| end.line),
            "end_column": places.map(|(_, end)| end.column),
            "what": finding.what,
            "why": finding.why,
            "remedy": finding.remedy,
            "ory": finding.ory,
            "path": finding.path,
            "scenarios": names(checked, moments),
        })
    });
    json!({
        "file": checked.subject.file,
        "hook_line": checked.subject.line,
        "at": checked.subject.places(),
        "ok": !checked.fails(deny),
        "runs": runs.collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<_>>(),
        "notes": checked.subject.notes,
    })
}

fn run(name: &str, report: &Report) -> Value {
    json!({
        "scenario": name,
        "verdict": verdict(report.verdict),
        "error": report.trouble.as_ref().map(|trouble| &trouble.words),
        "bytes": report.body.as_ref().map(String::len),
    })
}
