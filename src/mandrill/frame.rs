//! The html of a mail as a document of its own for a frame that may do nothing.
//!
//! Three walls, each enough alone where it applies: the frame is `sandbox=""` (no script, no form, no popup), the document
//! begins with its own Content-Security-Policy (nothing is asked of the network), and it is written anew from the pieces a
//! tokenizer reads: only tags and attributes from a list, every value in quotes, no address that a click could follow
//! (source: facts on the browser 1, 5, 6). A click can then never replace the mail.

use super::{
    html::{self, Piece, PieceKind, Tag},
    merge::words::escaped,
};

/// How the html is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Whether images from elsewhere are asked for.
    pub remote_images: bool,
    /// As a client in dark mode may turn it.
    pub dark: bool,
}

/// An image that comes with the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Its Content-ID: what stands behind `cid:`.
    pub name: String,
    /// Its MIME type.
    pub kind: String,
    /// Its content, in base64.
    pub content: String,
}

impl Inline {
    /// It as a `data:` address; none when it is no image or its content no base64.
    pub fn address(&self) -> Option<String> {
        let subtype = self.kind.strip_prefix("image/")?;
        let plain =
            !subtype.is_empty() && subtype.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let content: String = self.content.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
        let base64 = content.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        (plain && base64).then(|| format!("data:{};base64,{content}", self.kind))
    }
}

/// Elements that may stand in the frame; of all others the tags are left out, and of [`DROPPED`] the content too.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "nobr",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements whose content goes with them.
const DROPPED: &[&str] =
    &["script", "title", "iframe", "noembed", "noframes", "noframe", "noscript", "xmp", "textarea"];

/// Attributes that may stand in the frame, beside `aria-…` and `data-…`.
const ATTRIBUTES: &[&str] = &[
    "abbr",
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "clear",
    "color",
    "colspan",
    "datetime",
    "dir",
    "face",
    "frame",
    "headers",
    "height",
    "hidden",
    "hspace",
    "id",
    "lang",
    "leftmargin",
    "marginheight",
    "marginwidth",
    "noshade",
    "nowrap",
    "open",
    "role",
    "rowspan",
    "rules",
    "scope",
    "size",
    "span",
    "start",
    "style",
    "summary",
    "text",
    "title",
    "topmargin",
    "type",
    "valign",
    "value",
    "vspace",
    "width",
];

/// The mail's own style counts for more than ours, which stands in `:where`.
const STYLE: &str = ":where(html){background:#fff;color:#202124;font:14px/1.5 Arial,Helvetica,sans-serif}\
:where(body){margin:16px;overflow-wrap:anywhere}:where(img){max-width:100%}\
:where(a[data-leads]){color:#15c;text-decoration:underline;cursor:default}";

/// Dark as clients make it that know no better: everything turned, pictures turned back.
const DARK: &str = "html{filter:invert(1) hue-rotate(180deg)!important;background:#fff!important}\
img,[background]{filter:invert(1) hue-rotate(180deg)!important}";

/// Whether the html brings a dark style of its own.
pub fn has_dark_style(html: &str) -> bool {
    html.contains("prefers-color-scheme")
}

/// The document for `srcdoc`.
pub fn document(html: &str, images: &[Inline], look: Look) -> String {
    let pieces = html::pieces(html);
    let mut out = String::with_capacity(html.len() + 1024);
    let sources = if look.remote_images { "data: https: http:" } else { "data:" };
    out.push_str(&format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; img-src {sources}\">\
         <meta name=\"color-scheme\" content=\"light{}\"><style>{STYLE}</style>",
        if has_dark_style(html) { " dark" } else { "" }
    ));
    if look.dark && !has_dark_style(html) {
        out.push_str(&format!("<style>{DARK}</style>"));
    }
    out.push_str("</head><body>");
    let mut within: Option<&str> = None;
    for Piece { kind, .. } in &pieces {
        match (kind, within) {
            (PieceKind::Close(name), Some(outer)) if name == outer => {
                if name == "style" {
                    out.push_str("</style>");
                }
                within = None;
            }
            (PieceKind::Text(css), Some("style")) => out.push_str(&style(css, look)),
            (_, Some(_)) => {}
            (PieceKind::Text(text), None) => out.push_str(&escaped(text)),
            (PieceKind::Open(tag), None) if tag.name == "style" => {
                out.push_str(if tag.attribute("media").is_some() { "" } else { "<style>" });
                if let Some(media) = tag.attribute("media") {
                    out.push_str(&format!("<style media=\"{}\">", escaped(media)));
                }
                within = Some("style");
            }
            (PieceKind::Open(tag), None) if DROPPED.contains(&tag.name.as_str()) => within = Some(&tag.name),
            (PieceKind::Open(tag), None) => open(&mut out, tag, images, look),
            (PieceKind::Close(name), None) if ELEMENTS.contains(&name.as_str()) => out.push_str(&format!("</{name}>")),
            (PieceKind::Close(_) | PieceKind::Comment(_) | PieceKind::Doctype, None) => {}
        }
    }
    if within == Some("style") {
        out.push_str("</style>");
    }
    out.push_str("</body></html>");
    out
}

