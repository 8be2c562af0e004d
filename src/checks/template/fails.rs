//! Every failure no other check explains: Ory's words at their place.

use crate::{
    checks::{Check, Example, Facts, explain},
    diagnostic::{Delivery, Document, Finding, Level},
    engine::failure::FailureKind,
    ory::outcome::{Outcome, read},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/fails",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The evaluation fails in a way no other check explains.",
    source: "go-jsonnet 0.21.0",
    fires: &[
        Example::new("function(ctx) { a: }", "registration_after_password"),
        Example::new("function(ctx) { a: 1 / 0 }", "registration_after_password"),
        Example::new("function(ctx) std.objectRemoveKey(ctx { a: 1 }, 'a')", "registration_after_password"),
    ],
    silent: &[
        Example::new("function(ctx) { a: ctx.nothing }", "registration_after_password"),
        Example::new("function(ctx) error 'cancel'", "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    // A failure of which another check speaks is left to that one (`checks::run`).
    if read(Some(&failure.words)) == Outcome::Cancels {
        return Vec::new();
    }
    if failure.kind == FailureKind::Crash {
        let why = "go-jsonnet 0.21.0, which evaluates for Ory, falls over here. Ory takes it as a failure of the hook.";
        let remedy = "Write it another way: without the function of `std` or the `tailstrict` that is at work there.";
        return vec![explain(&CHECK, failure, "Ory's evaluator crashes.".to_owned(), why, remedy.to_owned())];
    }
    let in_ctx = failure.document == Document::Ctx;
    let at_run_time = !matches!(failure.kind, FailureKind::Syntax(_));
    let what = match (in_ctx, at_run_time) {
        (true, _) => "The context cannot be read.",
        (false, true) => "The template fails while it runs.",
        (false, false) => "The template cannot be read.",
    };
    let why = match (in_ctx, at_run_time) {
        (true, _) => "Ory reads the context as Jsonnet; what it sends is always well formed.",
        (false, true) => "Ory takes this as a failure of the hook.",
        (false, false) => "Ory would fail at every call, whatever the context.",
    };
    let remedy = if in_ctx { "Mend the context, or choose a scenario." } else { "Mend the place Ory names." };
    vec![explain(&CHECK, failure, what.to_owned(), why, remedy.to_owned())]
}
