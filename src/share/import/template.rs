//! What kind of template a text is, and what can be mended in it.

use super::yaml::is_go;
use crate::share::secret::{Secret, without_key};

/// A template with what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mended {
    pub template: String,
    /// The key that stood in it, where the placeholder stands now.
    pub key: Option<Secret>,
    /// What was mended, and what it is, in sentences.
    pub notes: Vec<String>,
    /// How many of them, from the first, are of something mended.
    pub mended: usize,
}

/// Looks at a template as it was found.
pub(super) fn mend(template: String) -> Mended {
    let mut notes = Vec::new();
    let template = without_mark(template, &mut notes);
    let template = unescaped(template, &mut notes);
    let template = of_old(template, &mut notes);
    let mended = notes.len();
    other_kinds(&template, &mut notes);
    let (template, key) = without_key(&template);
    if key.is_some() {
        notes.push(super::MOVED[0].to_owned());
    }
    Mended { template, key, notes, mended }
}

fn without_mark(template: String, notes: &mut Vec<String>) -> String {
    match template.strip_prefix('\u{feff}') {
        Some(rest) => {
            notes.push("The mark of byte order (BOM) at its beginning was taken out: Jsonnet refuses it.".to_owned());
            rest.to_owned()
        }
        None => template,
    }
}

/// A backslash outside a text is nothing in Jsonnet: a shell or JSON left it there.
fn unescaped(template: String, notes: &mut Vec<String>) -> String {
    if !code(&template).contains('\\') {
        return template;
    }
    let one_line = !template.trim().contains('\n') && template.contains("\\n");
    let candidates = [
        plain(&template, one_line),
        template.replace(r"'\''", "'"),
        template.replace("\\\n", "\n"),
        template.replace("\\\"", "\""),
    ];
    let mended =
        candidates.into_iter().find(|candidate| !code(candidate).contains('\\') && looks_like_jsonnet(candidate));
    match mended {
        Some(mended) => {
            notes.push(
                "Escapes of a shell or of JSON (such as `\\\"`) were left in the template; they were undone."
                    .to_owned(),
            );
            mended
        }
        None => {
            let line = code(&template).split('\n').position(|line| line.contains('\\')).unwrap_or(0) + 1;
            notes.push(format!(
                "A backslash stands outside a text in line {line} of the template: it is an escape of a shell, which Jsonnet does not know."
            ));
            template
        }
    }
}

/// The text with `\"`, `\\`, `\$` and a back-tick's escape undone, and `\n` and `\t` where it is all one line.
fn plain(text: &str, one_line: bool) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some(&next @ ('"' | '\\' | '$' | '`' | '/'))) => {
                plain.push(next);
                signs.next();
            }
            ('\\', Some('n')) if one_line => {
                plain.push('\n');
                signs.next();
            }
            ('\\', Some('t')) if one_line => {
                plain.push('\t');
                signs.next();
            }
            _ => plain.push(sign),
        }
    }
    plain
}

/// Before Kratos 0.8 a hook's template read its context by `std.extVar("ctx")`.
fn of_old(template: String, notes: &mut Vec<String>) -> String {
    let Some((start, end)) = ext_var(&template, "ctx") else { return template };
    let before = template[..start].trim_end();
    let rest = &template[end..];
    let local = before.strip_suffix('=').map(str::trim_end).and_then(|before| {
        let name =
            before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|name| !name.is_empty())?;
        let before = &before[..before.len() - name.len()];
        let head = before.trim_end().strip_suffix("local")?;
        Some((head, name))
    });
    notes.push(
        "This is a web hook's template of old: Ory no longer gives `std.extVar(\"ctx\")`. It was turned into a `function(ctx)`."
            .to_owned(),
    );
    let body = match local {
        Some((head, name)) if rest.trim_start().starts_with(';') => {
            let rest = rest.trim_start().trim_start_matches(';').trim_start_matches([' ', '\t']);
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
            if name == "ctx" {
                return replaced(&format!("{head}function(ctx)\n{rest}"));
            }
            format!("{head}function(ctx)\nlocal {name} = ctx;\n{rest}")
        }
        _ => format!("function(ctx)\n{template}"),
    };
    replaced(&body)
}

