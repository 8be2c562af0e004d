//! The old identity after a change, where the new one was meant.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Edit, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/old-identity",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "After settings, the identity is read where the old one still stands.",
    source: "measured on a running Kratos: ctx.flow.identity and ctx.session.identity keep the old traits and addresses",
    fires: &[Example::new(
        "function(ctx) { to: ctx.session.identity.traits.email }",
        "settings_after_profile_new_email",
    )],
    silent: &[
        Example::new(
            "function(ctx) { to: ctx.flow.identity.traits.email, now: ctx.identity.traits.email }",
            "settings_after_profile_new_email",
        ),
        Example::new("function(ctx) { to: ctx.identity.traits.email }", "settings_after_profile_new_email"),
        Example::new("function(ctx) { to: ctx.session.identity.traits.email }", "login_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    // Both identities stand side by side only after settings.
    let ctx = facts.ctx();
    if ctx.pointer("/flow/identity").is_none() || ctx.get("identity").is_none() {
        return Vec::new();
    }
    let readings = facts.outline().readings();
    if readings.iter().any(|reading| reading.path.starts_with("ctx.identity")) {
        return Vec::new();
    }
    let old = ["ctx.session.identity", "ctx.flow.identity"];
    let found = readings.iter().find_map(|reading| {
        let old = old.iter().find(|old| reading.path.starts_with(**old))?;
        Some((reading, old))
    });
    let Some((reading, old)) = found else { return Vec::new() };
    let text = reading.span.of(&facts.draft.template);
    let fix = text
        .strip_prefix(old)
        .map(|rest| Edit::template(reading.span, format!("ctx.identity{rest}")))
        .into_iter()
        .collect();
    vec![Finding {
        fix,
        ..at(
            &CHECK,
            Document::Template,
            reading.span,
            "This shows the old identity, as it was before the change.",
            "After settings, `ctx.identity` is the new identity; the flow and the session still hold the old one.",
            "Read `ctx.identity`, unless you mean to write to the old address.",
        )
    }]
}
