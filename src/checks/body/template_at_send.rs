//! A stored template is named at an endpoint that knows none.

use super::{about, given, mail, message, steps, top};
use crate::engine::Step;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    draft::setting::Setting,
    mandrill::{SEND_TEMPLATE, request::Endpoint},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/template-at-send",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A stored template is named at an endpoint that knows none.",
    source: "mandrill.md 2, 8",
    fires: &[
        Example::new(mail!(top "template_name: 'welcome'"), "registration_after_password"),
        Example::new(mail!("template_name: 'welcome'"), "registration_after_password"),
    ],
    silent: &[
        Example::new("function(ctx) { key: '{Your-Mailchimp-Api-Key}', template_name: 'welcome', template_content: [], message: { to: [{ email: 'ada@acme-mail.com' }] } }", "registration_after_password").to(SEND_TEMPLATE),
        Example::new(mail!(), "registration_after_password"),
    ],
    run,
};

/// The fields that name a stored template.
pub const FIELDS: [&str; 3] = ["template_name", "template_content", "mc_template_id"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some((path, name)) = place(facts) else { return Vec::new() };
    let endpoint = if name == "mc_template_id" { "messages/send-mc-template" } else { "messages/send-template" };
    let why = "messages/send drops the field without a word, and the mail goes out without the template.";
    let what = format!("`{name}` does nothing at messages/send.");
    let told = about(&CHECK, facts, &path, what, why, format!("Let the action's URL end in {endpoint}."));
    let url = facts.draft.action.url.replacen("messages/send", endpoint, 1);
    vec![told.setting(Setting::Url(url))]
}

/// Where a stored template is named at `messages/send`.
pub fn place(facts: Facts) -> Option<(Vec<Step>, &'static str)> {
    let body = top(facts, &[Endpoint::Send])?;
    let mut places =
        FIELDS.iter().map(|name| (body, steps!["message", *name][1..].to_vec(), *name)).collect::<Vec<_>>();
    if let Some(message) = message(facts) {
        places.extend(FIELDS.iter().map(|name| (message, steps!["message", *name].to_vec(), *name)));
    }
    places.into_iter().find(|(object, _, name)| given(object, name).is_some()).map(|(_, path, name)| (path, name))
}
