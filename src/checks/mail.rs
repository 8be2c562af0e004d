//! What a mail client, or the person who reads, would stumble over in the html that goes to Mandrill. None of it keeps the
//! mail from being sent.
//!
//! Each check tells all it finds in one finding: the first, and how many more there are. What a merge tag may still
//! change is left alone, and so is html that does not stand in the body (a template stored at Mailchimp).

mod clipped;
mod embedded;
mod form;
mod image_without_alt;
mod link_elsewhere;
mod link_http;
mod link_nowhere;
mod no_text;
mod only_images;
mod script;
mod small_font;
mod style;
mod unbalanced;

use super::{Check, Facts, at, body};
use crate::{
    checks::body::{blank, objects, steps, text},
    diagnostic::{Document, Finding, Place, Span},
    engine::Step,
    mandrill::{
        html::{self, Piece, PieceKind, Tag},
        mail::links::{self, Wrong},
        request::{Endpoint, Request},
    },
};

/// In reading order.
pub const CHECKS: &[&Check] = &[
    &no_text::CHECK,
    &clipped::CHECK,
    &only_images::CHECK,
    &unbalanced::CHECK,
    &image_without_alt::CHECK,
    &link_nowhere::CHECK,
    &link_elsewhere::CHECK,
    &link_http::CHECK,
    &form::CHECK,
    &script::CHECK,
    &embedded::CHECK,
    &style::CHECK,
    &small_font::CHECK,
];

/// A piece of html in the body.
#[derive(Debug)]
pub struct Html {
    path: Vec<Step>,
    source: String,
    pieces: Vec<Piece>,
    /// Whether it is all the html of the mail, not what goes into a region of a stored template.
    whole: bool,
}

impl Html {
    /// Every html of a request that Mandrill shows.
    pub(super) fn all(request: &Request) -> Vec<Self> {
        let read = |path: Vec<Step>, source: &str, whole| Self {
            path,
            source: source.to_owned(),
            pieces: html::pieces(source),
            whole,
        };
        match (request.endpoint, request.top(), request.message()) {
            (Endpoint::Send, _, Some(message)) if !blank(message, "html") => text(message, "html")
                .map(|html| read(steps!["message", "html"].to_vec(), html, true))
                .into_iter()
                .collect(),
            (Endpoint::SendTemplate, Some(body), _) => objects(body, "template_content")
                .filter_map(|(at, region)| {
                    Some(read(steps!["template_content", at, "content"].to_vec(), text(region, "content")?, false))
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Its start tags, with their places.
    fn tags(&self) -> impl Iterator<Item = (&Tag, Span)> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::Open(tag) => Some((tag, piece.span)),
            _ => None,
        })
    }

    /// What stands at a place, short enough for a sentence.
    fn shown(&self, span: Span) -> String {
        const MOST: usize = 60;
        let source = span.of(&self.source);
        let beginning: String = source.chars().take(MOST + 1).map(|c| if c == '`' { '\'' } else { c }).collect();
        let line = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = if source.chars().nth(MOST).is_some() { "…" } else { "" };
        let place = match self.source.trim_end().contains('\n') {
            true => format!(" (line {})", Place::of(&self.source, span.start).line),
            false => String::new(),
        };
        format!("`{line}{cut}`{place}")
    }

    /// Where in the template the text at `span` is written, if one can tell: where the html is made, else wherever it is.
    fn written(&self, facts: Facts, span: Span) -> Option<Span> {
        let (outline, template) = (facts.outline(), &facts.draft.template);
        facts
            .exactly_made_by(&self.path)
            .and_then(|made| outline.written_within(template, &self.source, span, made))
            .or_else(|| outline.written(template, &self.source, span))
    }
}

/// Whether a merge tag may still bring in attributes.
fn may_change(tag: &Tag) -> bool {
    tag.attributes.iter().any(|(name, _)| name.contains("{{") || name.contains("*|") || name.contains("}}"))
}

/// Whether tags of a merge language decide what becomes of the html's parts.
fn has_branches(source: &str) -> bool {
    ["*|IF", "*|ELSE", "*|INTERESTED", "{{#", "{{^", "{{else", "{{~#"].iter().any(|mark| source.contains(mark))
}

/// What is found: in which html, and where.
type Found<'a> = Vec<(&'a Html, Span)>;

/// The places in every html that `seek` finds.
fn all<'a>(facts: Facts<'a>, seek: impl Fn(&'a Html) -> Vec<Span>) -> Found<'a> {
    facts.htmls().iter().flat_map(|html| seek(html).into_iter().map(move |span| (html, span))).collect()
}

/// The start tags in every html that `wanted` finds.
fn tags<'a>(facts: Facts<'a>, wanted: impl Fn(&Tag) -> bool) -> Found<'a> {
    all(facts, |html| html.tags().filter(|(tag, _)| wanted(tag)).map(|(_, span)| span).collect())
}

/// The links in every html with something wrong, and what.
fn links(facts: Facts<'_>, wanted: impl Fn(&Wrong) -> bool) -> (Found<'_>, Option<Wrong>) {
    let mut first = None;
    let mut found = Found::new();
    for html in facts.htmls() {
        for link in links::found(&html.pieces) {
            if let Some(wrong) = link.wrong.into_iter().find(&wanted) {
                found.push((html, link.tag));
                first.get_or_insert(wrong);
            }
        }
    }
    (found, first)
}

/// One finding for all there is, about the first: `what` gets it as one would write it.
fn tell(
    check: &Check,
    facts: Facts,
    found: &Found,
    what: impl Fn(&str) -> String,
    why: &str,
    remedy: &str,
) -> Vec<Finding> {
    let Some((html, span)) = found.first() else { return Vec::new() };
    let more = match found.len() - 1 {
        0 => String::new(),
        1 => " There is one more like it.".to_owned(),
        count => format!(" There are {count} more like it."),
    };
    let what = what(&html.shown(*span)) + &more;
    let finding = match html.written(facts, *span) {
        Some(place) => {
            let finding = at(check, Document::Template, place, &what, why, remedy);
            Finding { path: super::path(&html.path), ..finding }
        }
        None => body::about(check, facts, &html.path, what, why, remedy),
    };
    vec![finding]
}

/// A mail with an html, and whatever else its `message` has.
macro_rules! mail {
    ($html:literal) => {
        $crate::checks::mail::mail!($html, "text: 'Good to have you here.'")
    };
    ($html:literal, $more:literal) => {
        concat!(
            "function(ctx) {\n  key: '{Your-Mailchimp-Api-Key}',\n  message: {\n    from_email: 'hello@acme-mail.com',\n    subject: 'Welcome',\n    html: '",
            $html,
            "',\n    ",
            $more,
            ",\n    to: [{ email: 'ada@acme-mail.com' }],\n  },\n}"
        )
    };
}
pub(crate) use mail;

/// Where the examples run.
const SCENARIO: &str = "registration_after_password";
