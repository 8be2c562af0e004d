//! Lets the in-line scripts of the site's documents, and no others, pass their Content-Security-Policy.
//!
//! index.html says the policy; Trunk adds in-line scripts to the page, and their hashes can stand in the policy only
//! afterwards. While Trunk serves, its reload script is let through as well.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// A document of the site with the hash of every in-line script in its policy; `name` is what its faults are told of.
pub fn with_hashes(name: &str, html: &str) -> Result<String, String> {
    let html = settle_reload_script(html);
    let reloads = html.contains(".well-known/trunk/ws");
    let tags = tags(&html);
    let policy = tags
        .iter()
        .find(|tag| {
            tag.is("meta") && tag.value("http-equiv").is_some_and(|v| v.eq_ignore_ascii_case("content-security-policy"))
        })
        .ok_or_else(|| format!("{name} has no <meta http-equiv=\"Content-Security-Policy\">."))?;
    if let Some(early) = tags
        .iter()
        .find(|tag| ["script", "link", "style"].iter().any(|name| tag.is(name)) && tag.at.end <= policy.at.start)
    {
        return Err(format!("{name} has a <{}> before its policy, which would not bind it.", early.name));
    }
    if let Some(handler) = tags.iter().flat_map(|tag| &tag.attributes).find(|(name, _)| name.starts_with("on")) {
        return Err(format!("{name} has an in-line handler, {}=, which its policy blocks.", handler.0));
    }
    let hashes: Vec<String> = tags
        .iter()
        .filter(|tag| tag.is("script") && tag.value("src").is_none())
        .map(|tag| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(tag.text.replace("\r\n", "\n")))))
        .collect();
    let old = policy.value("content").ok_or_else(|| format!("The policy in {name} is empty."))?;
    let new = extended(old, &hashes, reloads).map_err(|why| format!("{name}: {why}"))?;
    let mut html = html.clone();
    let place = policy.at.clone();
    let tag = html[place.clone()].replace(old, &new);
    html.replace_range(place, &tag);
    Ok(html)
}

/// Trunk fills in address and path of its reload socket for each request, which no hash could know: the page itself
/// knows both. The path is the one Trunk serves under.
fn settle_reload_script(html: &str) -> String {
    let mut html = html.to_owned();
    for quote in ['\'', '`'] {
        html = html.replace(&format!("{quote}{{{{__TRUNK_ADDRESS__}}}}{quote}"), "window.location.host");
    }
    html.replace("{{__TRUNK_WS_BASE__}}", "/")
}

/// The policy with the hashes in `script-src` and, while Trunk serves, its reload socket in `connect-src`.
fn extended(policy: &str, hashes: &[String], reloads: bool) -> Result<String, String> {
    let mut scripts = false;
    let directives: Vec<String> = policy
        .split(';')
        .map(str::trim)
        .filter(|directive| !directive.is_empty())
        .map(|directive| match directive.split_whitespace().next() {
            Some("script-src") => {
                scripts = true;
                let mut sources = vec![directive];
                sources.extend(hashes.iter().map(String::as_str));
                sources.join(" ")
            }
            Some("connect-src") if reloads => format!("{directive} ws: wss:"),
            _ => directive.to_owned(),
        })
        .collect();
    let scripts = directives.iter().find(|directive| scripts && directive.starts_with("script-src "));
    match scripts {
        None => Err("the policy has no script-src.".into()),
        Some(sources) if sources.contains("'unsafe-inline'") || sources.contains("'unsafe-eval'") => {
            Err(format!("the policy lets any script run: {sources}"))
        }
        Some(_) => Ok(directives.join("; ")),
    }
}

/// A start tag of the page.
struct Tag<'a> {
    /// In lower case.
    name: String,
    /// Names in lower case, values as written.
    attributes: Vec<(String, &'a str)>,
    /// From `<` to behind `>`.
    at: Range<usize>,
    /// What stands in a `script`; empty for every other tag.
    text: &'a str,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    fn value(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == attribute).map(|(_, value)| *value)
    }
}

