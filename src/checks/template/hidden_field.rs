//! An object that is replaced where it was to be added to.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/hidden-field",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "An object is added whose field replaces a whole object, instead of adding to it.",
    source: "jsonnet.org/ref/spec.html: `:` replaces, `+:` adds",
    fires: &[
        Example::new("function(ctx) { message: { subject: 'a', text: 'b' } } + { message: { subject: 'c' } }", CTX),
        Example::new("function(ctx) local mail = { message: { text: 'b' } }; mail { message: { subject: 'c' } }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { message: { text: 'b' } } + { message+: { subject: 'c' } }", CTX),
        Example::new("function(ctx) { message: { text: 'b' } } + { message: super.message { subject: 'c' } }", CTX),
        Example::new("function(ctx) { subject: 'a' } + { subject: 'b' }", CTX),
        Example::new("function(ctx) { message: {} } + { message: { subject: 'c' } }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |hidden: crate::engine::outline::lints::HiddenField| {
        let what = format!("This `{}` replaces the other one as a whole.", hidden.name);
        let why =
            "Where objects are added, a field of the second takes the place of the first's; only `+:` adds to it.";
        let remedy = format!("Write `{}+: …` to keep what the other one has.", hidden.name);
        let before = facts.draft.template.get(..hidden.by.start).unwrap_or_default().trim_end();
        let colon = before.trim_end_matches(':').len();
        let fix = (colon < before.len()).then(|| Edit::template(Span::new(colon, colon), "+")).into_iter().collect();
        Finding { fix, ..at(&CHECK, Document::Template, hidden.by, &what, why, &remedy) }
    };
    facts.outline().hidden_fields().into_iter().map(told).collect()
}
