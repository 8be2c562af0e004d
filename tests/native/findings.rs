//! What is found in bodies for Mandrill, held against rows made by hand from the rules (`tests/cases/mandrill/findings.jsonl`):
//! the exact set of `body/…` findings that are errors or warnings.

use std::{collections::BTreeSet, fs, path::Path};

use playground::{
    diagnostic::Level,
    draft::Draft,
    ory::scenarios,
    report::{build, first_draft},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    name: String,
    endpoint: String,
    template: String,
    ctx: String,
    expect: BTreeSet<String>,
}

#[test]
fn each_body_has_exactly_the_findings_of_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mandrill/findings.jsonl");
    let text = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in text.split('\n').filter(|line| !line.is_empty()) {
        let row: Row = serde_json::from_str(line).unwrap();
        rows += 1;
        let scenario = scenarios::find(&row.ctx).unwrap_or_else(|| panic!("{}: no scenario {}", row.name, row.ctx));
        let mut draft = Draft { template: row.template, ctx: scenario.ctx().to_owned(), ..first_draft() };
        draft.action.url = format!("https://mandrillapp.com/api/1.0/{}", row.endpoint);
        let report = build(&draft);
        let told = report.findings.iter().filter(|finding| finding.level != Level::Note);
        let found: BTreeSet<String> =
            told.map(|finding| finding.id.clone()).filter(|id| id.starts_with("body/")).collect();
        let expected: BTreeSet<String> =
            row.expect.iter().map(|id| if id.contains('/') { id.clone() } else { format!("body/{id}") }).collect();
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let surplus: Vec<_> = found.difference(&expected).collect();
            wrong.push(format!("{}: not found {missing:?}, found as well {surplus:?}\n{}", row.name, draft.template));
        }
    }
    assert!(rows > 100);
    assert!(wrong.is_empty(), "{} of {rows} rows differ:\n{}", wrong.len(), wrong.join("\n\n"));
}
