//! Lints of the template itself: what they find in templates as people write them.

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use playground::{
    checks::{self, Facts, Shared},
    diagnostic::{Level, Place},
    draft::Draft,
    engine,
    mandrill::gallery,
    ory::scenarios,
    report::first_draft,
};
use serde_json::Value;

const LINTS: [&str; 7] = [
    "template/unfilled-text",
    "template/hidden-field",
    "template/json-in-text",
    "template/unlike-types",
    "template/constant-condition",
    "template/shadowed-name",
    "template/unused-name",
];

fn lints(template: &str) -> Vec<String> {
    let scenario = scenarios::find("registration_after_password").expect("a scenario");
    let draft = Draft { template: template.to_owned(), ctx: scenario.ctx().to_owned(), ..first_draft() };
    // Not the whole report: these checks alone.
    let evaluation = engine::evaluate(&draft.template, &draft.ctx);
    let shared = Shared::new(&draft, &evaluation, None, false);
    let facts = Facts { draft: &draft, evaluation: &evaluation, limits: &[], shared: &shared };
    let lints = checks::all().into_iter().filter(|check| LINTS.contains(&check.id));
    lints
        .flat_map(|check| (check.run)(facts))
        .map(|finding| {
            assert_eq!(finding.level, Level::Note, "{}", finding.id);
            let span = finding.span.expect("a place");
            format!("{}:{}: {}", finding.id, Place::of(template, span.start).line, finding.what)
        })
        .collect()
}

#[test]
fn nothing_is_said_of_the_page_s_own_templates() {
    for example in gallery::EXAMPLES {
        assert_eq!(lints(example.template), Vec::<String>::new(), "{}", example.template);
    }
    assert_eq!(lints(&first_draft().template), Vec::<String>::new());
}

#[test]
fn of_real_templates_only_what_is_so_is_said() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in fs::read_dir(cases.join("kratos/templates")).unwrap().flatten() {
        let template = fs::read_to_string(file.path()).unwrap();
        assert_eq!(lints(&template), Vec::<String>::new(), "{template}");
    }
    for line in fs::read_to_string(cases.join("mandrill/findings.jsonl")).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let template = row["template"].as_str().unwrap();
        for lint in lints(template) {
            found.entry(lint).or_default().push(template.to_owned());
        }
    }
    // One binds a name that it never uses, one hands in JSON as a text.
    let said: Vec<&str> = found.keys().map(|lint| lint.split(':').next().unwrap_or_default()).collect();
    assert_eq!(said, ["template/json-in-text", "template/unused-name"], "{found:#?}");
}

/// They must not slow a keystroke: on the tree that is there, in one walk each.
#[test]
fn a_long_template_is_read_in_no_time() {
    let mut template = String::from("function(ctx)\n");
    for at in 0..400 {
        template.push_str(&format!("  local name{at} = if ctx.flow.type == 'api' then 'a' else 'b{at}';\n"));
    }
    template.push_str("  { a: 1 }");
    let started = Instant::now();
    let found = lints(&template);
    assert_eq!(found.len(), 400);
    assert!(started.elapsed().as_secs() < 5, "{:?}, without optimisation", started.elapsed());
}
