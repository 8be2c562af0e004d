//! The catalogue: complete, and every context with the keys and types of its recording.

use std::{collections::BTreeSet, fs, path::Path};

use playground::{
    draft::{ActionDraft, Flow, Method, Moment, Place, Placement},
    ory::{
        limits,
        scenarios::{self, MOVING, Runs, Scenario},
    },
    report::{self, Verdict, first_draft},
};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn no_file_is_left_out_and_every_file_is_read() {
    let files: BTreeSet<String> = fs::read_dir(root().join("src/ory/scenarios"))
        .unwrap()
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".json").map(str::to_owned))
        .collect();
    let ids: BTreeSet<String> = scenarios::all().iter().map(|scenario| scenario.id.to_owned()).collect();
    assert_eq!(ids, files);
    assert_eq!(ids.len(), scenarios::all().len(), "each id stands once");
}

#[test]
fn every_flow_moment_and_method_has_a_scenario() {
    for flow in Flow::ALL {
        assert!(scenarios::all().iter().any(|scenario| scenario.flow == flow && scenario.moment == Moment::Before));
        let after = |method| {
            scenarios::all().iter().any(|scenario| {
                scenario.flow == flow
                    && scenario.moment == Moment::After
                    && scenario.method == method
                    && scenario.runs != Runs::Parse
            })
        };
        match flow.methods() {
            [] => assert!(after(None), "{flow:?}"),
            methods => methods.iter().for_each(|method| assert!(after(Some(*method)), "{flow:?} {method:?}")),
        }
    }
}

#[test]
fn each_says_when_in_one_sentence() {
    for scenario in scenarios::all() {
        let when = &scenario.when;
        assert!(when.ends_with('.') && !when.trim_end_matches('.').contains(". "), "{}: {when}", scenario.id);
        assert!(!scenario.title.is_empty() && !scenario.source.is_empty());
    }
}

/// What stands where a name of the user's own, or of the browser's, would: only its presence counts.
const BY_PRESENCE: [&str; 5] = ["request_headers", "request_cookies", "traits", "nodes", "messages"];

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn compare(path: &str, scenario: &Value, recording: &Value, wrong: &mut Vec<String>) {
    if kind(scenario) != kind(recording) {
        wrong.push(format!("{path}: {} here, {} recorded", kind(scenario), kind(recording)));
        return;
    }
    match (scenario, recording) {
        (Value::Object(here), Value::Object(there)) => {
            let keys = |map: &serde_json::Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
            if keys(here) != keys(there) {
                wrong.push(format!("{path}: keys {:?} here, {:?} recorded", keys(here), keys(there)));
            }
            for (key, value) in here {
                if let (Some(recorded), false) = (there.get(key), BY_PRESENCE.contains(&key.as_str())) {
                    compare(&format!("{path}.{key}"), value, recorded, wrong);
                }
            }
        }
        (Value::Array(here), Value::Array(there)) => {
            if here.is_empty() != there.is_empty() {
                wrong.push(format!("{path}: {} elements here, {} recorded", here.len(), there.len()));
            }
            for (at, (here, there)) in here.iter().zip(there).enumerate() {
                compare(&format!("{path}[{at}]"), here, there, wrong);
            }
        }
        _ => {}
    }
}

