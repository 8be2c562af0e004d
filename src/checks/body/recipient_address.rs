//! A recipient has no bare address.

use super::{
    RAW, about, blank, in_place_with_fields, is_address, list, mail, message, objects, quoted, steps, text, top,
};
use crate::engine::Step;
use crate::{
    checks::{Check, Example, Facts, template::first_address::by_via},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/recipient-address",
    level: Level::Error,
    delivery: Delivery::Nobody,
    finds: "A recipient has no bare address.",
    source: "mandrill.md 1.3",
    fires: &[
        Example::new(mail!("to: [{ email: 'Ada <ada@acme-mail.com>' }]"), "registration_after_password"),
        Example::new(mail!("to: [{ name: 'Ada' }]"), "registration_after_password"),
        Example::new(mail!("to: [{ email: '+491711234567' }]"), "registration_after_password"),
    ],
    silent: &[
        Example::new(mail!(), "registration_after_password"),
        Example::new(
            "function(ctx) { key: '{Your-Mailchimp-Api-Key}', raw_message: 'a', to: ['a@acme-mail.com'] }",
            "registration_after_password",
        )
        .to(RAW),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    if let Some(body) = top(facts, &[Endpoint::SendRaw]) {
        let wrong = list(body, "to").iter().enumerate().filter_map(|(at, value)| Some((at, value.as_str()?)));
        return wrong
            .filter(|(_, email)| !is_address(email))
            .map(|(at, email)| tell(facts, &steps!["to", at], email))
            .collect();
    }
    let Some(message) = message(facts) else { return Vec::new() };
    objects(message, "to")
        .filter(|(_, person)| blank(person, "email") || text(person, "email").is_some_and(|email| !is_address(email)))
        .map(|(at, person)| {
            let email = text(person, "email").unwrap_or_default();
            let path = steps!["message", "to", at, "email"];
            let mut finding = tell(facts, &path, email);
            if is_phone(email) {
                let first = facts
                    .exactly_made_by(&path)
                    .filter(|made| facts.outline().readings().iter().any(|reading| reading.span == *made));
                finding.fix = first.and_then(|made| by_via(&facts.draft.template, made)).into_iter().collect();
            }
            if let (Some((name, address)), false) = (split(email), person.contains_key("name")) {
                let text = format!("{}, name: {}", quoted(address), quoted(name));
                finding.fix = in_place_with_fields(facts, &path, email, &text);
            }
            finding
        })
        .collect()
}

fn tell(facts: Facts, path: &[Step], email: &str) -> Finding {
    let phone = is_phone(email);
    let (what, remedy) = if email.trim().is_empty() {
        ("This recipient has no address.".to_owned(), "Write one, or say `error \"cancel\"` where there is none.")
    } else if phone {
        (format!("`{email}` is a phone number."), "Choose the address whose `via` is `email`.")
    } else {
        (format!("`{email}` is no bare address."), "Write the address alone; a name goes into `name`.")
    };
    let why = "Mandrill answers status `invalid` for such a recipient, or refuses a blank one; nobody gets that mail.";
    about(&CHECK, facts, path, what, why, remedy)
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()))
}

/// The name and the address of `Name <address>`.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once('<')?;
    let address = rest.strip_suffix('>')?;
    (is_address(address) && !name.trim().is_empty()).then(|| (name.trim().trim_matches('"'), address))
}
