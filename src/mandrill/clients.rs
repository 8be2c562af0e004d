//! What mail clients make of an html: which of its features which client leaves out, by the data of caniemail.com.
//!
//! The data is a file of its own (`public/caniemail.json`, written by `cargo xtask caniemail`), fetched when somebody asks;
//! nothing of it is linked. What a feature is recognised by stands in it.

pub mod told;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Span,
    mandrill::{
        css,
        html::{self, PieceKind, Tag},
    },
};

/// The data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Data {
    /// Whose it is, and its licence: to be shown with what is told.
    pub notice: String,
    /// The day it was brought up to date.
    pub updated: String,
    /// The clients that were tested.
    pub clients: Vec<Client>,
    features: Vec<Known>,
}

/// A mail client on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// `Gmail`
    pub family: String,
    /// `Desktop Webmail`
    pub platform: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Known {
    slug: String,
    title: String,
    /// What it is recognised by: `p:` a property of CSS (and `=` a word of its value), `f:` a function, `u:` a unit, `k:` a
    /// word of a value, `@` an at-rule (and a word of its prelude), `:` what follows a colon in a selector, `s:` another
    /// sign in one, `i:` the ending of an image's address, `!` a doctype or comment, else an element or `[attribute]`.
    by: Vec<String>,
    /// For each client a letter and the notes on it by their positions (`a.0.2`), apart by blanks.
    support: String,
    notes: Vec<String>,
}

/// What a client does with a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// All of it works.
    Full,
    /// Some of it works.
    Partial,
    /// It is left out.
    None,
    /// Nobody has tested it.
    Unknown,
}

/// What is told of an html.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The features it uses, those that the most clients leave out first.
    pub used: Vec<Used>,
    /// How much of it each client shows, in the order of [`Data::clients`]: per cent of the features whose support is
    /// known, a partial one counted as half; none where nothing is known.
    pub clients: Vec<Option<f32>>,
    /// The same over all clients and features, in three shares that make 100 together.
    pub score: Score,
}

/// Shares in per cent, of all pairs of a feature that is used and a client for which its support is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Score {
    /// Works.
    pub full: f32,
    /// Works in part.
    pub partial: f32,
    /// Left out.
    pub none: f32,
}

/// A feature that an html uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// Its name at caniemail.com: the page about it is `https://www.caniemail.com/features/<slug>/`.
    pub slug: String,
    /// Its name for people.
    pub title: String,
    /// How often.
    pub times: usize,
    /// Where, in the html (UTF-8 bytes): the first [`PLACES`] places.
    pub places: Vec<Span>,
    /// What each client does with it, in the order of [`Data::clients`].
    pub support: Vec<Support>,
    /// What is to be known about some clients: their positions, and a sentence.
    pub notes: Vec<(Vec<usize>, String)>,
}

/// So many places are told of each feature.
pub const PLACES: usize = 20;

impl Data {
    /// Reads the file; the error is for people.
    pub fn read(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|why| format!("what mail clients support cannot be read: {why}"))
    }
}

/// Tells what clients make of an html.
pub fn verdict(html: &str, data: &Data) -> Verdict {
    let mut search = Search { index: index(data), found: vec![Vec::new(); data.features.len()] };
    search.html(html);
    let mut used: Vec<Used> = search
        .found
        .into_iter()
        .zip(&data.features)
        .filter(|(places, _)| !places.is_empty())
        .map(|(places, known)| known.used(places))
        .collect();
    let left_out = |used: &Used| {
        let count = |wanted| used.support.iter().filter(|support| **support == wanted).count();
        (count(Support::None), count(Support::Partial))
    };
    used.sort_by_key(|each| std::cmp::Reverse(left_out(each)));
    let clients = (0..data.clients.len()).map(|at| share(used.iter().filter_map(|used| used.support.get(at).copied())));
    let clients = clients.map(|share| share.map(|score| score.full + score.partial / 2.0)).collect();
    let score = share(used.iter().flat_map(|used| used.support.iter().copied())).unwrap_or(Score {
        full: 100.0,
        partial: 0.0,
        none: 0.0,
    });
    Verdict { used, clients, score }
}

fn share(all: impl Iterator<Item = Support>) -> Option<Score> {
    let (mut full, mut partial, mut none) = (0u32, 0u32, 0u32);
    for support in all {
        match support {
            Support::Full => full += 1,
            Support::Partial => partial += 1,
            Support::None => none += 1,
            Support::Unknown => {}
        }
    }
    let known = full + partial + none;
    let of = |count: u32| count as f32 * 100.0 / known as f32;
    (known > 0).then(|| Score { full: of(full), partial: of(partial), none: of(none) })
}

