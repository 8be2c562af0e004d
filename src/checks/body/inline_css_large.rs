//! The html is too large for its styles to be put in line.

use super::{about, mail, message, on, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/inline-css-large",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "The html is too large for its styles to be put in line.",
    source: "mandrill.md 1.2",
    fires: &[Example::new(
        mail!("inline_css: true, html: std.repeat(std.repeat('<p>long</p>', 250), 100)"),
        "registration_after_password",
    )],
    silent: &[Example::new(mail!("inline_css: true, html: '<p>short</p>'"), "registration_after_password")],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let large = message(facts).is_some_and(|message| {
        on(message, "inline_css") && text(message, "html").is_some_and(|html| html.len() >= 262_144)
    });
    let why = "Mandrill puts styles in line only below 256 KB.";
    let finding = || {
        about(
            &CHECK,
            facts,
            &steps!["message", "inline_css"],
            "`inline_css` does nothing here.",
            why,
            "Shorten the html, or put the styles in line yourself.",
        )
    };
    if large { vec![finding()] } else { Vec::new() }
}
