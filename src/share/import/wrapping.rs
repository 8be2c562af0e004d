//! What a text was wrapped in where it was copied: a terminal's prompts, the `>` of a quotation, a diff; and texts that stand as
//! literals in a program.

use super::{body::Named, template::looks_like_jsonnet};

/// Programs that a pasted line of a terminal calls.
const PROGRAMS: [&str; 17] = [
    "ory", "kratos", "cat", "curl", "echo", "printf", "export", "kubectl", "helm", "docker", "jq", "base64", "tee",
    "set", "sudo", "npx", "type",
];

/// What a shell says before a line that goes on, in bash, zsh and PowerShell.
const GOES_ON: [&str; 10] =
    [">>", ">", "heredoc>", "quote>", "dquote>", "bquote>", "cmdand>", "pipe>", "cursh>", "cmdsubst>"];

/// The text without what it was wrapped in, and what was left out, in a sentence; none where there is nothing.
pub(super) fn unwrapped(text: &str) -> Option<(String, &'static str)> {
    if let Some(plain) = without_quotation(text) {
        return Some((plain, "The `>` of a quotation was left out."));
    }
    if let Some(plain) = without_prompts(text) {
        return Some((plain, "The prompts of a terminal were left out."));
    }
    without_diff(text).map(|plain| (plain, "It is a diff: what it adds and what stays was read."))
}

/// The text as it was before a word processor, a page or an old system spelled it anew, and what was undone, in a sentence:
/// for a text in which nothing was found as it stands.
pub(super) fn respelled(text: &str) -> Vec<(String, &'static str)> {
    let mut ways = Vec::new();
    if text.contains("&quot;") || text.contains("&#34;") {
        let pairs = [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#39;", "'"),
            ("&#x27;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", " "),
            ("&amp;", "&"),
        ];
        let plain = pairs.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        // A program's text behind a page's marks: only what is between them counts.
        let plain =
            plain.replace("<pre>", "\n").replace("</pre>", "\n").replace("<code>", "\n").replace("</code>", "\n");
        ways.push((plain, "It was copied out of a page's source: `&quot;` and its like were undone."));
    }
    let plain = text.replace(['\u{201c}', '\u{201d}', '\u{201e}'], "\"").replace(['\u{2018}', '\u{2019}'], "'");
    if plain != text {
        ways.push((plain, "Its typographic quotes were taken for straight ones."));
    }
    if text.contains('\u{a0}') {
        ways.push((text.replace('\u{a0}', " "), "Its no-break spaces were taken for plain ones."));
    }
    if text.contains('\r') && !text.contains('\n') {
        ways.push((text.replace('\r', "\n"), "Its line ends of old were turned into those of today."));
    }
    if text.lines().any(|line| line.starts_with('>')) {
        let bare = |line: &str| {
            let rest = line.trim_start_matches('>');
            if rest.len() == line.len() { line.to_owned() } else { rest.strip_prefix(' ').unwrap_or(rest).to_owned() }
        };
        ways.push((text.split_inclusive('\n').map(bare).collect(), "The `>` of a quotation was left out."));
    }
    let begins = text.trim_start();
    if begins.starts_with('"')
        && begins[1..].split_once('"').is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
    {
        ways.push((format!("{{{}}}", text.trim_end().trim_end_matches(',')), "The braces around it were missing."));
    }
    ways
}

/// Every line of a quotation begins with `>`.
fn without_quotation(text: &str) -> Option<String> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek()?;
    if !lines.all(|line| line.starts_with('>')) {
        return None;
    }
    let bare = |line: &str| {
        let rest = line.strip_prefix('>').unwrap_or(line);
        rest.strip_prefix(' ').unwrap_or(rest).to_owned()
    };
    Some(text.split_inclusive('\n').map(bare).collect())
}

fn without_prompts(text: &str) -> Option<String> {
    // Before the first command there is a greeting at most.
    let first = text.lines().take(20).position(|line| prompt(line).is_some())?;
    let mut plain = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let rest = if at < first { line } else { prompt(line).or_else(|| continued(line)).unwrap_or(line) };
        plain.push_str(rest);
    }
    Some(plain)
}

