//! Text too small to be read.

use std::collections::HashMap;

use super::{Html, SCENARIO, all, mail, tell};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level, Span},
    mandrill::{
        css,
        html::{self, Open, PieceKind, Tag, UNSEEN, VOID, is_filler},
    },
};

/// In pixels.
const LEAST: f32 = 10.0;

/// What clients begin with, in pixels.
const MEDIUM: f32 = 16.0;

/// The check.
pub const CHECK: Check = Check {
    id: "mail/small-font",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "Text too small to be read.",
    source: "https://stylecampaign.com/blog/2018/08/small-text-and-accessibility-in-email",
    fires: &[
        Example::new(mail!("<p>Hi <span style=\"font-size: 8px\">the small print</span></p>"), SCENARIO),
        Example::new(mail!("<td style=\"font: bold 7pt/9pt Arial\">the small print</td>"), SCENARIO),
        Example::new(
            mail!(
                "<style>@media print { a { color: #000 } } .fine { font-size: 0.5em }</style><p class=\"small fine\">the small print</p>",
                "text: 'Hi', inline_css: true"
            ),
            SCENARIO,
        ),
    ],
    silent: &[
        Example::new(mail!("<p style=\"font-size: 8px\"><b style=\"font-size: 14px\">Hi</b></p>"), SCENARIO),
        Example::new(mail!("<div style=\"display: none; font-size: 1px\">what a list shows</div><p>Hi</p>"), SCENARIO),
        Example::new(mail!("<p style=\"font-size: 10px\">Hi</p><td style=\"font-size: 1px\">&nbsp;</td>"), SCENARIO),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let found = all(facts, small);
    let why = "Below 10 pixels most people must enlarge a mail to read it, and phones make it smaller still.";
    tell(
        &CHECK,
        facts,
        &found,
        |tag| format!("The text in {tag} is smaller than 10 px."),
        why,
        "Make it 12 px or more.",
    )
}

/// How the text in an element looks.
#[derive(Debug, Clone, Copy)]
struct Looks {
    size: f32,
    hidden: bool,
    /// The tag that made it so small.
    by: Option<Span>,
}

/// The tags whose text is too small, each once.
fn small(html: &Html) -> Vec<Span> {
    let sheets: Vec<&str> = sheets(html);
    let rules = rules(&sheets);
    let mut open: Open<Looks> = Open::default();
    let mut found = Vec::new();
    for piece in &html.pieces {
        match &piece.kind {
            PieceKind::Open(tag) if VOID.contains(&tag.name.as_str()) => {}
            PieceKind::Open(tag) => {
                while open.top().is_some_and(|(top, _)| html::ends(top, &tag.name)) {
                    open.pop();
                }
                let around = open.top().map_or(Looks { size: MEDIUM, hidden: false, by: None }, |(_, looks)| *looks);
                open.open(&tag.name, looks(tag, piece.span, around, &rules));
            }
            PieceKind::Close(name) => {
                open.close(name);
            }
            PieceKind::Text(text) => {
                if let Some((name, Looks { size, hidden: false, by: Some(by) })) = open.top()
                    && *size > 0.0
                    && *size < LEAST
                    && !UNSEEN.contains(name)
                    && found.last() != Some(by)
                    && text.chars().any(|c| c.is_alphanumeric() && !is_filler(c))
                {
                    found.push(*by);
                }
            }
            PieceKind::Comment(_) | PieceKind::Doctype => {}
        }
    }
    found.sort_by_key(|span| span.start);
    found.dedup();
    found
}

/// The contents of the html's style elements.
fn sheets(html: &Html) -> Vec<&str> {
    let pairs = html.pieces.iter().zip(html.pieces.iter().skip(1));
    pairs
        .filter_map(|pair| match (&pair.0.kind, &pair.1.kind) {
            (PieceKind::Open(tag), PieceKind::Text(text)) if tag.name == "style" => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Declarations by the tag name, the `.class` or the `#id` they are for; selectors of several parts are left out, and so
/// is what holds for some screens alone.
type Rules<'a> = HashMap<&'a str, Vec<(&'a str, &'a str)>>;

fn rules<'a>(sheets: &[&'a str]) -> Rules<'a> {
    let mut rules = Rules::new();
    for sheet in sheets {
        let mut selectors: Vec<&'a str> = Vec::new();
        let mut depth = 0usize;
        for piece in css::sheet(sheet) {
            match piece.kind {
                css::SheetPart::Rule { selector } if depth == 0 => {
                    depth += 1;
                    selectors = selector.split(',').map(str::trim).filter(|one| is_simple(one)).collect();
                }
                css::SheetPart::Rule { .. } | css::SheetPart::At { block: true, .. } => depth += 1,
                css::SheetPart::Declaration { name, value } if depth == 1 => {
                    for selector in &selectors {
                        rules.entry(selector).or_default().push((name, value));
                    }
                }
                css::SheetPart::End => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        selectors.clear();
                    }
                }
                css::SheetPart::At { .. } | css::SheetPart::Declaration { .. } => {}
            }
        }
    }
    rules
}