/// Where in the html the letter stands before which [`document`] shows so many, white space not counted.
pub fn place(html: &str, letters: usize) -> Option<usize> {
    let mut left = letters;
    let mut within: Option<String> = None;
    for Piece { kind, span } in html::pieces(html) {
        match (kind, &within) {
            (PieceKind::Close(name), Some(outer)) if name == *outer => within = None,
            (PieceKind::Open(tag), None) if tag.name == "style" || DROPPED.contains(&tag.name.as_str()) => {
                within = Some(tag.name)
            }
            (PieceKind::Text(_), None) => {
                let written = span.of(html);
                let mut at = 0;
                while let Some(letter) = written[at..].chars().next() {
                    let length = reference(&written[at..]).unwrap_or(letter.len_utf8());
                    if !letter.is_whitespace() && !written[at..].starts_with("&nbsp;") {
                        if left == 0 {
                            return Some(span.start + at);
                        }
                        left -= 1;
                    }
                    at += length;
                }
            }
            _ => {}
        }
    }
    None
}

/// How long the character reference is that a text begins with.
fn reference(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let end = name.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '#'))?;
    (end > 0 && name[end..].starts_with(';')).then_some(end + 2)
}

fn open(out: &mut String, tag: &Tag, images: &[Inline], look: Look) {
    // The parser puts the attributes of these on the ones that are there already.
    let known = ELEMENTS.contains(&tag.name.as_str()) || matches!(tag.name.as_str(), "html" | "body");
    if !known {
        return;
    }
    out.push('<');
    out.push_str(&tag.name);
    for (name, value) in &tag.attributes {
        let value = match name.as_str() {
            "href" if tag.name == "a" => {
                put(out, "data-leads", "");
                if tag.attribute("title").is_none() {
                    put(out, "title", value);
                }
                continue;
            }
            "src" if tag.name == "img" => source(value, images, look),
            "background" => source(value, images, look),
            "style" => Some(tame(value, look)),
            _ if allowed(name) => Some(value.clone()),
            _ => None,
        };
        match value {
            Some(value) => put(out, name, &value),
            // A picture that is not shown keeps its place.
            None if name == "src" => put(out, "src", "data:,"),
            None => {}
        }
    }
    out.push('>');
}

fn allowed(name: &str) -> bool {
    let free = name.strip_prefix("aria-").or(name.strip_prefix("data-"));
    let plain = free.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    });
    plain || ATTRIBUTES.contains(&name)
}

fn put(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
}

/// Where a picture comes from, when it may be shown.
fn source(address: &str, images: &[Inline], look: Look) -> Option<String> {
    let address = address.trim();
    if let Some(name) = cid(address) {
        return images.iter().find(|image| image.name == name)?.address();
    }
    let lower = address.get(..11).unwrap_or(address).to_ascii_lowercase();
    if lower.starts_with("data:image/") {
        return Some(address.to_owned());
    }
    (look.remote_images && is_remote(address)).then(|| match address.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => address.to_owned(),
    })
}

/// The name behind `cid:`.
pub fn cid(address: &str) -> Option<&str> {
    let (scheme, name) = address.trim().split_once(':')?;
    scheme.eq_ignore_ascii_case("cid").then_some(name)
}

/// Whether an address leads to another machine.
pub fn is_remote(address: &str) -> bool {
    let address = address.trim();
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://") || starts("//")
}

/// How many images of the html come from elsewhere.
pub fn remote_images(pieces: &[Piece]) -> usize {
    let mut within_style = false;
    let mut count = 0;
    for Piece { kind, .. } in pieces {
        match kind {
            PieceKind::Open(tag) => {
                let addresses =
                    [(tag.name == "img").then(|| tag.attribute("src")).flatten(), tag.attribute("background")];
                count += addresses.into_iter().flatten().filter(|address| is_remote(address)).count();
                count += tag.attribute("style").map_or(0, in_css);
                within_style = tag.name == "style";
            }
            PieceKind::Text(css) if within_style => count += in_css(css),
            PieceKind::Close(_) => within_style = false,
            _ => {}
        }
    }
    count
}

/// How many addresses of other machines a style names as pictures.
fn in_css(css: &str) -> usize {
    css.split("url(").skip(1).filter(|rest| is_remote(rest.trim_start().trim_start_matches(['"', '\'']))).count()
}

/// A style sheet in which nothing reads as a tag, however a parser takes it.
fn style(css: &str, look: Look) -> String {
    let css = tame(css, look).replace("<!--", "").replace("-->", "");
    let mut out = String::with_capacity(css.len());
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        let opens = letters.peek().is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(*next));
        if letter == '<' && opens { out.push_str("\\3c ") } else { out.push(letter) }
    }
    // What is styled as a link has no address in the frame.
    out.replace(":any-link", "[data-leads]").replace(":link", "[data-leads]")
}

/// A style without what asks other machines for anything: not even a request that the policy would stop is tried.
fn tame(css: &str, look: Look) -> String {
    let lower = css.to_ascii_lowercase();
    let mut out = String::with_capacity(css.len());
    let mut at = 0;
    loop {
        let rest = lower.get(at..).unwrap_or_default();
        let Some(next) = ["url(", "@import"].iter().filter_map(|word| rest.find(word)).min() else { break };
        let start = at + next;
        out.push_str(css.get(at..start).unwrap_or_default());
        let import = lower.get(start..).is_some_and(|rest| rest.starts_with('@'));
        let end = start + if import { "@import".len() } else { "url(".len() };
        let address = css.get(end..).unwrap_or_default().trim_start().trim_start_matches(['"', '\'']);
        let data = address.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"));
        let may = !import && (data || (look.remote_images && is_remote(address)));
        // Names that mean nothing: the declaration is then left out.
        out.push_str(if may {
            "url("
        } else if import {
            "@left-out"
        } else {
            "left-out("
        });
        at = end;
    }
    out.push_str(css.get(at..).unwrap_or_default());
    out
}
