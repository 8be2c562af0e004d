//! Something else than a domain stands where one is wanted.

use super::{about, in_place, list, mail, message, quoted, steps, text, top};
use crate::engine::Step;
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/domain-form",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Something else than a domain stands where one is wanted.",
    source: "mandrill.md 1.2",
    fires: &[
        Example::new(mail!("tracking_domain: 'https://track.acme-mail.com/'"), "registration_after_password"),
        Example::new(mail!("return_path_domain: 'bounce@acme-mail.com'"), "registration_after_password"),
    ],
    silent: &[Example::new(mail!("tracking_domain: 'track.acme-mail.com'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let mut places = Vec::new();
    if let Some(body) = top(facts, &[Endpoint::SendRaw]) {
        places.extend(text(body, "return_path_domain").map(|text| (steps!["return_path_domain"].to_vec(), text)));
    }
    if let Some(message) = message(facts) {
        for name in ["tracking_domain", "signing_domain", "return_path_domain"] {
            places.extend(text(message, name).map(|text| (steps!["message", name].to_vec(), text)));
        }
        for (at, value) in list(message, "google_analytics_domains").iter().enumerate() {
            places
                .extend(value.as_str().map(|text| (steps!["message", "google_analytics_domains", at].to_vec(), text)));
        }
    }
    let wrong =
        |text: &str| !text.is_empty() && text.chars().any(|c| c.is_whitespace() || matches!(c, '@' | '/' | ':'));
    let tell = |(path, written): (Vec<Step>, &str)| {
        let host = written.split_once("://").map_or(written, |(_, rest)| rest);
        let host = host.rsplit('@').next().unwrap_or(host);
        let host = host.split(['/', ':']).next().unwrap_or(host).trim();
        let why = "Mandrill wants the bare name of a host here.";
        let mut finding =
            about(&CHECK, facts, &path, format!("`{written}` is no domain."), why, format!("Write `{host}`."));
        if !host.is_empty() && !wrong(host) {
            finding.fix = in_place(facts, &path, written, &quoted(host));
        }
        finding
    };
    places.into_iter().filter(|(_, text)| wrong(text)).map(tell).collect()
}
