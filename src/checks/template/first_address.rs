//! `verifiable_addresses[0]`: a coin toss for people with a phone number.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/first-address",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The first address is taken, whatever it is.",
    source: "measured on a running Kratos: the order of two addresses is not fixed once they are stored",
    fires: &[Example::new(
        "function(ctx) { to: ctx.identity.verifiable_addresses[0].value }",
        "registration_after_password",
    )],
    silent: &[
        Example::new(
            "function(ctx) { to: [a.value for a in ctx.identity.verifiable_addresses if a.via == 'email'][0] }",
            "registration_after_password",
        ),
        Example::new("function(ctx) { to: 'verifiable_addresses[0].value' }", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let readings = facts.outline().readings();
    let first = readings.iter().find(|reading| {
        ["verifiable_addresses[0]", "recovery_addresses[0]"].iter().any(|first| reading.path.contains(first))
    });
    let Some(reading) = first else { return Vec::new() };
    let fix = by_via(&facts.draft.template, reading.span).into_iter().collect();
    vec![Finding {
        fix,
        ..at(
            &CHECK,
            Document::Template,
            reading.span,
            "This takes the first address, which may be a phone number.",
            "With an e-mail and a phone number, Ory keeps no order: the first is now the one, now the other. Without any, there is no first.",
            "Choose by `via`, and cancel when there is none.",
        )
    }]
}

/// The e-mail addresses of the same list, or a cancel, in the place of `list[0].value`.
pub fn by_via(template: &str, span: Span) -> Option<Edit> {
    let (list, _) = span.of(template).strip_suffix(".value")?.rsplit_once('[')?;
    let (owner, name) = list.trim_end().rsplit_once('.')?;
    let text = format!(
        "(local mails = [a.value for a in std.get({owner}, \"{name}\", []) if a.via == \"email\"]; \
         if mails == [] then error \"cancel: no e-mail address\" else mails[0])"
    );
    Some(Edit::template(span, text))
}
