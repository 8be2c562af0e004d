//! Parts of the context that have moved on when the hook runs beside the flow.

use crate::{
    checks::{Check, Example, Facts, at},
    diagnostic::{Delivery, Document, Finding, Level},
    ory::scenarios::MOVING,
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/moving-part",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A part of the context is read that depends on whether the flow waits for the hook.",
    source: "measured on a running Kratos with response.ignore true and false",
    fires: &[Example::new("function(ctx) { s: ctx.session.id }", "login_after_password")],
    silent: &[
        Example::new("function(ctx) { s: ctx.session.issued_at }", "login_after_password"),
        Example::new("function(ctx) { s: ctx.session.identity.traits.email }", "login_after_password"),
        Example::new("function(ctx) { d: ctx.session.devices[0].user_agent }", "login_after_password"),
        Example::new("function(ctx) { f: ctx.flow.id }", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let ctx = facts.ctx();
    // Only where both states are known to differ: the parts are named by flow and moment.
    let here = |moving: &&crate::ory::scenarios::Moving| {
        let after = ctx.get("identity").is_some();
        let login = ctx.pointer("/flow/requested_aal").is_some();
        let settings = ctx.pointer("/flow/identity").is_some();
        match moving.flow {
            crate::draft::Flow::Login => login && after == (moving.moment == crate::draft::Moment::After),
            crate::draft::Flow::Settings => settings && !after,
            _ => false,
        }
    };
    let readings = facts.outline().readings();
    let found = MOVING.iter().filter(here).find_map(|moving| {
        let reading = readings.iter().find(|reading| moving.holds(&reading.path))?;
        Some((moving, reading))
    });
    let Some((moving, reading)) = found else { return Vec::new() };
    let state = if facts.draft.action.ignore_response { moving.beside } else { moving.waiting };
    let what = format!("With this action, `{}` is {state}.", moving.path);
    let why = format!(
        "While the flow waits it is {}; beside the flow (`response.ignore: true`) it may be {}, and which of both is a race.",
        moving.waiting, moving.beside
    );
    vec![at(&CHECK, Document::Template, reading.span, &what, &why, "Write the template so that it works with both.")]
}