impl Known {
    fn used(&self, places: Vec<Span>) -> Used {
        let mut notes: Vec<(Vec<usize>, String)> = self.notes.iter().map(|note| (Vec::new(), note.clone())).collect();
        let mut support = Vec::new();
        for (client, said) in self.support.split(' ').enumerate() {
            let mut parts = said.split('.');
            support.push(match parts.next() {
                Some("y") => Support::Full,
                Some("a") => Support::Partial,
                Some("n") => Support::None,
                _ => Support::Unknown,
            });
            for note in parts.filter_map(|at| at.parse::<usize>().ok()) {
                if let Some((clients, _)) = notes.get_mut(note) {
                    clients.push(client);
                }
            }
        }
        notes.retain(|(clients, _)| !clients.is_empty());
        let times = places.len();
        let places = places.into_iter().take(PLACES).collect();
        Used { slug: self.slug.clone(), title: self.title.clone(), times, places, support, notes }
    }
}

/// By what each feature is recognised: the features by the beginning of that.
type Index<'a> = HashMap<&'a str, Vec<(usize, &'a str)>>;

fn index(data: &Data) -> Index<'_> {
    let mut index = Index::new();
    for (at, known) in data.features.iter().enumerate() {
        for by in &known.by {
            let end = by.find(['=', ' ', '['].as_slice()).filter(|end| *end > 0 && !by.starts_with("s:"));
            let (key, rest) = by.split_at(end.unwrap_or(by.len()));
            // An attribute of any element.
            let (key, rest) = if by.starts_with('[') { ("[", by.as_str()) } else { (key, rest) };
            index.entry(key).or_default().push((at, rest));
        }
    }
    index
}

struct Search<'a> {
    index: Index<'a>,
    found: Vec<Vec<Span>>,
}

impl Search<'_> {
    /// Notes every feature under a key whose further condition holds.
    fn note(&mut self, key: &str, place: Span, holds: impl Fn(&str) -> bool) {
        for (feature, rest) in self.index.get(key).into_iter().flatten() {
            if let Some(places) = self.found.get_mut(*feature)
                && holds(rest)
                && places.last() != Some(&place)
            {
                places.push(place);
            }
        }
    }

    fn html(&mut self, source: &str) {
        let pieces = html::pieces(source);
        let mut in_style = false;
        for piece in &pieces {
            match &piece.kind {
                PieceKind::Doctype => self.note("!doctype", piece.span, str::is_empty),
                PieceKind::Comment(_) => self.note("!comment", piece.span, str::is_empty),
                PieceKind::Open(tag) => {
                    in_style = tag.name == "style";
                    self.tag(tag, piece.span, piece.span.of(source));
                }
                PieceKind::Close(_) => in_style = false,
                PieceKind::Text(_) if in_style => {
                    for part in css::sheet(piece.span.of(source)) {
                        let start = piece.span.start;
                        self.sheet(&part.kind, Span::new(start + part.span.start, start + part.span.end));
                    }
                }
                PieceKind::Text(_) => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag, place: Span, source: &str) {
        self.note(&tag.name, place, |rest| rest.is_empty() || has(tag, rest));
        self.note("[", place, |rest| has(tag, rest));
        if let Some(address) = tag.attribute("src").filter(|_| tag.name == "img") {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            if let Some((_, ending)) = path.rsplit_once('.') {
                self.note(&format!("i:{}", ending.to_ascii_lowercase()), place, str::is_empty);
            }
        }
        let style = tag.attribute("style").unwrap_or_default();
        // The same words in the tag, one after the other, as long as its style has no character references.
        let mut read = Some(0);
        for (name, value, span) in css::declarations(style) {
            let words = span.of(style);
            read = read.and_then(|from| Some(from + source.get(from..)?.find(words)? + words.len()));
            let place = read.map_or(place, |end| Span::new(place.start + end - words.len(), place.start + end));
            self.declaration(name, value, place);
        }
    }

    fn sheet(&mut self, kind: &css::SheetPart, place: Span) {
        match *kind {
            css::SheetPart::At { name, prelude, .. } => {
                let prelude = prelude.to_ascii_lowercase();
                self.note(&format!("@{}", name.to_ascii_lowercase()), place, |rest| {
                    prelude.contains(rest.trim_start())
                });
            }
            css::SheetPart::Rule { selector } => self.selector(selector, place),
            css::SheetPart::Declaration { name, value } => self.declaration(name, value, place),
            css::SheetPart::End => {}
        }
    }

    fn declaration(&mut self, name: &str, value: &str, place: Span) {
        let value = value.to_ascii_lowercase();
        let words = words(&value);
        self.note(&format!("p:{}", name.to_ascii_lowercase()), place, |rest| match rest.strip_prefix('=') {
            Some(wanted) => words.contains(&wanted),
            None => true,
        });
        for word in words {
            if let Some(function) = word.strip_suffix('(') {
                self.note(&format!("f:{function}"), place, str::is_empty);
            } else if word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+')) {
                let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
                self.note(&format!("u:{unit}"), place, str::is_empty);
            } else {
                self.note(&format!("k:{word}"), place, str::is_empty);
            }
        }
    }

    fn selector(&mut self, selector: &str, place: Span) {
        for sign in signs(selector) {
            self.note(&sign, place, str::is_empty);
        }
    }
}

