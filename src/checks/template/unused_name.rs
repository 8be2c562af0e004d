//! A name that is bound and never used.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level},
    engine::outline::names::Binding,
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/unused-name",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A local, or a parameter of a function that has a name, is never used.",
    source: "the template's own text; names that begin with `_` are left alone",
    fires: &[
        Example::new("function(ctx)\n  local name = 'Ada';\n  { a: 1 }", CTX),
        Example::new("local greet(name, language) = 'Hi ' + name;\nfunction(ctx) { a: greet('Ada', 'en') }", CTX),
        Example::new("function(ctx) { local name = 'Ada', a: 1 }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: 1 }", CTX),
        Example::new("function(ctx) local name = 'Ada'; { a: name }", CTX),
        Example::new("function(ctx) local _later = 1; { a: std.mapWithIndex(function(at, it) it, ['b']) }", CTX),
        Example::new("function(ctx) { a: [1 for it in [1, 2]] }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let told = |bound: &crate::engine::outline::names::Bound| {
        let (what, remedy) = match bound.by {
            Binding::Local => (format!("`{}` is bound and never used.", bound.name), "Leave it out, or use it."),
            _ => {
                let remedy = "Leave it out here and where the function is called, or use it.";
                (format!("The parameter `{}` is never used.", bound.name), remedy)
            }
        };
        let why = "Jsonnet works out what is used and nothing else; what is not may be a slip of the pen.";
        let fix = bound.whole.map(|whole| Edit::template(whole, "")).into_iter().collect();
        Finding { fix, ..at(&CHECK, Document::Template, bound.span, &what, why, remedy) }
    };
    facts.names().unused.iter().map(told).collect()
}
