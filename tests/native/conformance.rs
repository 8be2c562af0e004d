//! The engine against go-jsonnet 0.21.0: verdict, bytes, line, column and words of every case we have.
//!
//! What differs is named in `tests/cases/known_differences.jsonl`, which is checked both ways: a difference that is not
//! there fails, and so does one that is there and no longer differs. `UPDATE=1 cargo test --test conformance` writes
//! the table anew.

use std::{collections::BTreeMap, fs, path::PathBuf};

use playground::{diagnostic::Place, engine};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A case and go-jsonnet's outcome.
struct Case {
    name: String,
    template: String,
    ctx: String,
    verdict: String,
    output: Option<String>,
    words: Option<String>,
    place: Option<(usize, usize)>,
}

/// A row of a case file; older files hold go-jsonnet's error whole, newer ones its parts.
#[derive(Deserialize)]
struct Row {
    name: Option<String>,
    template: String,
    ctx: String,
    verdict: String,
    output: Option<String>,
    sent: Option<String>,
    error: Option<String>,
    words: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord, Clone, Debug)]
struct Difference {
    category: String,
    name: String,
    /// `verdict`, `bytes`, `line`, `column` or `words`.
    what: String,
    /// What the engine says there.
    ours: String,
}

#[derive(Default)]
struct Tally {
    cases: usize,
    verdict: usize,
    bytes: usize,
    errors: usize,
    placed: usize,
    line: usize,
    column: usize,
    words: usize,
}

fn cases_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn read(path: &str) -> String {
    fs::read_to_string(cases_dir().join(path)).unwrap_or_else(|error| panic!("tests/cases/{path}: {error}"))
}

