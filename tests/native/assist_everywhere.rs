//! The editor's answers at every place of the templates there are: they agree with each other, and what they change keeps
//! what the template gives.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock, time::Instant};

use playground::{
    assist::{
        self, Text,
        ask::{Answer, Ask, answer_in_time},
        syntax,
    },
    diagnostic::{self, Span},
    engine::{self, values},
};
use serde_json::Value;

use crate::assist::ctx;

/// Templates that people write, and those that hold some feature of the language: each with its name and its context.
fn corpus() -> Vec<(String, String, String)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found = Vec::new();
    let mut add = |name: String, template: String, ctx: String| {
        if !found.iter().any(|(_, known, _): &(String, String, String)| *known == template) {
            found.push((name, template, ctx));
        }
    };
    let mut paths: Vec<_> = fs::read_dir(cases.join("kratos/templates"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        add(path.display().to_string(), fs::read_to_string(&path).expect("a template"), ctx().to_owned());
    }
    for file in ["conformance.jsonl", "mutated.jsonl", "format.jsonl"] {
        let rows = fs::read_to_string(cases.join(file)).expect(file);
        for row in rows.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
            let Some(template) = row["template"].as_str() else { continue };
            let own = row["ctx"].as_str().filter(|text| text.starts_with('{'));
            add(format!("{file}: {}", row["name"]), template.to_owned(), own.unwrap_or(ctx()).to_owned());
        }
    }
    for example in playground::mandrill::gallery::EXAMPLES {
        add(example.id.to_owned(), example.template.to_owned(), ctx().to_owned());
    }
    found
}

/// What Ory would do with it: places in the words of an error move with the text.
fn outcome(template: &str, ctx: &str) -> Result<String, String> {
    engine::evaluate(template, ctx).outcome.map_err(|failure| failure.words.lines().next().unwrap_or("").to_owned())
}

fn offsets(template: &str) -> Vec<usize> {
    (0..=template.len()).filter(|at| template.is_char_boundary(*at)).collect()
}

