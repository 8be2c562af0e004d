//! The sender is at a free-mail provider.

use super::from_of_the_user::is_of_the_user;
use super::{about, domain, is_at_any_tld, mail, sender};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/from-free-mail",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The sender is at a free-mail provider.",
    source: "mandrill.md 7",
    fires: &[
        Example::new(mail!("from_email: 'acme@gmail.com'"), "registration_after_password"),
        Example::new(mail!("from_email: 'acme@yahoo.co.uk'"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

const DOMAINS: [&str; 17] = [
    "gmail.com",
    "googlemail.com",
    "ymail.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "web.de",
    "t-online.de",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "mail.ru",
    "qq.com",
    "163.com",
    "zoho.com",
];
const AT_ANY_TLD: [&str; 6] = ["yahoo", "outlook", "hotmail", "live", "gmx", "yandex"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some((path, address)) = sender(facts) else { return Vec::new() };
    let domain = domain(address);
    let is_free = DOMAINS.contains(&domain.as_str()) || is_at_any_tld(&domain, &AT_ANY_TLD);
    if !is_free || is_of_the_user(facts, address) {
        return Vec::new();
    }
    let why = "You cannot verify that domain: Mandrill answers 200 and rejects the mail as `unsigned`.";
    vec![about(
        &CHECK,
        facts,
        &path,
        format!("`{domain}` is a free-mail provider's domain."),
        why,
        "Send from a domain of your own that is verified with Mandrill.",
    )]
}
