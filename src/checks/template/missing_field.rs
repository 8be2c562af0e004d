//! `Field does not exist: …`: the commonest failure, since Ory leaves out what it has nothing to say of.

use serde_json::Value;

use crate::{
    checks::{
        Check, Example, Facts, explain,
        mend::{or_cancel, stand_in},
    },
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::{
        failure::{Failure, FailureKind},
        syntax::{
            tokens::is_name,
            write::{got, quoted},
        },
    },
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
        Example::new("function(ctx) { email: ctx.identity.trait.email }", "registration_after_password"),
        Example::new("function(ctx) { a: std.lenght('b') }", "registration_after_password"),
        Example::new("function(ctx) { a: ctx.identity.verifiable_adresses }", "registration_after_password"),
        Example::new("function(ctx) { plan: ctx.transient_payload }", "registration_after_oidc"),
        Example::new(
            "function(ctx) { text: 'Hello ' + ctx.identity.traits.nick.short }",
            "registration_after_password",
        ),
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
    let Some(failure) = facts.failure() else { return Vec::new() };
    let FailureKind::MissingField { field, target, available } = &failure.kind else { return Vec::new() };
    let template = &facts.draft.template;
    let known = KNOWN.iter().find(|known| known.field == field);
    let span = facts.failed_at();
    // `super` is no value that std.get could take.
    let target = target.filter(|target| span.is_some_and(|span| span.start <= target.start && target.end < span.end));
    let whose = target.map(|target| format!("`{}`", target.of(template)));
    let what = match &whose {
        Some(target) => format!("{target} has no field `{field}` here."),
        None => format!("There is no field `{field}` here."),
    };
    if span.zip(target).is_some_and(|(_, target)| target.of(template) == "std") {
        return vec![of_std(failure, field, available, span.zip(target))];
    }
    // What this context lacks may be meant all the same, by a name that Ory gives elsewhere.
    let given: Vec<String> = KNOWN.iter().map(|known| known.field.to_owned()).collect();
    if known.is_none()
        && let Some(meant) = slip(field, available).or_else(|| slip(field, &given))
    {
        let why = "A name is taken letter by letter, and this one is close to one that is there.";
        let remedy = format!("Write `{meant}`, if that is meant.");
        let fix = span.zip(target).map(|(span, target)| renamed(span, target, &meant)).into_iter().collect();
        return vec![Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }];
    }
    if let Some((span, path)) = span.and_then(|span| Some((span, elsewhere(facts, span, field)?))) {
        let why = "The context of this scenario has a field of that name in another place.";
        let remedy = format!("Write `{path}`, if that is meant.");
        return vec![Finding { fix: vec![Edit::template(span, path)], ..explain(&CHECK, failure, what, why, remedy) }];
    }
    let why = known
        .map_or("Ory leaves out what it has nothing to say of; traits hold only what the person gave.", |known| {
            known.why
        });
    let fix = span.zip(target).and_then(|(span, target)| guard(facts, span, target, field, known));
    let remedy = match (known, &fix) {
        (Some(known), _) => known.remedy.to_owned(),
        (None, Some(fix)) => format!("Guard it: `{}`, or choose a scenario that has it.", fix.text),
        (None, None) => "Guard it with `std.get`, or choose a scenario that has it.".to_owned(),
    };
    vec![Finding { fix: fix.into_iter().collect(), ..explain(&CHECK, failure, what, why, remedy) }]
}

/// A function that the standard library does not have.
fn of_std(failure: &Failure, field: &str, available: &[String], place: Option<(Span, Span)>) -> Finding {
    let near = |name: &&String| (strsim::jaro_winkler(name, field) * 1000.0) as u32;
    let meant = slip(field, available).or_else(|| available.iter().max_by_key(near).cloned()).unwrap_or_default();
    let what = format!("`std` has no `{field}`.");
    let why = "Ory's evaluator has the library of go-jsonnet 0.21.0, which lacks what later versions have.";
    let remedy = format!("The nearest is `std.{meant}`.");
    let fix = place.filter(|_| slip(field, available).is_some());
    let fix = fix.map(|(span, target)| renamed(span, target, &meant)).into_iter().collect();
    Finding { fix, ..explain(&CHECK, failure, what, why, remedy) }
}

/// The name among `available` that a slip of the pen away from `field`.
fn slip(field: &str, available: &[String]) -> Option<String> {
    let folded = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let written = folded(field);
    let most = match written.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let distance = |name: &&String| strsim::damerau_levenshtein(&folded(name), &written);
    available.iter().filter(|name| distance(name) <= most).min_by_key(distance).cloned()
}

/// The access with another name, written as the old one was where that can be.
fn renamed(span: Span, target: Span, name: &str) -> Edit {
    let plain = is_name(name);
    let text = if plain { format!(".{name}") } else { format!("[{}]", quoted(name)) };
    Edit::template(Span::new(target.end, span.end), text)
}

/// Where in the context the field is, when `ctx.….field` was asked for and one other place alone has it: below where it was
/// looked for, or else in one of the parts that are read most.
fn elsewhere(facts: Facts, span: Span, field: &str) -> Option<String> {
    let path = facts.outline().path_of(span)?;
    let (asked, _) = path.rsplit_once('.')?;
    // What is guarded already was not meant to be elsewhere.
    if span.of(&facts.draft.template).contains('(') {
        return None;
    }
    let pointer = asked.trim_start_matches("ctx").replace('.', "/");
    let parts = ["identity", "identity/traits", "flow", "session", "session/identity/traits"];
    let below = facts.ctx().pointer(&pointer)?.as_object()?;
    let of_below = below.keys().map(|name| format!("{pointer}/{name}"));
    let of_parts = parts.into_iter().map(|part| format!("/{part}"));
    let has =
        |place: &String| facts.ctx().pointer(place).and_then(Value::as_object).is_some_and(|it| it.contains_key(field));
    let place = of_below.chain(of_parts).find(has)?;
    let names = place.split('/').skip(1).chain([field]);
    names.clone().all(is_name).then(|| ["ctx"].into_iter().chain(names).collect::<Vec<_>>().join("."))
}

/// What can stand in the place of the access, and of what goes on from it.
fn guard(facts: Facts, span: Span, target: Span, field: &str, known: Option<&Known>) -> Option<Edit> {
    let template = &facts.draft.template;
    let object = target.of(template);
    let chain = facts.outline().chain_from(span)?;
    let default = known.map(|known| known.default);
    let after = Span::new(span.end, chain.whole.end).of(template);
    if default == Some("[]") && after == "[0].value" {
        let text = format!(
            "(local mails = [a.value for a in std.get({object}, \"{field}\", []) if a.via == \"email\"]; \
             if mails == [] then error \"cancel: no e-mail address\" else mails[0])"
        );
        return Some(Edit::template(chain.whole, text));
    }
    if chain.mixed {
        return Some(Edit::template(chain.whole, or_cancel(object, field, chain.whole.of(template))));
    }
    if let Some((whole, text)) = facts.outline().or_text(chain.whole) {
        let names: Vec<&str> = [field].into_iter().chain(chain.names.iter().map(String::as_str)).collect();
        return Some(Edit::template(whole, got(object, &names, text.of(template))));
    }
    let names: Vec<&str> = [field].into_iter().chain(chain.names.iter().map(String::as_str)).collect();
    let known = default.filter(|default| chain.names.is_empty() && *default != "{}");
    Some(match known.or_else(|| stand_in(facts, chain.whole)) {
        Some(default) => Edit::template(chain.whole, got(object, &names, default)),
        None => Edit::template(chain.whole, or_cancel(object, field, chain.whole.of(template))),
    })
}
