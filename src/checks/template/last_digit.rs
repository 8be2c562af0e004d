//! Functions whose last digit or whose layout Ory may print otherwise.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Document, Finding, Level},
    engine::outline,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/last-digit",
    level: Level::Warning,
    finds: "A function is used whose result this page cannot promise to the last digit.",
    source: "measured against go-jsonnet 0.21.0; docs/faithfulness.md",
    fires: &[Example { template: "function(ctx) { a: std.sin(1) }", scenario: "registration_after_password" }],
    silent: &[
        Example { template: "function(ctx) { a: std.pow(1.1, 10) }", scenario: "registration_after_password" },
        Example { template: "function(ctx) { a: std.sqrt(2) }", scenario: "registration_after_password" },
        Example { template: "function(ctx) { a: 'std.sin(1)' }", scenario: "registration_after_password" },
    ],
    run,
};

/// Functions that Go and this page work out with libraries of their own.
const NUMBERS: [&str; 11] = ["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "log", "log2", "log10"];

/// Functions whose text was seen to differ for some values.
const TEXTS: [&str; 4] = ["manifestToml", "manifestTomlEx", "manifestYamlDoc", "manifestYamlStream"];

fn run(facts: Facts) -> Vec<Finding> {
    if facts.evaluation.outcome.is_err() {
        return Vec::new();
    }
    let readings = outline::readings(&facts.draft.template);
    let used = readings.iter().find_map(|reading| {
        let name = reading.path.strip_prefix("std.")?;
        let number = NUMBERS.contains(&name);
        (number || TEXTS.contains(&name)).then_some((reading.span, name, number))
    });
    let Some((span, name, number)) = used else { return Vec::new() };
    let why = if number {
        "Ory works it out with Go's mathematics, which may give another last digit."
    } else {
        "Texts of several lines and some numbers inside it may be laid out otherwise in Ory."
    };
    let what = format!("What Ory prints for `std.{name}` may differ a little.");
    vec![at(&CHECK, Document::Template, span, &what, why, "Round the number, or do not rely on the exact text.")]
}