/// Rows are separated by `\n` only: texts hold other line separators.
fn rows(path: &str) -> Vec<Row> {
    let text = read(path);
    let lines = text.split('\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{path}: {error}: {line}"))).collect()
}

/// The place a trace shows first in the template.
fn place_in(error: &str) -> Option<(usize, usize)> {
    let (_, rest) = error.split_once("template.jsonnet:")?;
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The words of a whole error, without place and trace.
fn words_of(error: &str) -> String {
    if error.starts_with("INTERNAL ERROR") {
        return error.lines().next().unwrap_or_default().to_owned();
    }
    if error.starts_with("RUNTIME ERROR") {
        return error.split("\n\t").next().unwrap_or_default().trim_end_matches('\n').to_owned();
    }
    let line = error.lines().next().unwrap_or_default();
    line.split_once(' ').map_or(line, |(_, words)| words).to_owned()
}

fn case(row: Row, name: String, template: String, ctx: String) -> Case {
    let place = match (&row.error, row.line, row.column) {
        (Some(error), _, _) => place_in(error),
        (None, Some(line), Some(column)) => Some((line, column)),
        _ => None,
    };
    let words = row.words.or_else(|| row.error.as_deref().map(words_of));
    Case { name, template, ctx, verdict: row.verdict, output: row.output.or(row.sent), words, place }
}

/// A cluster of cases that generated programs once found to differ, one cause each.
#[derive(Deserialize)]
struct Cluster {
    cases: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    name: String,
    template: String,
    ctx: Box<RawValue>,
    verdict: String,
    output: Option<String>,
    error: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

fn fuzz_found() -> Vec<Case> {
    let text = read("fuzz_found.jsonl");
    let clusters = text.split('\n').filter(|line| !line.is_empty()).map(|line| {
        serde_json::from_str::<Cluster>(line).unwrap_or_else(|error| panic!("fuzz_found.jsonl: {error}: {line}"))
    });
    clusters
        .flat_map(|cluster| cluster.cases)
        .map(|found| Case {
            name: found.name,
            template: found.template,
            ctx: found.ctx.get().to_owned(),
            verdict: found.verdict,
            output: found.output,
            words: found.error.as_deref().map(words_of),
            place: found.line.zip(found.column),
        })
        .collect()
}

fn conformance() -> Vec<Case> {
    rows("conformance.jsonl")
        .into_iter()
        .map(|row| {
            let name = row.name.clone().unwrap_or_default();
            let (template, ctx) = (row.template.clone(), read(&format!("ctx/{}.json", row.ctx)));
            case(row, name, template, ctx)
        })
        .collect()
}

fn kratos() -> Vec<Case> {
    rows("kratos/results.jsonl")
        .into_iter()
        .map(|row| {
            let name = format!("{} on {}", row.template, row.ctx);
            let template = read(&format!("kratos/templates/{}.jsonnet", row.template));
            let ctx = read(&format!("recorded/{}.json", row.ctx));
            case(row, name, template, ctx)
        })
        .collect()
}

fn language(file: &str) -> Vec<Case> {
    rows(file)
        .into_iter()
        .map(|row| {
            let name = row.name.clone().unwrap_or_default();
            let (template, ctx) = (row.template.clone(), row.ctx.clone());
            case(row, name, template, ctx)
        })
        .collect()
}

/// What differs in one case, and what the engine says there.
fn compare(case: &Case, tally: &mut Tally) -> Vec<(&'static str, String)> {
    let outcome = engine::evaluate(&case.template, &case.ctx).outcome;
    tally.cases += 1;
    let verdict = match &outcome {
        Ok(_) => "ok",
        Err(failure) if failure.words.contains("RUNTIME ERROR: cancel") => "cancel",
        Err(_) => "error",
    };
    let same_verdict = verdict == case.verdict;
    let mut differs = Vec::new();
    let mut check = |same: bool, what: &'static str, ours: &str, count: &mut usize| {
        if same {
            *count += 1;
        } else {
            differs.push((what, ours.to_owned()));
        }
    };
    check(same_verdict, "verdict", verdict, &mut tally.verdict);
    let same_bytes = if case.verdict == "ok" {
        outcome.as_ref().ok().is_some_and(|body| Some(body) == case.output.as_ref())
    } else {
        same_verdict
    };
    let said = match &outcome {
        Ok(body) => body.clone(),
        Err(failure) => failure.words.clone(),
    };
    check(same_bytes, "bytes", &said, &mut tally.bytes);
    if case.verdict == "ok" {
        return differs;
    }
    let failure = outcome.err();
    tally.errors += 1;
    check(failure.as_ref().map(|failure| &failure.words) == case.words.as_ref(), "words", &said, &mut tally.words);
    let span = failure.as_ref().and_then(engine::Failure::in_template);
    let place = span.map(|span| Place::of(&case.template, span.start)).map(|place| (place.line, place.column));
    tally.placed += 1;
    let shown = place.map_or("nowhere".to_owned(), |(line, column)| format!("{line}:{column}"));
    check(place.map(|(line, _)| line) == case.place.map(|(line, _)| line), "line", &shown, &mut tally.line);
    check(place == case.place, "column", &shown, &mut tally.column);
    differs
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

#[test]
fn the_engine_does_what_ory_does() {
    let mut found = Vec::new();
    let mut all = Tally::default();
    println!(
        "{:<12} {:>6} {:>8} {:>7} {:>7} {:>6} {:>7} {:>6}",
        "", "cases", "verdict", "bytes", "errors", "line", "column", "words"
    );
    for (category, cases) in [
        ("conformance", conformance()),
        ("kratos", kratos()),
        ("language", language("language.jsonl")),
        ("mutated", language("mutated.jsonl")),
        ("fuzz_found", fuzz_found()),
    ] {
        let mut tally = Tally::default();
        for case in &cases {
            for (what, ours) in compare(case, &mut tally) {
                let what = what.to_owned();
                found.push(Difference { category: category.to_owned(), name: case.name.clone(), what, ours });
            }
        }
        let Tally { cases, verdict, bytes, errors, line, column, words, .. } = &tally;
        println!("{category:<12} {cases:>6} {verdict:>8} {bytes:>7} {errors:>7} {line:>6} {column:>7} {words:>6}");
        all.cases += tally.cases;
        all.verdict += tally.verdict;
        all.bytes += tally.bytes;
        all.errors += tally.errors;
        all.placed += tally.placed;
        all.line += tally.line;
        all.column += tally.column;
        all.words += tally.words;
    }
    found.sort();
    if std::env::var_os("UPDATE").is_some() {
        let lines = found.iter().map(|it| serde_json::to_string(it).expect("plain data") + "\n").collect::<String>();
        fs::write(cases_dir().join("known_differences.jsonl"), lines).expect("the table can be written");
    }
    let known: Vec<Difference> = read("known_differences.jsonl")
        .lines()
        .map(|line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("known_differences.jsonl: {error}: {line}"))
        })
        .collect();
    let new: Vec<_> = found.iter().filter(|it| !known.contains(it)).collect();
    let gone: Vec<_> = known.iter().filter(|it| !found.contains(it)).collect();
    assert!(new.is_empty(), "these differ from go-jsonnet and are not in the table:\n{new:#?}");
    assert!(gone.is_empty(), "these no longer differ; take them from the table:\n{gone:#?}");

    let reached = BTreeMap::from([
        ("verdict", (percent(all.verdict, all.cases), 100.0)),
        ("bytes", (percent(all.bytes, all.cases), 100.0)),
        ("line", (percent(all.line, all.placed), 99.0)),
        ("column", (percent(all.column, all.placed), 98.0)),
        ("words", (percent(all.words, all.errors), 95.0)),
    ]);
    for (what, (reached, wanted)) in reached {
        println!("{what}: {reached:.2} % of {wanted} %");
        assert!(reached >= wanted, "{what}: {reached:.2} %, wanted {wanted} %");
    }
}