/// Every start tag outside comments and scripts. Enough for our own page; no HTML from elsewhere comes here.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find('<').map(|at| from + at) {
        let rest = &html[open + 1..];
        if rest.starts_with("!--") {
            from = rest.find("-->").map_or(html.len(), |end| open + 1 + end + 3);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut tag = tag(html, open);
            from = tag.at.end;
            if tag.is("script") {
                let length = html[from..].to_ascii_lowercase().find("</script").unwrap_or(html.len() - from);
                tag.text = &html[from..from + length];
                from += length;
            }
            tags.push(tag);
        } else {
            from = open + 1;
        }
    }
    tags
}

/// The start tag that begins at `open`.
fn tag(html: &str, open: usize) -> Tag<'_> {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '=');
    let length = |from: usize, ends: &dyn Fn(char) -> bool| html[from..].find(ends).unwrap_or(html.len() - from);
    let mut at = open + 1;
    let name = length(at, &ends_name);
    let mut tag =
        Tag { name: html[at..at + name].to_ascii_lowercase(), attributes: Vec::new(), at: open..open, text: "" };
    at += name;
    loop {
        at += length(at, &|c| !c.is_ascii_whitespace() && c != '/');
        if at >= html.len() || html[at..].starts_with('>') {
            tag.at = open..(at + 1).min(html.len());
            return tag;
        }
        let name = length(at, &ends_name).max(1);
        let attribute = html[at..at + name].to_ascii_lowercase();
        at += name;
        let mut value = "";
        if html[at..].starts_with('=') {
            at += 1;
            let (begin, size) = match html[at..].chars().next() {
                Some(quote @ ('"' | '\'')) => (at + 1, length(at + 1, &|c| c == quote)),
                _ => (at, length(at, &|c| c.is_ascii_whitespace() || c == '>')),
            };
            value = &html[begin..begin + size];
            at = (begin + size + usize::from(begin > at)).min(html.len());
        }
        tag.attributes.push((attribute, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><head><!-- <script>no()</script> --><meta charset=utf-8>\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; connect-src 'self'\">\
        <link rel=stylesheet href=a.css></head><body><script src=b.js></script><script type=\"module\">go()</script></body>";

    #[test]
    fn an_inline_script_is_named_by_its_hash_and_nothing_else_changes() {
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='";
        let expected = PAGE.replace("script-src 'self'", &format!("script-src 'self' {hash}"));
        assert_eq!(with_hashes("a.html", PAGE).as_deref(), Ok(expected.as_str()));
    }

    #[test]
    fn a_script_with_greater_than_signs_is_hashed_whole() {
        let page = PAGE.replace("go()", "if (1 > 0 && '<b>') go()");
        let texts: Vec<String> =
            tags(&page).iter().filter(|tag| tag.is("script")).map(|tag| tag.text.to_owned()).collect();
        assert_eq!(texts, ["", "if (1 > 0 && '<b>') go()"]);
    }

    #[test]
    fn the_reload_script_gets_its_socket_and_a_release_does_not() {
        let script = "const a = '{{__TRUNK_ADDRESS__}}', b = '{{__TRUNK_WS_BASE__}}' + '.well-known/trunk/ws';";
        let served = with_hashes("a.html", &PAGE.replace("go()", script)).expect("a page with a policy");
        assert!(served.contains("connect-src 'self' ws: wss:"), "{served}");
        assert!(served.contains("a = window.location.host, b = '/' + "), "{served}");
        assert!(!with_hashes("a.html", PAGE).expect("a page with a policy").contains("ws:"));
    }

    #[test]
    fn a_page_that_would_be_unsafe_or_broken_is_refused() {
        let refused = |page: &str| with_hashes("a.html", page).expect_err("must be refused");
        assert!(refused("<body><script>go()</script>").contains("no <meta"));
        assert!(refused(&PAGE.replace("<head>", "<head><script>early()</script>")).contains("before its policy"));
        assert!(refused(&PAGE.replace("script-src 'self'", "script-src 'unsafe-inline'")).contains("any script"));
        assert!(refused(&PAGE.replace("script-src 'self'", "img-src 'self'")).contains("no script-src"));
        assert!(refused(&PAGE.replace("<body>", "<body onload='x()'>")).contains("onload="));
    }
}
