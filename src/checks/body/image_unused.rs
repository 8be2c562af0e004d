//! An in-line image is shown nowhere.

use super::cid_without_image::cids;
use super::{about, mail, message, objects, steps, text, top};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
    mandrill::request::Endpoint,
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/image-unused",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "An in-line image is shown nowhere.",
    source: "mandrill.md 1.6",
    fires: &[Example::new(
        mail!("html: '<p>Hi</p>', images: [{ type: 'image/png', name: 'logo', content: 'YQ==' }]"),
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
    let (Some(_), Some(message)) = (top(facts, &[Endpoint::Send]), message(facts)) else { return Vec::new() };
    let shown = cids(message);
    let named = objects(message, "images")
        .filter_map(|(at, image)| Some((at, text(image, "name").filter(|name| !name.trim().is_empty())?)));
    let why = "It travels with the mail and is shown nowhere.";
    named
        .filter(|(_, name)| !shown.iter().any(|cid| cid == name))
        .map(|(at, name)| {
            about(
                &CHECK,
                facts,
                &steps!["message", "images", at],
                format!("No `cid:{name}` stands in the html."),
                why,
                "Show it by `<img src=\"cid:…\">`, or leave it out.",
            )
        })
        .collect()
}
