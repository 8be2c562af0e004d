//! `Field does not exist: …`: the commonest failure, since Ory leaves out what it has nothing to say of.

use crate::{
    checks::{Check, Example, Facts, explain, said},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};

/// The check.
pub const CHECK: Check = Check {
    id: "template/missing-field",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A field is read that this context does not have.",
    source: "Kratos web_hook.go and identity.go: keys tagged omitempty are left out, not null",
    fires: &[
        Example::new("function(ctx) { phone: ctx.identity.traits.phone }", "registration_after_password"),
        Example::new("function(ctx) { id: ctx.identity.id }", "registration_before"),
        Example::new(
            "function(ctx) { to: ctx.identity.verifiable_addresses[0].value }",
            "registration_after_password_username",
        ),
    ],
    silent: &[Example::new(
        "function(ctx) { phone: std.get(ctx.identity.traits, \"phone\", null) }",
        "registration_after_password",
    )],
    run,
};

/// What is known of a field: its name, why Ory leaves it out, what to write, and what stands in for it.
struct Known {
    field: &'static str,
    why: &'static str,
    remedy: &'static str,
    default: &'static str,
}

const KNOWN: [Known; 9] = [
    Known {
        field: "identity",
        why: "Ory gives `ctx.identity` only after a flow; a before hook has none (settings has `ctx.session.identity`).",
        remedy: "Place the hook after the flow, or cancel: `if !(\"identity\" in ctx) then error \"cancel: nobody yet\" else …`.",
        default: "{}",
    },
    Known {
        field: "session",
        why: "Ory gives `ctx.session` after a login and in settings only; after a registration there is none in the context.",
        remedy: "Take what you need from `ctx.identity`, or guard it with `std.get(ctx, \"session\", {})`.",
        default: "{}",
    },
    Known {
        field: "verifiable_addresses",
        why: "Ory leaves it out when the identity schema marks no address for verification, or the person has none.",
        remedy: "Guard it with `std.get(…, \"verifiable_addresses\", [])`, choose by `via`, and cancel when none is left.",
        default: "[]",
    },
    Known {
        field: "recovery_addresses",
        why: "Ory leaves it out when the identity schema marks no address for recovery, or the person has none.",
        remedy: "Guard it with `std.get(…, \"recovery_addresses\", [])`.",
        default: "[]",
    },
    Known {
        field: "transient_payload",
        why: "It stands at `ctx.flow.transient_payload`, and is absent before a submit and in settings by profile or password.",
        remedy: "Guard it with `std.get(ctx.flow, \"transient_payload\", {})`.",
        default: "{}",
    },
    Known {
        field: "active",
        why: "Ory sets `flow.active` in registration for oidc and code only; by password, passkey and webauthn it is left out.",
        remedy: "Guard it with `std.get(ctx.flow, \"active\", \"password\")`, or do not tell methods apart by it.",
        default: "\"\"",
    },
    Known {
        field: "metadata_admin",
        why: "Ory never hands `metadata_admin` to a web hook.",
        remedy: "Keep what the template needs in `metadata_public`, or in a trait.",
        default: "{}",
    },
    Known {
        field: "credentials",
        why: "Ory never hands credentials to a web hook.",
        remedy: "Tell methods apart by where the hook is placed.",
        default: "{}",
    },
    Known {
        field: "return_to",
        why: "Ory leaves `flow.return_to` out when the flow was started without one.",
        remedy: "Guard it with `std.get(ctx.flow, \"return_to\", \"\")`.",
        default: "\"\"",
    },
];

fn run(facts: Facts) -> Vec<Finding> {
    let Some((failure, field)) = said(facts, "RUNTIME ERROR: Field does not exist: ") else { return Vec::new() };
    let known = KNOWN.iter().find(|known| known.field == field);
    let target = failure
        .span
        .filter(|_| failure.document == Document::Template)
        .and_then(|span| target_of(span, &facts.draft.template, field));
    let what = match target {
        Some(target) => format!("`{}` has no field `{field}` here.", target.of(&facts.draft.template)),
        None => format!("There is no field `{field}` here."),
    };
    let why = known
        .map_or("Ory leaves out what it has nothing to say of; traits hold only what the person gave.", |known| {
            known.why
        });
    let remedy = match (known, target) {
        (Some(known), _) => known.remedy.to_owned(),
        (None, Some(target)) => {
            format!(
                "Guard it: `std.get({}, \"{field}\", null)`, or choose a scenario that has it.",
                target.of(&facts.draft.template)
            )
        }
        (None, None) => "Guard it with `std.get`, or choose a scenario that has it.".to_owned(),
    };
    let fix = match (failure.span, target) {
        (Some(span), Some(target)) => guard(&facts.draft.template, span, target, field, known).into_iter().collect(),
        _ => Vec::new(),
    };
    vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }]
}

/// The `target` in `target.field` or `target["field"]`, when that is what the span covers.
fn target_of(span: Span, template: &str, field: &str) -> Option<Span> {
    let expression = span.of(template);
    let before = [format!(".{field}"), format!("[\"{field}\"]"), format!("['{field}']")]
        .iter()
        .find_map(|access| expression.strip_suffix(access.as_str()))?
        .trim_end();
    // `super` and `self` are no values that std.get could take outside their object.
    (!before.is_empty() && before != "super").then(|| Span::new(span.start, span.start + before.len()))
}

/// `std.get` in the place of the access, where what stands in for the field can go on from there.
fn guard(template: &str, span: Span, target: Span, field: &str, known: Option<&Known>) -> Option<Edit> {
    let after = template.get(span.end..)?;
    let default = known.map_or("null", |known| known.default);
    let guarded = format!("std.get({}, \"{field}\", {default})", target.of(template));
    let first_value = "[0].value";
    if default == "[]" && after.starts_with(first_value) {
        let text = format!(
            "(local mails = [a.value for a in {guarded} if a.via == \"email\"]; \
             if mails == [] then error \"cancel: no e-mail address\" else mails[0])"
        );
        let span = Span::new(span.start, span.end + first_value.len());
        return Some(Edit { document: Document::Template, span, text });
    }
    // A field or an element of what stands in would fail in the next breath.
    let goes_on = after.trim_start().starts_with(['.', '[', '(']);
    (!goes_on).then_some(Edit { document: Document::Template, span, text: guarded })
}
