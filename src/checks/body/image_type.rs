//! An in-line image has a type that is none.

use super::{about, mail, message, objects, steps, text};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/image-type",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "An in-line image has a type that is none.",
    source: "mandrill.md 1.6",
    fires: &[Example::new(
        mail!(
            "html: '<img src=\"cid:logo\" alt=\"\">', images: [{ type: 'application/pdf', name: 'logo', content: 'YQ==' }]"
        ),
        "registration_after_password",
    )],
    silent: &[Example::new(
        mail!(
            "html: '<img src=\"cid:logo\" alt=\"\">', images: [{ type: 'image/png', name: 'logo', content: 'YQ==' }]"
        ),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let typed = objects(message, "images").filter_map(|(at, item)| Some((at, text(item, "type")?)));
    let why = "Mandrill takes types that begin with `image/` here, and refuses others.";
    typed
        .filter(|(_, kind)| !kind.trim().is_empty() && !kind.starts_with("image/"))
        .map(|(at, kind)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "images", at, "type"],
                format!("`{kind}` is no type of image."),
                why,
                "Write for example `image/png`.",
            )
        })
        .collect()
}
