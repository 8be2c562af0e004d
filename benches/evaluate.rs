//! How long a report takes, on the templates whose bodies a running Kratos sent. `benches/go_jsonnet.py` times
//! go-jsonnet on the same, `benches/browser.mjs` the worker in a browser.

use std::{fs, hint::black_box, path::Path};

use criterion::Criterion;
use playground::{
    draft::Draft,
    engine,
    report::{self, first_draft},
};

/// Template, and the recorded context it gets.
const PAIRS: [(&str, &str); 4] = [
    ("welcome", "registration-after-password"),
    ("template-with-vars", "registration-after-oidc"),
    ("sign-in-alert", "login-after-password"),
    ("address-changed", "settings-after-profile-new-email"),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(path)).expect("the case is there")
}

fn evaluate(criterion: &mut Criterion) {
    let docs = first_draft();
    criterion
        .bench_function("evaluate docs", |bench| bench.iter(|| engine::evaluate(black_box(&docs.template), &docs.ctx)));
    criterion.bench_function("report docs", |bench| bench.iter(|| report::build(black_box(&docs))));
    for (template, ctx) in PAIRS {
        let draft = Draft {
            template: read(&format!("kratos/templates/{template}.jsonnet")),
            ctx: read(&format!("recorded/{ctx}.json")),
            ..first_draft()
        };
        criterion.bench_function(&format!("evaluate {template}"), |bench| {
            bench.iter(|| engine::evaluate(black_box(&draft.template), &draft.ctx));
        });
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    evaluate(&mut criterion);
    criterion.final_summary();
}