fn is_simple(selector: &str) -> bool {
    let name = selector.strip_prefix(['.', '#']).unwrap_or(selector);
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn looks(tag: &Tag, span: Span, around: Looks, rules: &Rules) -> Looks {
    let mut looks = around;
    if tag.attribute("hidden").is_some() {
        looks.hidden = true;
    }
    let mut take = |name: &str, value: &str| {
        let name = name.to_ascii_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end().to_ascii_lowercase();
        let size = match name.as_str() {
            "font-size" => pixels(&value, around.size),
            "font" => value.split_whitespace().find_map(|word| pixels(word.split('/').next()?, around.size)),
            _ => None,
        };
        if let Some(size) = size {
            looks.size = size;
            looks.by = Some(span);
        }
        looks.hidden |= match name.as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden",
            "mso-hide" => value == "all",
            "color" => value == "transparent",
            "opacity" | "max-height" => value.trim_end_matches("px") == "0",
            _ => false,
        };
    };
    if !rules.is_empty() {
        let classes = tag.attribute("class").unwrap_or_default().split_whitespace().map(|class| format!(".{class}"));
        let id = tag.attribute("id").map(|id| format!("#{id}"));
        for key in std::iter::once(tag.name.clone()).chain(classes).chain(id) {
            for (name, value) in rules.get(key.as_str()).into_iter().flatten() {
                take(name, value);
            }
        }
    }
    for (name, value, _) in css::declarations(tag.attribute("style").unwrap_or_default()) {
        take(name, value);
    }
    looks
}

/// A size in pixels; none for what is none, or cannot be told (source: CSS Fonts Module Level 4, `font-size`; CSS Values
/// and Units Module Level 4, absolute lengths).
fn pixels(value: &str, around: f32) -> Option<f32> {
    match value {
        "xx-small" => return Some(9.0),
        "x-small" => return Some(10.0),
        "small" => return Some(13.0),
        "medium" | "initial" => return Some(MEDIUM),
        "large" => return Some(18.0),
        "x-large" => return Some(24.0),
        "xx-large" => return Some(32.0),
        "xxx-large" => return Some(48.0),
        "smaller" => return Some(around / 1.2),
        "larger" => return Some(around * 1.2),
        "0" => return Some(0.0),
        _ => {}
    }
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (number, unit) = value.split_at(end);
    let number: f32 = number.parse().ok()?;
    const INCH: f32 = 96.0;
    let of = match unit {
        "px" => 1.0,
        "pt" => INCH / 72.0,
        "pc" => INCH / 6.0,
        "in" => INCH,
        "cm" => INCH / 2.54,
        "mm" => INCH / 25.4,
        "q" => INCH / 101.6,
        "em" => around,
        // Half of the size, about.
        "ex" | "ch" => around / 2.0,
        "%" => around / 100.0,
        "rem" => MEDIUM,
        _ => return None,
    };
    Some(number * of)
}