/// Every other `std.extVar("ctx")` as `ctx`.
fn replaced(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((start, end)) = ext_var(rest, "ctx") {
        text.push_str(&rest[..start]);
        text.push_str("ctx");
        rest = &rest[end..];
    }
    text + rest
}

/// Where `std.extVar("name")` stands.
fn ext_var(template: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = template.get(from..)?.find("std.extVar").map(|at| from + at) {
        from = at + "std.extVar".len();
        let rest = &template[from..];
        let inside = rest.trim_start().strip_prefix('(').map(str::trim_start);
        let Some(quote) = inside.and_then(|inside| inside.chars().next()).filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let inside = inside.unwrap_or_default();
        let Some(after) = inside[1..].strip_prefix(name).and_then(|after| after.strip_prefix(quote)) else { continue };
        if let Some(after) = after.trim_start().strip_prefix(')') {
            return Some((at, template.len() - after.len()));
        }
    }
    None
}

/// What the courier gives its templates and a hook does not have; in capitals in older ones (the default body in Kratos'
/// `embedx/config.schema.json` of that time).
const COURIER: [&str; 11] = [
    "ctx.recipient",
    "ctx.recipient_type",
    "ctx.template_type",
    "ctx.template_data",
    "ctx.subject",
    "ctx.body",
    "ctx.Recipient",
    "ctx.TemplateType",
    "ctx.TemplateData",
    "ctx.Subject",
    "ctx.Body",
];

