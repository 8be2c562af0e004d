//! Laws over the whole list of checks: names, files, examples, fixes, docs.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
    sync::LazyLock,
    thread,
};

use playground::{
    checks::{self, Check, Example},
    diagnostic::{Document, Edit, Finding},
    draft::{ActionDraft, Draft, Revision},
    engine,
    ory::scenarios,
    report::{self, Report},
    state::{Event, State, fixes::Found, keep::Keeping},
};
use serde_json::Value;

/// A JSON value with another merged into it (RFC 7396).
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}

fn draft(example: &Example) -> Draft {
    if let Some(setting) = example.scenario.strip_prefix("draft ") {
        let mut draft = serde_json::to_value(report::first_draft()).unwrap();
        merge(&mut draft, serde_json::from_str(setting).unwrap_or_else(|error| panic!("{error}: {setting}")));
        let draft: Draft = serde_json::from_value(draft).unwrap_or_else(|error| panic!("{error}: {setting}"));
        return Draft { template: example.template.to_owned(), ..draft };
    }
    if example.scenario.starts_with('{') {
        return Draft { ctx: example.scenario.to_owned(), left_out: 0, ..to(example) };
    }
    let scenario = scenarios::find(example.scenario).unwrap_or_else(|| panic!("no scenario {}", example.scenario));
    Draft { ctx: scenario.ctx().to_owned(), left_out: scenario.left_out, ..to(example) }
}

fn to(example: &Example) -> Draft {
    let first = report::first_draft();
    let action = ActionDraft { url: example.url.to_owned(), ..first.action.clone() };
    Draft { template: example.template.to_owned(), action, ..first }
}

/// The report of every example, made once for all laws.
static REPORTS: LazyLock<HashMap<Example, Report>> = LazyLock::new(|| {
    let every: Vec<Example> = checks::all().iter().flat_map(|check| [check.fires, check.silent].concat()).collect();
    let helpers = thread::available_parallelism().map_or(1, |helpers| helpers.get());
    thread::scope(|scope| {
        let make = |at: usize| {
            every
                .iter()
                .skip(at)
                .step_by(helpers)
                .map(|example| (*example, report::build(&draft(example))))
                .collect::<Vec<_>>()
        };
        let parts: Vec<_> = (0..helpers).map(|at| scope.spawn(move || make(at))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
});

fn report(example: &Example) -> &'static Report {
    &REPORTS[example]
}

fn of(check: &Check, report: &Report) -> Vec<Finding> {
    report.findings.iter().filter(|finding| finding.id == check.id).cloned().collect()
}

#[test]
fn every_file_is_in_the_list_and_named_by_its_id() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    let mut files = BTreeSet::new();
    for folder in fs::read_dir(&root).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            let name = file.path().file_stem().unwrap().to_string_lossy().replace('_', "-");
            files.insert(format!("{}/{name}", folder.file_name().to_string_lossy()));
        }
    }
    let listed: BTreeSet<String> = checks::all().iter().map(|check| check.id.to_owned()).collect();
    assert_eq!(listed, files, "an id is the path of its file below src/checks");
    assert_eq!(listed.len(), checks::all().len(), "each id stands once");
}

#[test]
fn every_example_behaves() {
    let mut wrong = Vec::new();
    for check in checks::all() {
        assert!(!check.fires.is_empty() && !check.silent.is_empty(), "{} has no examples", check.id);
        for (examples, expected) in [(check.fires, 1), (check.silent, 0)] {
            for example in examples {
                let found = of(check, report(example));
                if found.len() != expected {
                    wrong.push(format!(
                        "{}: {expected} expected in {example:?}, got {found:#?}\nreport: {:#?}",
                        check.id,
                        report(example).trouble
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_says_what_why_and_what_to_do() {
    for check in checks::all() {
        for example in check.fires {
            for finding in of(check, report(example)) {
                for (name, text) in [("what", &finding.what), ("why", &finding.why), ("remedy", &finding.remedy)] {
                    assert!(text.ends_with(['.', '…', '`']), "{}: {name} is no sentence: {text:?}", check.id);
                }
            }
        }
    }
}

#[test]
fn a_fix_silences_its_own_check_and_still_parses() {
    for check in checks::all() {
        for example in check.fires {
            let before = draft(example);
            for finding in of(check, report(example)).into_iter().filter(|finding| !finding.fix.is_empty()) {
                let after = fixed(&before, &finding.fix);
                assert_eq!(of(check, &report::build(&after)), [], "{} after its fix: {}", check.id, after.template);
                if let Err(failure) = engine::evaluate(&after.template, &after.ctx).outcome {
                    assert!(
                        failure.words.starts_with("RUNTIME ERROR"),
                        "{} broke {:?}: {failure:?}",
                        check.id,
                        after.template
                    );
                }
            }
        }
    }
}

fn fixed(draft: &Draft, edits: &[Edit]) -> Draft {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut fixed = draft.clone();
    for edit in edits {
        let text = if edit.document == Document::Template { &mut fixed.template } else { &mut fixed.ctx };
        *text = edit.apply(text);
    }
    fixed
}

#[test]
fn every_failure_is_explained_once() {
    for check in checks::all() {
        for example in check.fires {
            let report = report(example);
            if report.verdict == report::Verdict::Fails {
                let explained = report.findings.iter().filter(|finding| finding.ory.is_some()).count();
                assert_eq!(explained, 1, "{example:?}: {:#?}", report.findings);
            }
        }
    }
}

#[test]
fn the_docs_list_every_check() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let expected = checks::documentation();
    if std::env::var_os("WRITE_DOCS").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let actual = fs::read_to_string(&path).unwrap_or_default();
    assert!(actual == expected, "docs/checks.md is behind: run `WRITE_DOCS=1 cargo test --test checks`");
}

#[test]
fn a_setting_mends_what_was_found_and_can_be_taken_back() {
    let mut mended = BTreeSet::new();
    for check in checks::all() {
        for example in check.fires {
            let before = draft(example);
            for finding in of(check, report(example)).into_iter().filter(|finding| !finding.settings.is_empty()) {
                let mut state = State::open(before.clone(), Keeping::Here);
                let shown = Found { revision: Revision::default(), finding: finding.clone() };
                let change = state.preview_of(&shown, 9).unwrap_or_else(|| panic!("{}: no preview", finding.id));
                assert!(
                    change.hunks.iter().any(|hunk| hunk.document == Document::Action),
                    "{}: {change:?}",
                    finding.id
                );
                state.step(Event::Settle(finding.settings.clone()));
                let after = report::build(&state.owned().draft());
                let still = after.findings.iter().find(|other| other.id == finding.id && other.what == finding.what);
                assert_eq!(still, None, "{:?} leaves it in {}", finding.settings, example.scenario);
                assert!(state.notice().is_some_and(|notice| notice.undo.is_some()), "{}", finding.id);
                state.step(Event::Undo(None));
                assert_eq!(state.owned().draft(), before, "{}", finding.id);
                mended.insert(finding.id);
            }
        }
    }
    assert!(mended.len() >= 10, "{mended:?}");
}