/// What stands behind the prompt of a terminal, where a program is called there.
fn prompt(line: &str) -> Option<&str> {
    let calls = |rest: &&str| {
        let word = rest.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default();
        PROGRAMS.contains(&word.trim_end_matches(".exe"))
    };
    let line = line.trim_start_matches([' ', '\t']);
    for sign in ["$ ", "% ", "# ", "❯ ", "➜ ", "λ "] {
        if let Some(rest) = line.strip_prefix(sign) {
            return Some(rest.trim_start()).filter(calls);
        }
    }
    let head: usize = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    let (ends, named): (&[&str], bool) = if line.starts_with("PS ") || line.get(1..3) == Some(":\\") {
        (&["> ", ">"], true)
    } else {
        (&["$ ", "# ", "% ", "> "], line[..head].contains('@'))
    };
    let (at, end) = ends.iter().filter_map(|end| Some((line[..head].find(end)?, *end))).min()?;
    let before = line.get(..at)?;
    let rest = line.get(at + end.len()..)?.trim_start();
    (named && !before.contains(['"', '\'', '=', '{'])).then_some(rest).filter(calls)
}

/// What stands behind the sign of a line that goes on.
fn continued(line: &str) -> Option<&str> {
    let sign = GOES_ON.iter().find(|sign| {
        line.strip_prefix(**sign).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r']))
    })?;
    let rest = line.get(sign.len()..)?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

fn without_diff(text: &str) -> Option<String> {
    if !text.lines().any(|line| line.starts_with("@@ -")) {
        return None;
    }
    let heads = ["diff --git ", "index ", "--- ", "+++ ", "@@ ", "\\ No newline", "new file mode", "deleted file mode"];
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if heads.iter().any(|head| line.starts_with(head)) || line.starts_with('-') {
            continue;
        }
        plain.push_str(line.strip_prefix(['+', ' ']).unwrap_or(line));
    }
    Some(plain)
}

/// The templates that stand in a program as literals: between back-ticks, three quotes, or in quotes with escapes.
pub(super) fn literals(text: &str, base: usize) -> Vec<Named> {
    const MOST: usize = 100;
    let mut found: Vec<Named> = Vec::new();
    // A mark that is not closed once is not closed later: each is looked for to the end once at most.
    let mut open: Vec<&str> = Vec::new();
    let (mut at, mut line, mut counted) = (0, base, 0);
    while found.len() < MOST
        && let Some(begin) = text.get(at..).and_then(|rest| rest.find(['`', '"', '\'']))
    {
        let begin = at + begin;
        at = begin + 1;
        let Some(mark) = mark(text.get(begin..).unwrap_or_default()).filter(|mark| !open.contains(mark)) else {
            continue;
        };
        let inside = begin + mark.len();
        let Some(end) = closed(text, inside, mark) else {
            open.push(mark);
            continue;
        };
        // What closes this may open the next.
        at = end.max(at);
        let raw = text.get(inside..end).unwrap_or_default();
        // A word between back-ticks is no template.
        if !raw.contains('\n') && !raw.contains("function") {
            continue;
        }
        let plain = unescaped(raw, mark);
        if looks_like_jsonnet(&plain) {
            // The line end behind the opening mark is the program's.
            let shown = plain.strip_prefix("\r\n").or_else(|| plain.strip_prefix('\n')).unwrap_or(&plain);
            line += text.get(counted..inside).unwrap_or_default().matches('\n').count();
            counted = inside;
            found.push(Named { name: None, text: shown.to_owned(), line });
            at = end + mark.len();
        }
    }
    found
}

/// What opens a literal at the beginning of a text.
fn mark(text: &str) -> Option<&'static str> {
    match text.as_bytes() {
        [b'`', ..] => Some("`"),
        [b'"', b'"', b'"', ..] => Some("\"\"\""),
        [b'\'', b'\'', b'\'', ..] => Some("'''"),
        [b'"', b'f', ..] if text.starts_with("\"function") => Some("\""),
        [b'\'', b'f', ..] if text.starts_with("'function") => Some("'"),
        _ => None,
    }
}

/// Where a literal that begins at `from` is closed.
fn closed(text: &str, from: usize, mark: &str) -> Option<usize> {
    let (bytes, mark) = (text.as_bytes(), mark.as_bytes());
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == mark[0] && bytes[at..].starts_with(mark) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

fn unescaped(text: &str, mark: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some(&next @ ('`' | '$' | '\\' | '"' | '\''))) => {
                plain.push(next);
                signs.next();
            }
            ('\\', Some(&next @ ('n' | 't' | 'r'))) if mark.len() == 1 && mark != "`" => {
                plain.push(match next {
                    'n' => '\n',
                    't' => '\t',
                    _ => '\r',
                });
                signs.next();
            }
            _ => plain.push(sign),
        }
    }
    plain
}
