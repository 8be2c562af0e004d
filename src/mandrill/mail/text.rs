//! One part made from the other, about as Mandrill's `auto_text` and `auto_html` may do it. Nobody here has seen theirs.

use crate::mandrill::{
    html::{self, INLINE, PieceKind, UNSEEN},
    merge::words::escaped,
};

/// Text from html: blocks on lines of their own, links followed by their address.
pub(super) fn from_html(html: &str) -> String {
    let pieces = html::pieces(html);
    let mut out = String::new();
    let mut unseen: Option<&str> = None;
    let mut link: Option<&str> = None;
    for piece in &pieces {
        match &piece.kind {
            PieceKind::Open(tag) if unseen.is_none() && tag.name != "head" && UNSEEN.contains(&tag.name.as_str()) => {
                unseen = Some(&tag.name);
            }
            PieceKind::Close(name) if unseen == Some(name.as_str()) => unseen = None,
            _ if unseen.is_some() => {}
            PieceKind::Text(text) => {
                for word in text.split_inclusive(char::is_whitespace) {
                    let blank = word.ends_with(char::is_whitespace);
                    let word = word.trim();
                    out.push_str(word);
                    if blank && !out.is_empty() && !out.ends_with([' ', '\n']) {
                        out.push(' ');
                    }
                }
            }
            PieceKind::Open(tag) => match tag.name.as_str() {
                "br" => out.push('\n'),
                "li" => {
                    line(&mut out, 1);
                    out.push_str("* ");
                }
                "a" => link = tag.attribute("href").filter(|address| !address.is_empty()),
                "img" => out.push_str(tag.attribute("alt").unwrap_or_default()),
                "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" => {
                    line(&mut out, 2)
                }
                name if !INLINE.contains(&name) => line(&mut out, 1),
                _ => {}
            },
            PieceKind::Close(name) if name == "a" => {
                if let Some(address) = link.take()
                    && !out.ends_with(address)
                {
                    out.push_str(&format!(" ({address})"));
                }
            }
            PieceKind::Close(name) => match name.as_str() {
                "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" => {
                    line(&mut out, 2)
                }
                "td" | "th" => out.push(' '),
                name if !INLINE.contains(&name) => line(&mut out, 1),
                _ => {}
            },
            PieceKind::Comment(_) | PieceKind::Doctype => {}
        }
    }
    let lines: Vec<&str> = out.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// At least so many line breaks, where there is text before.
fn line(out: &mut String, breaks: usize) {
    let trimmed = out.trim_end_matches(' ').len();
    out.truncate(trimmed);
    if out.is_empty() {
        return;
    }
    let there = out.len() - out.trim_end_matches('\n').len();
    for _ in there..breaks {
        out.push('\n');
    }
}

/// Html from text: lines broken, addresses as links.
pub(super) fn to_html(text: &str) -> String {
    let mut out = String::from("<p>");
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push_str("<br>\n");
        }
        for word in line.split_inclusive(' ') {
            let bare = word.trim_end();
            if bare.starts_with("https://") || bare.starts_with("http://") {
                out.push_str(&format!("<a href=\"{0}\">{0}</a>", escaped(bare)));
                out.push_str(word.get(bare.len()..).unwrap_or_default());
            } else {
                out.push_str(&escaped(word));
            }
        }
    }
    out + "</p>"
}
