//! Tags that do not fit each other.

use super::{Html, SCENARIO, all, has_branches, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level, Span},
    mandrill::html::{Open, Piece, PieceKind, VOID},
};

/// The check.
pub const CHECK: Check = Check {
    id: "mail/unbalanced",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Tags that do not fit each other.",
    source: "https://html.spec.whatwg.org/multipage/syntax.html#elements-2",
    fires: &[
        Example::new(mail!("<div><p>Hi</p>"), SCENARIO),
        Example::new(mail!("<p>Hi</p></div>"), SCENARIO),
        Example::new(mail!("<b><i>Hi</b></i>"), SCENARIO),
        Example::new(mail!("<p>Hi</p><a href=\"https://acme-mail.com>Start</a>"), SCENARIO),
        Example::new(mail!("<p>Hi</p><p"), SCENARIO),
    ],
    silent: &[
        Example::new(mail!("<ul><li>One<li>Two</ul><p>Hi<br>you<p>and you"), SCENARIO),
        Example::new(mail!("<table><tr><td>Hi<tr><td>you</table><img src=\"cid:a\" alt=\"\"/>"), SCENARIO),
        Example::new(mail!("{{#if name}}<div>{{else}}<div class=\"a\">{{/if}}Hi</div>"), SCENARIO),
        Example::new(mail!("<p>Hi<o:p/></p><svg><path d=\"M0 0\"/></svg><!--[if mso]><table><![endif]-->"), SCENARIO),
    ],
    run,
};

/// Elements whose end tag may be left out (source: HTML standard, optional tags).
const OPTIONAL: &[&str] = &[
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "caption",
    "option", "optgroup", "rt", "rp",
];

fn run(facts: Facts) -> Vec<Finding> {
    let found = all(facts, |html| if has_branches(&html.source) { Vec::new() } else { unfit(html) });
    let why = "Every client mends that in its own way: what follows may move, lose its style or vanish.";
    let what = |tag: &str| match tag.starts_with("`</") {
        true => format!("{tag} closes nothing that is open."),
        false => format!("{tag} is not closed where it should be."),
    };
    tell(&CHECK, facts, &found, what, why, "Close each element once, in the order they were opened, innermost first.")
}

/// Every tag that lacks its other half, in the order of the html.
fn unfit(html: &Html) -> Vec<Span> {
    let mut open: Open<Span> = Open::default();
    let mut found = Vec::new();
    // Within drawings and formulas other rules hold.
    let mut foreign = 0usize;
    for piece in &html.pieces {
        match &piece.kind {
            PieceKind::Open(tag) if matches!(tag.name.as_str(), "svg" | "math") => foreign += 1,
            PieceKind::Close(name) if matches!(name.as_str(), "svg" | "math") => foreign = foreign.saturating_sub(1),
            _ if foreign > 0 => {}
            PieceKind::Open(tag) if !is_left_out(&tag.name) => open.open(&tag.name, piece.span),
            PieceKind::Close(name) if !is_left_out(name) => match open.close(name) {
                Some(mut closed) => {
                    // The last is the one that this tag closes.
                    closed.pop();
                    found.extend(closed.into_iter().filter(|(name, _)| !OPTIONAL.contains(name)).map(|(_, span)| span));
                }
                None if OPTIONAL.contains(&name.as_str()) && name != "p" => {}
                None => found.push(piece.span),
            },
            _ => {}
        }
    }
    while let Some((name, span)) = open.pop() {
        if !OPTIONAL.contains(&name) {
            found.push(span);
        }
    }
    // A tag or a comment without its end swallows the rest. A text may end before its last character reference does.
    let read = html.pieces.last().map_or(0, |piece| piece.span.end);
    let rest = html.source.get(read..).unwrap_or_default();
    let begins = |at: usize| rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if let Some((at, _)) = rest.match_indices('<').find(|(at, _)| begins(*at)) {
        found.push(Span::new(read + at, html.source.len()));
    }
    if let Some(Piece { kind: PieceKind::Comment(_), span }) = html.pieces.last() {
        let written = span.of(&html.source);
        let ends = ["-->", "--!>", "<!-->", "<!--->"].iter().any(|end| written.ends_with(end));
        if written.starts_with("<!--") && !ends {
            found.push(*span);
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// Elements without an end tag, and those of other vocabularies (Outlook's `o:p`).
fn is_left_out(name: &str) -> bool {
    VOID.contains(&name) || name.contains(':')
}