#[test]
fn names_agree_with_each_other_wherever_one_asks() {
    let mut asked = 0;
    let mut wrong = Vec::new();
    for (name, template, _) in corpus() {
        let root = syntax::read(&template);
        let text = Text::new(&template, &root);
        for at in offsets(&template) {
            let definition = assist::definition::definition(&text, at);
            let Some(uses) = assist::uses::uses(&text, at) else { continue };
            asked += 1;
            let sorted: BTreeSet<(usize, usize)> = uses.iter().map(|span| (span.start, span.end)).collect();
            let same = uses.iter().all(|span| span.of(&template) == uses[0].of(&template));
            let here = uses.iter().any(|span| span.start <= at && at <= span.end);
            if definition != uses.first().copied() || sorted.len() != uses.len() || !same || !here {
                wrong.push(format!("{name} at {at}: {definition:?} {uses:?}"));
            }
            for span in &uses {
                if assist::uses::uses(&text, span.start) != Some(uses.clone()) {
                    wrong.push(format!("{name}: {span:?} of {at} has other uses"));
                }
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn a_free_name_changes_nothing_but_itself() {
    let mut renamed = 0;
    let mut wrong = Vec::new();
    for (name, template, ctx) in corpus() {
        let root = syntax::read(&template);
        let text = Text::new(&template, &root);
        let bindings: BTreeSet<usize> = text.names.bindings.iter().map(|binding| binding.span.start).collect();
        let before = outcome(&template, &ctx);
        for at in bindings {
            let Some(edits) = assist::rename::rename(&text, at, "freeName_7") else { continue };
            renamed += 1;
            let after = diagnostic::applied(&template, &edits);
            let now = outcome(&after, &ctx);
            let told = |outcome: &Result<String, String>| match outcome {
                // A function that is missing an argument says its name.
                Err(words) => Err(words.replace("freeName_7", edits[0].span.of(&template))),
                Ok(body) => Ok(body.clone()),
            };
            if told(&now) != told(&before) {
                wrong.push(format!("{name} at {at}: {before:?} {now:?}\n{after}"));
            }
        }
    }
    assert!(renamed > 200, "{renamed}");
    assert!(wrong.is_empty(), "{} of {renamed}:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
}

#[test]
fn formatting_keeps_every_outcome_and_is_done_in_one_go() {
    let mut wrong = Vec::new();
    for (name, template, ctx) in corpus() {
        let Some(formatted) = assist::format::format(&template) else { continue };
        let (before, after) = (outcome(&template, &ctx), outcome(&formatted, &ctx));
        if before != after {
            wrong.push(format!("{name}: {before:?} {after:?}\n{template}\n→\n{formatted}"));
        }
        if assist::format::format(&formatted).as_deref() != Some(formatted.as_str()) {
            wrong.push(format!("{name}: twice\n{formatted}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
}

fn clock() -> f64 {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGAN.elapsed().as_secs_f64() * 1_000.0
}

#[test]
fn whatever_is_asked_of_a_whole_or_a_cut_template_is_answered_at_places_that_it_has() {
    for (name, template, ctx) in corpus().into_iter().filter(|(_, template, _)| template.len() < 1_700).step_by(17) {
        for at in offsets(&template) {
            for text in [&template[..at], template.as_str()] {
                // What is cut may be endless.
                let found = answer_in_time(text, &ctx, &Ask::Complete(at), clock);
                let Answer::Candidates(found) = found else { panic!("{name} at {at}: {found:?}") };
                for candidate in found {
                    assert!(candidate.from <= candidate.word && candidate.word <= at, "{name} at {at}: {candidate:?}");
                    assert!(text.is_char_boundary(candidate.from), "{name} at {at}: {candidate:?}");
                }
            }
            let here = Span::new(at, at);
            let rename = Ask::Rename(at, "name".to_owned());
            let acts = Ask::Acts(here, vec![ctx.clone()]);
            for ask in
                [Ask::Hover(at), Ask::Signature(at), rename, acts, Ask::Outline, Ask::Meant(here), Ask::ToBody(at)]
            {
                answer_in_time(&template[..at], &ctx, &ask, clock);
            }
        }
    }
}

/// The paths of all values in a body.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter().filter(|(name, _)| !name.contains(['.', '[', '"'])) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                found.push(path.clone());
                paths(value, &path, found);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                let path = format!("{path}[{at}]");
                found.push(path.clone());
                paths(value, &path, found);
            }
        }
        _ => {}
    }
}

/// Whether a value is another, or holds it.
fn holds(value: &Value, wanted: &Value) -> bool {
    value == wanted
        || match value {
            Value::Object(fields) => fields.values().any(|value| holds(value, wanted)),
            Value::Array(items) => items.iter().any(|value| holds(value, wanted)),
            _ => false,
        }
}

#[test]
fn every_value_of_a_body_was_made_by_an_expression_that_gives_it() {
    let (mut asked, mut same) = (0, 0);
    let (mut wrong, mut others) = (Vec::new(), Vec::new());
    for (name, template, ctx) in corpus() {
        let Ok(body) = engine::evaluate(&template, &ctx).outcome else { continue };
        let Ok(body) = serde_json::from_str::<Value>(&body) else { continue };
        let provenance = values::provenance(&template, &ctx);
        let recording = values::record(&template, &ctx);
        let mut all = Vec::new();
        paths(&body, "", &mut all);
        for path in all {
            let Some(steps) = values::steps(&path) else { continue };
            asked += 1;
            let Some(span) = provenance.made_by(&steps) else {
                wrong.push(format!("{name}: {path} was made by nobody"));
                continue;
            };
            if template.get(span.start..span.end).is_none_or(str::is_empty) {
                wrong.push(format!("{name}: {path} was made by {span:?}"));
            }
            let gave = assist::value::value(&template, &ctx, span).and_then(Result::ok);
            let gave = gave.and_then(|json| serde_json::from_str::<Value>(&json).ok());
            let wanted = steps.iter().try_fold(&body, |value, step| match step {
                engine::Step::Field(name) => value.get(name),
                engine::Step::Element(at) => value.get(at),
            });
            // What runs several times is told as it was the first time; what is in a value was made with it.
            let again = recording.values.iter().any(|value| value.span == span && value.times > 1);
            let is_in = |gave: &Value| wanted.is_some_and(|wanted| holds(gave, wanted));
            if again || gave.as_ref().is_some_and(is_in) {
                same += 1;
            } else {
                others.push(format!("{name}: {path} by {:?}", span.of(&template)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    // `std.mergePatch` takes something out of what it is given.
    assert!(others.len() * 100 < asked, "{same} of {asked}:\n{}", others.join("\n"));
}
