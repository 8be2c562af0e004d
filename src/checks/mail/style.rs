//! Styles that some clients drop.

use super::{Html, SCENARIO, all, mail, tell};
use crate::{
    checks::{
        Check, Example, Facts,
        body::{insert, message, on, steps},
    },
    diagnostic::{Delivery, Finding, Level, Span},
    mandrill::{
        css,
        html::{PieceKind, Tag},
    },
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/style",
    level: Level::Note,
    delivery: Delivery::Accepted,
    finds: "Styles that some clients drop.",
    source: "https://www.caniemail.com/features/html-style/, https://www.caniemail.com/features/html-link/",
    fires: &[
        Example::new(mail!("<style>p { color: #333 }</style><p>Hi</p>"), SCENARIO),
        Example::new(mail!("<link rel=\"stylesheet\" href=\"https://acme-mail.com/a.css\"><p>Hi</p>"), SCENARIO),
    ],
    silent: &[
        Example::new(mail!("<p style=\"color: #333\">Hi</p>"), SCENARIO),
        Example::new(mail!("<style>p { color: #333 }</style><p>Hi</p>", "text: 'Hi', inline_css: true"), SCENARIO),
        Example::new(mail!("<style>@media (max-width: 400px) { p { color: #333 } }</style><p>Hi</p>"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let message = message(facts);
    let inlined = message.is_some_and(|message| on(message, "inline_css"));
    let found = all(facts, |html| sheets(html, inlined));
    let why = "Gmail with an account of another provider, and some webmails, drop `<style>`; Gmail takes it in the head alone. Sheets from elsewhere are dropped nearly everywhere.";
    let remedy = "Write what must be seen into `style` attributes: Mandrill does so for `inline_css: true`.";
    let mut told = tell(&CHECK, facts, &found, |tag| format!("{tag} is dropped by some clients."), why, remedy);
    if let Some(first) = told.first_mut()
        && facts.htmls().iter().all(|html| sheets(html, true).is_empty())
        && message.is_some_and(|message| !message.contains_key("inline_css"))
    {
        first.fix = insert(facts, &steps!["message"], "inline_css: true");
    }
    told
}

/// The sheets whose rules are lost where they are dropped. What stands in a media query cannot be said otherwise.
fn sheets(html: &Html, inlined: bool) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, piece) in html.pieces.iter().enumerate() {
        let PieceKind::Open(tag) = &piece.kind else { continue };
        let content = html.pieces.get(at + 1).and_then(|next| match &next.kind {
            PieceKind::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let lost = match tag.name.as_str() {
            "style" => !inlined && content.is_some_and(has_plain_rules),
            "link" => is_sheet(tag),
            _ => false,
        };
        if lost {
            found.push(piece.span);
        }
    }
    found
}

fn is_sheet(tag: &Tag) -> bool {
    tag.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet")))
}

fn has_plain_rules(sheet: &str) -> bool {
    let mut depth = 0usize;
    for piece in css::sheet(sheet) {
        match piece.kind {
            css::SheetPart::Rule { .. } if depth == 0 => return true,
            css::SheetPart::Rule { .. } | css::SheetPart::At { block: true, .. } => depth += 1,
            css::SheetPart::End => depth = depth.saturating_sub(1),
            css::SheetPart::At { .. } | css::SheetPart::Declaration { .. } => {}
        }
    }
    false
}
