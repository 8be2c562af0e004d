//! The domain of the sender is a placeholder.

use super::from_of_the_user::is_of_the_user;
use super::{about, domain, is_at_any_tld, mail, sender};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/from-placeholder-domain",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The domain of the sender is a placeholder.",
    source: "mandrill.md 7",
    fires: &[
        Example::new(mail!("from_email: 'hello@example.com'"), "registration_after_password"),
        Example::new(mail!("from_email: 'hello@yourdomain.io'"), "registration_after_password"),
        Example::new(mail!("from_email: 'hello@localhost'"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!(), "registration_after_password")],
    run,
};

const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example.edu"];
const TLDS: [&str; 4] = ["example", "test", "invalid", "localhost"];
const NAMES: [&str; 7] =
    ["your-domain", "yourdomain", "my-domain", "mydomain", "your-company", "yourcompany", "domain"];

fn run(facts: Facts) -> Vec<Finding> {
    let Some((path, address)) = sender(facts) else { return Vec::new() };
    let domain = domain(address);
    if domain.is_empty() || !is_placeholder(&domain) || is_of_the_user(facts, address) {
        return Vec::new();
    }
    let why = "Mandrill sends for domains that you have verified with it; from another it answers 200 and rejects the mail as `unsigned`.";
    vec![about(
        &CHECK,
        facts,
        &path,
        format!("`{domain}` is a placeholder."),
        why,
        "Put your own domain there, verified with Mandrill.",
    )]
}

fn is_placeholder(domain: &str) -> bool {
    let below = |known: &str| domain == known || domain.ends_with(&format!(".{known}"));
    let last = domain.rsplit('.').next().unwrap_or_default();
    EXAMPLES.into_iter().any(below)
        || TLDS.contains(&last)
        || !domain.contains('.')
        || is_at_any_tld(domain, &NAMES)
        || domain.contains(['{', '}'])
}
