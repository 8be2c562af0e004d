//! `"Hello ${name}"`: in quotes, that is what people will read.

use crate::{
    checks::{Check, Example, Facts, at, foreign::joined},
    diagnostic::{Delivery, Document, Edit, Finding, Level},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/unfilled-text",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "A text holds `${…}` with a name of the template, which Jsonnet leaves as it is.",
    source: "jsonnet.org/ref/spec.html: texts have no values in them",
    fires: &[
        Example::new("function(ctx) { text: 'Hello ${ctx.identity.traits.email}!' }", CTX),
        Example::new("function(ctx) local name = 'Ada'; { text: \"Hello ${name}\" + name }", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { text: 'It costs ${5}, or ${amount}' }", CTX),
        Example::new("function(ctx) { text: 'Hello ' + ctx.identity.traits.email }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let template = &facts.draft.template;
    let mut found = Vec::new();
    for span in facts.outline().literals() {
        let text = span.of(template);
        let Some((_, rest)) = text.split_once("${") else { continue };
        let Some((inside, _)) = rest.split_once('}') else { continue };
        let name = inside.trim().split(['.', '[']).next().unwrap_or_default();
        if !facts.names().all.iter().any(|known| known == name) {
            continue;
        }
        let whole = text.get(1..text.len().saturating_sub(1)).and_then(|inner| joined(inner, "${"));
        let fix =
            whole.filter(|_| facts.outline().is_value(span)).map(|text| Edit::template(span, format!("({text})")));
        let what = "People will read the `${…}` as it stands here.";
        let why = "Jsonnet puts no values into a text by itself.";
        let remedy = "Join the pieces with `+`, or write `\"Hello %s\" % name`.";
        found.push(Finding {
            fix: fix.into_iter().collect(),
            ..at(&CHECK, Document::Template, span, what, why, remedy)
        });
    }
    found
}