fn other_kinds(template: &str, notes: &mut Vec<String>) {
    let code = code(template);
    if let Some(action) = go_action(template) {
        notes.push(format!(
            "`{action}` is an action of Go's templates (Helm): it is filled in before Ory sees the template. Put a value there to try it here."
        ));
    } else if code.contains("${") {
        notes.push("`${…}` in it is filled in by Terraform or a shell before Ory sees the template. Put a value there to try it here.".to_owned());
    }
    if ["claims", "provider"].iter().any(|name| ext_var(template, name).is_some()) {
        notes.push(
            "This is a claims mapper of a social sign-in: it reads `std.extVar(\"claims\")`. A web hook's template has no such variable; it is a `function(ctx)`."
                .to_owned(),
        );
    } else if ext_var(template, "session").is_some() {
        notes.push(
            "This is a claims mapper of a session's token: it reads `std.extVar(\"session\")`. A web hook's template is a `function(ctx)` and has `ctx.session` after a sign-in."
                .to_owned(),
        );
    }
    let reads = |path: &str| {
        code.match_indices(path).any(|(at, _)| {
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'))
                && !code[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    if let Some(path) = COURIER.iter().find(|path| reads(path)) {
        notes.push(format!(
            "This is a template of Ory's courier: it reads `{path}`, which a web hook does not have. There the address is in `ctx.identity`."
        ));
    }
    if reads("ctx.error") {
        notes.push(
            "`ctx.error` cannot be read: `error` is a keyword of Jsonnet, and Ory gives a hook no such field."
                .to_owned(),
        );
    }
    if is_javascript(&code) {
        notes.push(JAVASCRIPT.to_owned());
    }
}

const JAVASCRIPT: &str = "This is JavaScript. A template is Jsonnet: `function(ctx) { … }`.";

fn is_javascript(code: &str) -> bool {
    let begins = code.trim_start();
    ["(ctx) =>", "(ctx)=>", "ctx =>", "ctx=>", "export ", "module.exports", "const ", "let ", "async "]
        .iter()
        .any(|word| begins.starts_with(word))
        && ["=>", "export default", "module.exports", "function"].iter().any(|word| code.contains(word))
}

/// What a text is that is no Jsonnet but looks like a template of another language, in a sentence with its place.
pub(super) fn foreign(text: &str) -> Option<String> {
    if is_javascript(&code(text)) {
        return Some(JAVASCRIPT.to_owned());
    }
    let action = go_action(text)?;
    let line = text.split(action).next().unwrap_or_default().split('\n').count();
    Some(format!(
        "`{action}` in line {line} is an action of Go's templates, in which Ory's own mails are written. A web hook's template is Jsonnet: `function(ctx) {{ … }}`."
    ))
}

fn go_action(template: &str) -> Option<&str> {
    /// No action is longer, in bytes.
    const LONGEST: usize = 500;
    let mut close = 0;
    for (at, _) in template.match_indices("{{") {
        let inside = at + 2;
        // The text is looked through once, however many marks are never closed.
        if close < inside {
            close = inside + template.get(inside..)?.find("}}")?;
        }
        let action = template.get(inside..close).filter(|action| action.len() < LONGEST && !action.contains('\n'));
        if action.is_some_and(is_go) {
            return template.get(at..close + 2);
        }
    }
    None
}

/// Whether a text is Jsonnet, by how its code begins and what it holds. It may have mistakes.
pub(super) fn looks_like_jsonnet(text: &str) -> bool {
    let code = code(text);
    let begins = code.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let word_end = begins.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(begins.len());
    let (word, rest) = begins.split_at(word_end);
    let next = rest.trim_start().chars().next();
    match word {
        "function" => next == Some('('),
        "local" => {
            let name = rest.trim_start();
            let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
            end > 0 && name[end..].trim_start().starts_with(['=', '(']) && (code.contains(';') || code.contains(','))
        }
        "std" => next == Some('.'),
        "import" | "importstr" => matches!(next, Some('"' | '\'')) && code.contains("ctx"),
        "error" | "assert" | "if" => {
            (word == "error" && matches!(rest.trim(), "" | ";")) || code.contains("ctx") || code.contains("then")
        }
        "" => {
            begins.starts_with('{') && {
                // JSON has no such thing outside its texts.
                ["ctx", "std.", "::", "function", "local ", "self.", "$.", "if ", "error "]
                    .iter()
                    .any(|mark| code.contains(mark))
                    || code.split([',', '{', '\n']).any(|part| {
                        let part = part.trim_start();
                        let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(part.len());
                        end > 0 && part[end..].trim_start().starts_with(':')
                    })
            }
        }
        _ => false,
    }
}

/// The text with its texts and comments blanked: what is left is code. Every byte keeps its place.
pub(super) fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code: Vec<u8> = bytes.to_vec();
    let blank = |code: &mut Vec<u8>, from: usize, to: usize| {
        for byte in code.iter_mut().take(to).skip(from).filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = match rest[0] {
            b'#' => until(rest, b"\n"),
            b'/' if rest.starts_with(b"//") => until(rest, b"\n"),
            b'/' if rest.starts_with(b"/*") => until(&rest[2..], b"*/") + 4,
            b'|' if rest.starts_with(b"|||") => until(&rest[3..], b"\n|||").min(block_end(&rest[3..])) + 3,
            quote @ (b'"' | b'\'') => quoted_length(rest, quote, at > 0 && bytes[at - 1] == b'@'),
            _ => {
                at += 1;
                continue;
            }
        };
        let end = (at + length).min(bytes.len());
        blank(&mut code, at, end);
        at = end.max(at + 1);
    }
    // Whole characters were blanked, byte by byte.
    String::from_utf8_lossy(&code).into_owned()
}

fn until(bytes: &[u8], mark: &[u8]) -> usize {
    bytes.windows(mark.len()).position(|window| window == mark).unwrap_or(bytes.len())
}

/// How long the rest of a text block is: up to and with the line whose first letters are `|||`.
fn block_end(bytes: &[u8]) -> usize {
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let trimmed = line.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
        if at > 0 && line[trimmed..].starts_with(b"|||") {
            return at + trimmed + 3;
        }
        at += line.len();
    }
    bytes.len()
}

fn quoted_length(bytes: &[u8], quote: u8, verbatim: bool) -> usize {
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if !verbatim => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
