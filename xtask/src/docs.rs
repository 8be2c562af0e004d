//! The docs of the checks as a page of the site, since a hosted page has no repository beside it.

use crate::project;
use std::fmt::Write as _;
use std::path::Path;

/// Its head. It runs nothing and asks for nothing.
const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Checks · Ory Actions Playground</title>
<style>
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 6rem; font: 15px/1.55 system-ui, sans-serif; color: light-dark(#1b1f27, #e4e7ec); background: light-dark(#fff, #151a21); overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
h2 { font: 600 1rem ui-monospace, Menlo, monospace; margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid light-dark(#e1e4ea, #262d37); scroll-margin-top: 1rem; }
h2:target { background: light-dark(#eaeefd, #1c2540); padding: .75rem; border: 0; border-radius: 6px; }
h2 small { font: 13px system-ui, sans-serif; color: light-dark(#59626f, #98a2b3); }
a { color: light-dark(#3b5bdb, #8ea6ff); }
code, pre { font: 13px/1.5 ui-monospace, Menlo, monospace; }
pre { background: light-dark(#f7f8fa, #10141a); border: 1px solid light-dark(#e1e4ea, #262d37); border-radius: 6px; padding: .6rem .75rem; overflow: auto; overflow-wrap: normal; }
p { margin: .5rem 0; }
</style>
<main>
<p><a href="./">Ory Actions Playground</a></p>
"#;

/// Writes `checks.html` beside the page.
pub fn checks(staged: &Path) -> Result<(), String> {
    let text = project::read(&project::root().join("docs/checks.md"))?;
    let file = staged.join("checks.html");
    project::write(&file, page(&text))
}

/// The Markdown that `checks::documentation` writes (headings, paragraphs, code) as a page; each check's id is an anchor.
fn page(markdown: &str) -> String {
    let mut html = HEAD.to_owned();
    let mut paragraph: Vec<String> = Vec::new();
    let mut lines = markdown.lines();
    let close = |paragraph: &mut Vec<String>, html: &mut String| {
        if !paragraph.is_empty() {
            let _ = writeln!(html, "<p>{}</p>", std::mem::take(paragraph).join(" "));
        }
    };
    while let Some(line) = lines.next() {
        if let Some(fence) = line.strip_suffix("jsonnet").or(line.strip_suffix("json")).filter(|fence| is_fence(fence))
        {
            close(&mut paragraph, &mut html);
            let code: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            let focus = "tabindex=\"0\" role=\"group\" aria-label=\"Code\"";
            let _ = writeln!(html, "<pre {focus}><code>{}</code></pre>", escaped(&code.join("\n")));
        } else if let Some(title) = line.strip_prefix("## ") {
            close(&mut paragraph, &mut html);
            let (id, level) = title.split_once(' ').unwrap_or((title, ""));
            let _ = writeln!(html, "<h2 id=\"{0}\">{0} <small>{1}</small></h2>", escaped(id), escaped(level));
        } else if let Some(title) = line.strip_prefix("# ") {
            close(&mut paragraph, &mut html);
            let _ = writeln!(html, "<h1>{}</h1>", escaped(title));
        } else if line.is_empty() {
            close(&mut paragraph, &mut html);
        } else {
            paragraph.push(in_line(line));
        }
    }
    close(&mut paragraph, &mut html);
    html + "</main>\n</html>\n"
}

fn is_fence(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|sign| sign == '`')
}

/// A line with code between backticks.
fn in_line(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| if at % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_has_an_anchor_and_its_examples_are_text() {
        let html =
            page("# Checks\n\nAll.\n\n## a/b (error)\n\nUse `<b>`\nnow.\n\n````jsonnet\n# <i>\n```\n````\n\nEnd.\n");
        let body = &html[HEAD.len()..];
        assert_eq!(
            body,
            "<h1>Checks</h1>\n<p>All.</p>\n<h2 id=\"a/b\">a/b <small>(error)</small></h2>\n\
             <p>Use <code>&lt;b&gt;</code> now.</p>\n\
             <pre tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code># &lt;i&gt;\n```</code></pre>\n<p>End.</p>\n</main>\n</html>\n"
        );
    }
}
