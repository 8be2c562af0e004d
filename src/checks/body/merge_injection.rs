//! What a person typed is merged.

use super::{about, in_place, message, steps};
use crate::checks::words::{self, Language};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-injection",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "What a person typed is merged.",
    source: "mandrill.md 6.5",
    fires: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { merge: true, from_email: 'hello@acme-mail.com', subject: 'Hi ' + ctx.identity.traits.name.first, text: 'Hello', to: [{ email: 'ada@acme-mail.com' }] } }",
        "registration_after_password",
    )],
    silent: &[Example::new(
        "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@acme-mail.com', subject: 'Hi ' + ctx.identity.traits.name.first, text: 'Hello', to: [{ email: 'ada@acme-mail.com' }] } }",
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| words::merges(message)) else { return Vec::new() };
    let Some(language) = words::language(message) else { return Vec::new() };
    let mark = match language {
        Language::Mailchimp => "*|ZZPROBE|*",
        Language::Handlebars => "{{zzprobe}}",
    };
    let Some(probed) = facts.probe(&words::marked(facts.ctx(), mark)) else { return Vec::new() };
    let Some(after) = probed.message() else { return Vec::new() };
    let Some((name, _)) = words::merged(after).find(|(_, text)| text.to_lowercase().contains(&mark.to_lowercase()))
    else {
        return Vec::new();
    };
    let why =
        "A name that holds a merge tag is merged like your own: it can print other people's variables, or nothing.";
    let remedy = "Hand the value over in `merge_vars`, or set `merge: false` where there are no tags.";
    let mut finding =
        about(&CHECK, facts, &steps!["message", name], "What a person typed is merged here.", why, remedy);
    let tags = words::merged(message).any(|(_, text)| !language.tags(text).is_empty());
    if !tags && !words::has_variables(message) {
        finding.fix = in_place(facts, &steps!["message", "merge"], "true", "false");
    }
    vec![finding]
}
