//! What the checks write in the place of an access that fails: a default that keeps the mail sensible, or a cancel. Never
//! null, which would be printed, or become somebody's address.

use serde_json::Value;

use super::Facts;
use crate::{
    diagnostic::{Edit, Span},
    engine::{
        Step,
        outline::uses::{NullGet, Use},
        syntax::write::quoted,
    },
};

/// Fields that a mail cannot be without: where the value of one is missing, nothing is to be sent.
const NEEDED: [&str; 9] =
    ["email", "from_email", "to", "subject", "html", "text", "key", "template_name", "bcc_address"];

/// What can stand in for the value of the expression at `span`; none where nothing can, and the template should cancel.
pub fn stand_in(facts: Facts, span: Span) -> Option<&'static str> {
    let printed = facts.failure().and_then(|failure| {
        failure.path.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.as_str()),
            Step::Element(_) => None,
        })
    });
    match facts.outline().use_of(span) {
        Use::Field(name) => {
            let needed = |name: &str| {
                let lower = name.to_lowercase();
                NEEDED.contains(&name) || lower.contains("mail") || lower.contains("address")
            };
            let names = [name.as_deref(), printed];
            (!names.into_iter().flatten().any(needed)).then_some("\"\"")
        }
        used => used.stand_in(),
    }
}

/// `object`, `object.field` where it is there, else a cancel: `whole` is what is wanted of it.
pub fn or_cancel(object: &str, field: &str, whole: &str) -> String {
    let field = quoted(field);
    let reason = quoted(&format!("cancel: no {}", field.trim_matches('"')));
    format!("(if {field} in {object} then {whole} else error {reason})")
}

/// Gives a `std.get` another default than null. Where the field is there, and null, no default helps: then the whole of it
/// is asked.
pub fn not_null(facts: Facts, get: &NullGet, default: &str) -> Edit {
    let template = &facts.draft.template;
    if get.path.as_deref().is_some_and(|path| is_null(facts, path)) {
        let call = get.call.of(template);
        return Edit::template(get.call, format!("(if {call} == null then {default} else {call})"));
    }
    match get.null {
        Some(null) => Edit::template(null, default),
        None => {
            let end = get.call.end.saturating_sub(1);
            Edit::template(Span::new(end, end), format!(", {default}"))
        }
    }
}

/// Whether the context has null at a path like `ctx.identity.metadata_public`.
pub fn is_null(facts: Facts, path: &str) -> bool {
    let pointer: String = path.split('.').skip(1).map(|name| format!("/{name}")).collect();
    facts.ctx().pointer(&pointer).is_some_and(Value::is_null)
}
