//! The content of an attachment is no base64.

use super::{about, blank, in_place, is_base64, mail, message, objects, quoted, steps, text, whole_value};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Edit, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/attachment-content",
    level: Level::Error,
    delivery: Delivery::Refused,
    finds: "The content of an attachment is no base64.",
    source: "mandrill.md 1.6",
    fires: &[
        Example::new(
            mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'data:text/plain;base64,YQ==' }]"),
            "registration_after_password",
        ),
        Example::new(
            mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'hello!' }]"),
            "registration_after_password",
        ),
    ],
    silent: &[Example::new(
        mail!("attachments: [{ type: 'text/plain', name: 'a.txt', content: 'YQ==' }]"),
        "registration_after_password",
    )],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts) else { return Vec::new() };
    let mut found = Vec::new();
    for kind in ["attachments", "images"] {
        for (at, item) in objects(message, kind).filter(|(_, item)| !blank(item, "content")) {
            let Some(content) = text(item, "content").filter(|content| !is_base64(content)) else { continue };
            let path = steps!["message", kind, at, "content"];
            let why = "Mandrill takes padded standard base64, without `data:` before it.";
            let mut finding = about(
                &CHECK,
                facts,
                &path,
                "This content is no base64.",
                why,
                "Use `std.base64(…)`, or cut `data:…,` off.",
            );
            let bare = content.starts_with("data:").then(|| content.split_once(',')).flatten().map(|(_, bare)| bare);
            if let Some(bare) = bare.filter(|bare| is_base64(bare)) {
                finding.fix = in_place(facts, &path, content, &quoted(bare));
            }
            // What no base64 of any kind has is the file itself.
            let is_file = content.contains(|c: char| !(c.is_ascii_alphanumeric() || "+/=-_\r\n".contains(c)));
            if bare.is_none()
                && is_file
                && let Some(made) = whole_value(facts, &path)
            {
                let text = format!("std.base64({})", made.of(&facts.draft.template));
                finding.fix = vec![Edit::template(made, text)];
            }
            found.push(finding);
        }
    }
    found
}
