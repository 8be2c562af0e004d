//! The merge language is none that Mandrill lists.

use super::{about, in_place, mail, message, quoted, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-language",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The merge language is none that Mandrill lists.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(mail!("merge_language: 'Handlebars'"), "registration_after_password")],
    silent: &[Example::new(mail!("merge_language: 'handlebars'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let written = message(facts).and_then(|message| text(message, "merge_language"));
    let Some(written) = written.filter(|written| !KNOWN.contains(written)) else {
        return Vec::new();
    };
    let path = steps!["message", "merge_language"];
    let lower = written.trim().to_lowercase();
    let nearest = KNOWN.into_iter().min_by_key(|known| strsim::levenshtein(known, &lower)).unwrap_or("mailchimp");
    let why = "Mandrill lists `mailchimp` and `handlebars`, in exactly these letters.";
    let mut finding =
        about(&CHECK, facts, &path, format!("`{written}` is no merge language."), why, format!("Write `{nearest}`."));
    finding.fix = in_place(facts, &path, written, &quoted(nearest));
    vec![finding]
}

const KNOWN: [&str; 2] = ["mailchimp", "handlebars"];