#[test]
fn every_context_has_the_keys_and_types_of_its_recording() {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for scenario in scenarios::all() {
        let file = root().join(format!("tests/cases/recorded/{}.json", scenario.recording));
        let recording: Value =
            serde_json::from_str(&fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}")))
                .unwrap();
        used.insert(scenario.recording.clone());
        let ctx: Value = serde_json::from_str(scenario.ctx()).unwrap();
        let mut found = Vec::new();
        compare("ctx", &ctx, &recording, &mut found);
        // What a derived scenario says it changes.
        found.retain(|line| {
            !(line.starts_with("ctx.identity.organization_id: string") && scenario.id.ends_with("organization")
                || line.starts_with("ctx.flow.organization_id: string") && scenario.id.ends_with("organization")
                || line.starts_with("ctx.identity.metadata_public: object") && scenario.id.ends_with("metadata"))
        });
        wrong.extend(found.into_iter().map(|line| format!("{}: {line}", scenario.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every recording of `tests/cases/recorded`, by its name.
fn recordings() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("tests/cases/recorded")).unwrap().flatten();
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().strip_suffix(".json")?.to_owned();
        Some((name, fs::read_to_string(entry.path()).unwrap()))
    };
    files.filter_map(read).collect()
}

#[test]
fn every_recording_has_a_scenario_of_its_shape() {
    let contexts: Vec<(&Scenario, Value)> =
        scenarios::all().iter().map(|scenario| (scenario, serde_json::from_str(scenario.ctx()).unwrap())).collect();
    let recordings = recordings();
    assert!(recordings.len() > 60, "{}", recordings.len());
    for (name, text) in recordings {
        let recording: Value = serde_json::from_str(&text).unwrap();
        let of_flow = contexts
            .iter()
            .filter(|(scenario, _)| name.starts_with(&format!("{}-{}", scenario.flow.name(), scenario.moment.name())));
        let nearest = of_flow.map(|(scenario, ctx)| {
            let mut wrong = Vec::new();
            compare("ctx", ctx, &recording, &mut wrong);
            (wrong, scenario.id)
        });
        let (wrong, id) =
            nearest.min_by_key(|(wrong, _)| wrong.len()).unwrap_or_else(|| panic!("{name}: no such flow"));
        assert!(wrong.is_empty(), "{name}: the nearest is {id}, which differs:\n{}", wrong.join("\n"));
    }
}

#[test]
fn what_is_left_out_weighs_as_much_as_kratos_writes() {
    for (name, text) in recordings() {
        // Go writes a number as short as it can, the recording as Jsonnet prints it (0.10000000000000001).
        let text = serde_json::from_str::<Value>(&text).unwrap().to_string();
        for scenario in scenarios::all().iter().filter(|scenario| scenario.recording == name) {
            let whole = limits::context_size(scenario.ctx()) + scenario.left_out;
            assert_eq!(whole, limits::context_size(&text), "{} of {name}", scenario.id);
        }
    }
    // Measured on the input of Kratos' worker.
    let webauthn = scenarios::find("settings_after_webauthn").unwrap();
    assert_eq!(limits::context_size(webauthn.ctx()) + webauthn.left_out, 14_659);
}

fn fitting(places: &[Place], action: &ActionDraft) -> Vec<&'static Scenario> {
    scenarios::fitting(&Placement { places: places.to_vec(), ..Placement::default() }, action)
}

#[test]
fn only_what_can_happen_fits_a_placement() {
    for place in Place::all() {
        for ignore in [true, false] {
            let action = ActionDraft { ignore_response: ignore, ..ActionDraft::default() };
            let fitting = fitting(&[place], &action);
            assert!(!fitting.is_empty(), "{place}");
            for scenario in fitting {
                assert_eq!((scenario.flow, scenario.moment), (place.flow, place.moment), "{}", scenario.id);
                assert!(scenario.runs != Runs::Parse, "{}", scenario.id);
                assert!(ignore || scenario.runs != Runs::Beside, "nothing runs beside what waits: {}", scenario.id);
                assert!(place.method.is_none() || scenario.method == place.method, "{}", scenario.id);
            }
        }
    }
}

#[test]
fn several_places_meet_what_each_of_them_meets() {
    let action = ActionDraft::default();
    let (one, other) =
        (Place::after(Flow::Registration, Method::Password), Place::general(Flow::Login, Moment::Before));
    assert_eq!(
        fitting(&[one, other], &action).len(),
        fitting(&[one], &action).len() + fitting(&[other], &action).len()
    );
    assert!(fitting(&[], &action).is_empty());
}

#[test]
fn a_hook_that_parses_runs_before_anything_is_saved() {
    let action = ActionDraft { ignore_response: false, parse_response: true, ..ActionDraft::default() };
    let found = fitting(&[Place::after(Flow::Registration, Method::Password)], &action);
    assert!(!found.is_empty() && found.iter().all(|scenario| scenario.runs == Runs::Parse));
    // Other flows have no such moment.
    let found = fitting(&[Place::after(Flow::Login, Method::Password)], &action);
    assert!(!found.is_empty() && found.iter().all(|scenario| scenario.runs != Runs::Parse));
}

#[test]
fn every_context_is_read_as_it_stands() {
    for scenario in scenarios::all() {
        let draft = playground::draft::Draft {
            template: "function(ctx) ctx".into(),
            ctx: scenario.ctx().to_owned(),
            ..first_draft()
        };
        let report = report::build(&draft);
        assert_eq!(report.verdict, Verdict::Sends, "{}: {:?}", scenario.id, report.trouble);
        let body: Value = serde_json::from_str(&report.body.unwrap()).unwrap();
        assert_eq!(body, serde_json::from_str::<Value>(scenario.ctx()).unwrap(), "{}", scenario.id);
    }
}

/// Every path at which two values differ.
fn differing(path: &str, one: &Value, other: &Value, found: &mut BTreeSet<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            for key in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                let value = |map: &serde_json::Map<String, Value>| map.get(key).cloned().unwrap_or_default();
                differing(&format!("{path}.{key}"), &value(one), &value(other), found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                differing(&format!("{path}[{at}]"), one, other, found);
            }
        }
        _ if one != other => {
            found.insert(path.to_owned());
        }
        _ => {}
    }
}

#[test]
fn what_moves_beside_the_flow_is_what_two_recordings_of_one_moment_differ_in() {
    let recording = |name: &str| -> Value {
        let file = root().join(format!("tests/cases/recorded/{name}.json"));
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
    };
    let moving = |flow, moment| -> Vec<&str> {
        let here = MOVING.iter().filter(|moving| moving.flow == flow && moving.moment == moment);
        here.map(|moving| moving.path).collect()
    };
    // The two hooks ran side by side in one login.
    for (name, moment) in [("login-after-password", Moment::After), ("login-before", Moment::Before)] {
        let mut found = BTreeSet::new();
        differing("ctx", &recording(name), &recording(&format!("{name}.async")), &mut found);
        let known: BTreeSet<String> = moving(Flow::Login, moment).into_iter().map(str::to_owned).collect();
        assert_eq!(found, known, "{name}");
    }
    // Two runs, with other people: the type tells.
    assert_eq!(moving(Flow::Settings, Moment::Before), ["ctx.flow.ui.nodes"]);
    assert!(recording("settings-before-new-email")["flow"]["ui"]["nodes"].is_null());
    assert!(recording("settings-before-new-email.async")["flow"]["ui"]["nodes"].is_array());
}