/// Whether a tag has an attribute as `[name]`, `[name=value]` or `[name^=value]` says.
fn has(tag: &Tag, condition: &str) -> bool {
    let Some(inside) = condition.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let value = |name: &str| tag.attribute(name).map(|value| value.trim().to_ascii_lowercase());
    match inside.split_once('=') {
        None => value(inside).is_some(),
        Some((name, wanted)) => match name.strip_suffix('^') {
            Some(name) => value(name).is_some_and(|value| value.starts_with(wanted)),
            None => value(name).is_some_and(|value| value.split_whitespace().any(|word| word == wanted)),
        },
    }
}

/// The words of a value; a function with its opening bracket. What stands in quotes or in `url(…)` is none.
fn words(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = value;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%' | '!' | '+');
    while let Some(first) = rest.chars().next() {
        if matches!(first, '"' | '\'') {
            rest = rest.get(1..).and_then(|inside| inside.split_once(first)).map_or("", |(_, after)| after);
            continue;
        }
        let end = rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        if end == 0 {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        }
        let function = rest.get(end..).is_some_and(|after| after.starts_with('('));
        let end = if function { end + 1 } else { end };
        let (word, after) = rest.split_at(end);
        rest = after;
        if word == "url(" {
            rest = after.split_once(')').map_or("", |(_, after)| after);
        }
        found.push(word);
    }
    found
}

/// What a selector is made of, as the data names it.
fn signs(selector: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |sign: &str| {
        if !found.iter().any(|known| known == sign) {
            found.push(sign.to_owned());
        }
    };
    let selector = selector.trim();
    let mut rest = selector;
    // The classes of the compound selector that is being read.
    let mut classes = 0;
    while let Some(first) = rest.chars().next() {
        let name = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            let end =
                tail.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\\'))).unwrap_or(tail.len());
            from + end
        };
        let mut length = first.len_utf8();
        match first {
            '.' => {
                classes += 1;
                add(if classes > 1 { "s:.." } else { "s:." });
                length = name(1);
            }
            '#' => {
                add("s:#");
                length = name(1);
            }
            '[' => {
                add("s:[");
                length = rest.find(']').map_or(rest.len(), |end| end + 1);
            }
            ':' => {
                length = name(if rest.starts_with("::") { 2 } else { 1 });
                add(&rest.get(..length).unwrap_or_default().to_ascii_lowercase());
            }
            '(' => length = rest.find(')').map_or(rest.len(), |end| end + 1),
            '*' => add("s:*"),
            '&' => add("s:&"),
            ',' | '>' | '+' | '~' => {
                add(&format!("s:{first}"));
                classes = 0;
            }
            c if c.is_whitespace() => {
                let after = rest.trim_start();
                length = rest.len() - after.len();
                let (before, next) = (selector.len() - rest.len(), after.chars().next());
                let joined = |c: Option<char>| c.is_none_or(|c| matches!(c, ',' | '>' | '+' | '~'));
                let last = selector.get(..before).and_then(|text| text.trim_end().chars().next_back());
                if !joined(next) && !joined(last) {
                    add("s: ");
                }
                classes = 0;
            }
            c if c.is_alphabetic() => {
                add("s:a");
                length = name(0).max(length);
            }
            _ => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}
