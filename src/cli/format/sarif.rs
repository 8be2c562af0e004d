//! SARIF 2.1.0 (OASIS), which GitHub's code scanning takes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{level, names, places};
use crate::{
    checks,
    cli::check::{Checked, MENDED},
    diagnostic::{Document, Finding, Level},
    percent,
    report::Verdict,
};

/// The rule of a failure that no check explains.
const UNEXPLAINED: &str = "template/fails";

/// The document.
pub fn write(all: &[Checked]) -> String {
    let results: Vec<Value> = all.iter().flat_map(results).collect();
    let used: BTreeSet<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    let rules: Vec<Value> = used.into_iter().map(rule).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ory-actions",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn rule(id: &str) -> Value {
    let known = checks::all().into_iter().find(|check| check.id == id).map(|check| check.finds);
    let finds = known.unwrap_or(match id {
        MENDED => "Something in the hook had to be mended before it could be read.",
        _ => "The template does not run to its end.",
    });
    json!({ "id": id, "shortDescription": { "text": finds } })
}

fn results(checked: &Checked) -> Vec<Value> {
    let mut results: Vec<Value> =
        checked.findings.iter().map(|(finding, moments)| result(checked, finding, moments)).collect();
    for (at, (moment, report)) in checked.moments.iter().zip(&checked.reports).enumerate() {
        let explained = checked.findings.iter().any(|(finding, moments)| {
            finding.level == Level::Error && finding.document != Document::Action && moments.contains(&at)
        });
        if matches!(report.verdict, Verdict::Fails | Verdict::Stopped) && !explained {
            let words = report.trouble.as_ref().map(|trouble| trouble.words.as_str()).unwrap_or_default();
            results.push(json!({
                "ruleId": UNEXPLAINED,
                "level": "error",
                "message": { "text": format!("{words} In {}.", moment.name) },
                "locations": [location(checked, None)],
            }));
        }
    }
    results
}

fn result(checked: &Checked, finding: &Finding, moments: &[usize]) -> Value {
    let mut text = [finding.what.as_str(), &finding.why, &finding.remedy].join(" ");
    if finding.document != Document::Action {
        text.push_str(&format!(" In {}.", names(checked, moments).join(", ")));
    }
    let template = &checked.subject.template;
    let places = places(checked, finding, moments).filter(|_| finding.document == Document::Template);
    // Columns of SARIF count as editors do, in UTF-16.
    let column = |line: usize, column: usize| {
        let bytes = template.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
        bytes.get(..column.saturating_sub(1)).unwrap_or(bytes).encode_utf16().count() + 1
    };
    let region = places.map(|(start, end)| {
        json!({
            "startLine": start.line,
            "startColumn": column(start.line, start.column),
            "endLine": end.line,
            "endColumn": column(end.line, end.column),
        })
    });
    let in_file = checked.subject.line.is_none();
    if let (false, Some((start, _))) = (in_file, places) {
        text = format!("In line {} of the template: {text}", start.line);
    }
    json!({
        "ruleId": finding.id,
        "level": level(finding.level),
        "message": { "text": text.trim() },
        "locations": [location(checked, region.filter(|_| in_file))],
    })
}

/// The file, and the region in it: of the template where it is the whole file, else of its hook.
fn location(checked: &Checked, region: Option<Value>) -> Value {
    let region = region.unwrap_or_else(|| json!({ "startLine": checked.subject.line.unwrap_or(1) }));
    let parts: Vec<String> = checked.subject.file.replace('\\', "/").split('/').map(percent::encoded).collect();
    let uri = parts.join("/");
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}
