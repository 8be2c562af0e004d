//! The `body` of a hook: where its template is, and the template itself where that can be had.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::template::looks_like_jsonnet;

/// As Go's `StdEncoding`, which lets spare bits at the end be anything; the padding is looked at before.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Where a template is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// In the hook itself.
    Inline,
    /// In a file, that was among what was pasted.
    FileHere(String),
    /// In a file that is not here.
    File(String),
    /// At an address, and what it holds is not among what was pasted.
    Address(String),
    /// The hook has none.
    Missing,
    /// It cannot be read, or a placeholder stands there.
    Unreadable,
}

/// Said of a body that is the template itself.
pub(super) const BARE: &str =
    "The body is the template itself, without `base64://`: Ory would take it for the path of a file.";

/// How what is said of a placeholder begins.
pub(super) const PLACEHOLDER: &str = "A placeholder stands in its body";

/// What a `body` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadBody {
    pub body: Body,
    pub template: Option<String>,
    /// What was mended or went wrong, in sentences.
    pub notes: Vec<String>,
}

impl ReadBody {
    fn new(body: Body, template: Option<String>, notes: Vec<String>) -> Self {
        Self { body, template, notes }
    }
}

/// A file that was among what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Its name, where it has one.
    pub name: Option<String>,
    pub text: String,
    pub line: usize,
}

/// Reads the `body` of a hook.
pub(super) fn read(body: Option<&str>, files: &[Named]) -> ReadBody {
    let whole = body.unwrap_or_default();
    // A word processor or a chat may have put its quotes around the text.
    let body = body.map(|body| body.trim().trim_matches(['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}']));
    let Some(body) = body.map(str::trim).filter(|body| !body.is_empty()) else {
        let only = only_unnamed(files).map(|file| file.text.clone());
        return ReadBody::new(Body::Missing, only, Vec::new());
    };
    if let Some(payload) = body.strip_prefix("base64://") {
        return inline(payload, files, Vec::new());
    }
    let scheme = body.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("base64:"));
    if let Some(payload) = body.get(7..).filter(|_| scheme) {
        let note = "The body begins with `base64:` in another spelling than `base64://`: Ory would take it for the path of a file.";
        return inline(payload.trim_start_matches('/'), files, vec![note.to_owned()]);
    }
    if body.starts_with("http://") || body.starts_with("https://") {
        let fetched = files.iter().find(|file| file.name.as_deref() == Some(body));
        return match fetched {
            Some(file) => ReadBody::new(Body::FileHere(body.to_owned()), Some(file.text.clone()), Vec::new()),
            None => ReadBody::new(Body::Address(body.to_owned()), None, Vec::new()),
        };
    }
    if let Some(path) = body.strip_prefix("file://") {
        return file(path, files);
    }
    if let Some(name) = named_in(body) {
        return file(&name, files);
    }
    if looks_like_jsonnet(body) {
        let note = "The body is the template itself, without `base64://`: Ory would take it for the path of a file."
            .to_owned();
        return ReadBody::new(Body::Inline, Some(whole.to_owned()), vec![note]);
    }
    if is_placeholder(body) {
        return placeholder(files);
    }
    let letters = body.len() >= 16 && body.chars().all(|c| c.is_ascii_alphanumeric() || "+/=-_\n\r ".contains(c));
    if letters
        && let Ok((template, mended)) = decoded(body)
        && looks_like_jsonnet(&template)
    {
        let mut notes = vec!["`base64://` was missing before the body and was added.".to_owned()];
        notes.extend(mended);
        return ReadBody::new(Body::Inline, Some(template), notes);
    }
    file(body, files)
}

fn inline(payload: &str, files: &[Named], mut notes: Vec<String>) -> ReadBody {
    if let Some(name) = named_in(payload) {
        return file(&name, files);
    }
    if is_placeholder(payload) {
        return placeholder(files);
    }
    match decoded(payload) {
        Ok((template, _)) if template.trim().is_empty() => {
            notes.push("Its body is empty: Ory takes that, and fails when the hook runs.".to_owned());
            ReadBody::new(Body::Unreadable, None, notes)
        }
        Ok((template, mended)) => {
            notes.extend(mended);
            ReadBody::new(Body::Inline, Some(template), notes)
        }
        Err(_) if looks_like_jsonnet(payload) => {
            notes.push(
                "After `base64://` stands the template itself, not its base64; it was taken as it is.".to_owned(),
            );
            ReadBody::new(Body::Inline, Some(payload.to_owned()), notes)
        }
        Err(cause) => {
            notes.push(cause);
            ReadBody::new(Body::Unreadable, None, notes)
        }
    }
}

fn file(path: &str, files: &[Named]) -> ReadBody {
    let name = base_name(path);
    let here =
        files.iter().find(|file| file.name.as_deref().is_some_and(|known| known == path || base_name(known) == name));
    match here.or_else(|| only_unnamed(files)) {
        Some(here) => ReadBody::new(Body::FileHere(path.to_owned()), Some(here.text.clone()), Vec::new()),
        None => ReadBody::new(Body::File(path.to_owned()), None, Vec::new()),
    }
}

fn placeholder(files: &[Named]) -> ReadBody {
    let mut candidates = files.iter();
    if let (Some(only), None) = (candidates.next(), candidates.next()) {
        let note = format!("{PLACEHOLDER}; the template in line {} was taken for it.", only.line);
        return ReadBody::new(Body::Inline, Some(only.text.clone()), vec![note]);
    }
    let note = format!("{PLACEHOLDER} where the template in base64 should be.");
    ReadBody::new(Body::Unreadable, None, vec![note])
}

fn only_unnamed(files: &[Named]) -> Option<&Named> {
    match files {
        [only] if only.name.is_none() => Some(only),
        _ => None,
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The file or variable named in an expression: `$(base64 -w0 mail.jsonnet)`, `${base64encode(file("mail.jsonnet"))}`,
/// `{{ .Files.Get "mail.jsonnet" | b64enc }}`, `${base64encode(local.mail)}`.
fn named_in(expression: &str) -> Option<String> {
    let is_expression =
        ["${", "$(", "{{", "file(", "filebase64(", "local.", "var."].iter().any(|mark| expression.starts_with(mark));
    if !is_expression {
        return None;
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let mut words = expression.split(|c| !word(c)).filter(|word| !word.is_empty());
    let named = words.clone().find(|word| word.ends_with(".jsonnet") || word.ends_with(".libsonnet"));
    let named = named.or_else(|| words.find(|word| word.starts_with("local.") || word.starts_with("var.")));
    named.map(|name| name.trim_start_matches('/').to_owned())
}

/// Whether a body is an expression or a placeholder, whose template is elsewhere.
pub(super) fn is_expression(body: &str) -> bool {
    let payload = body.trim().strip_prefix("base64://").unwrap_or(body);
    payload.trim().is_empty() || is_placeholder(payload) || named_in(payload).is_some()
}

fn is_placeholder(payload: &str) -> bool {
    let payload = payload.trim();
    payload.starts_with(['{', '<', '$', '%', '['])
        || payload.contains("...")
        || payload.contains('…')
        || (payload.contains('_') && payload.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
}

/// The text in base64 of any kind, and what had to be mended; or why it is none, in a sentence.
pub(super) fn decoded(payload: &str) -> Result<(String, Vec<String>), String> {
    let mut notes = Vec::new();
    let mut letters: String = payload.trim().trim_matches(['"', '\'']).to_owned();
    while let Some(rest) = letters.strip_prefix("base64://") {
        letters = rest.to_owned();
        notes.push("`base64://` stood before it twice; one of them was taken out.".to_owned());
    }
    // Lines of a script that go on.
    if letters.contains("\\\n") || letters.contains("\\\r\n") {
        letters = letters.replace("\\\r\n", "\n").replace("\\\n", "\n");
    }
    if letters.contains('%') {
        letters = ["%2B+", "%2b+", "%2F/", "%2f/", "%3D=", "%3d=", "%0A\n", "%0a\n"]
            .into_iter()
            .fold(letters, |text, pair| text.replace(&pair[..3], &pair[3..]));
        notes.push("The base64 was written for an address (`%2B`); that was undone.".to_owned());
    }
    // `\n` in two letters, as a program may have escaped it.
    letters = letters.replace("\\n", "\n").replace("\\r", "");
    if letters.contains(char::is_whitespace) {
        letters.retain(|c| !c.is_whitespace());
        notes.push(
            "The base64 was wrapped; its line breaks and blanks were taken out, which Ory's schema refuses.".to_owned(),
        );
    }
    if letters.contains(['-', '_']) {
        letters = letters.replace('-', "+").replace('_', "/");
        notes.push("The base64 was of the URL-safe kind; it was turned into the kind that Ory reads.".to_owned());
    }
    let data = letters.trim_end_matches('=');
    if let Some((at, wrong)) = data.char_indices().find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/')))
    {
        return Err(format!("Its body is not base64: `{wrong}` stands at character {} of it.", at + 1));
    }
    if data.len() % 4 == 1 {
        return Err(format!(
            "Its base64 has {} letters, which no text has: one is missing, or one is too many.",
            data.len()
        ));
    }
    let padding = (4 - data.len() % 4) % 4;
    if letters.len() - data.len() != padding {
        notes.push(format!(
            "The padding of the base64 was wrong (it ends with {}); it was mended.",
            match padding {
                0 => "no `=`".to_owned(),
                padding => format!("`{}`", "=".repeat(padding)),
            }
        ));
    }
    let bytes = LENIENT.decode(data).map_err(|error| format!("Its body is not base64: {error}."))?;
    let text = text(bytes, &mut notes)?;
    // Encoded twice, with `base64://` in between or without.
    let again = text.strip_prefix("base64://").or_else(|| Some(text.trim_end()).filter(|text| is_one_word(text)));
    if let Some(again) = again
        && let Ok((inner, more)) = decoded(again)
        && (text.starts_with("base64://") || looks_like_jsonnet(&inner))
    {
        notes.push("It was encoded twice; Ory would decode it once only.".to_owned());
        notes.extend(more);
        return Ok((inner, notes));
    }
    Ok((text, notes))
}

/// Whether a text can be nothing but base64.
fn is_one_word(text: &str) -> bool {
    text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_\r\n".contains(&byte))
}

fn text(bytes: Vec<u8>, notes: &mut Vec<String>) -> Result<String, String> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err("Its body is compressed with gzip, which Ory does not undo.".to_owned());
    }
    let even = bytes.len() >= 4 && bytes.len().is_multiple_of(2);
    let zeros_from = |first: usize| even && bytes.iter().skip(first).step_by(2).take(64).all(|&byte| byte == 0);
    let big = bytes.starts_with(&[0xfe, 0xff]) || zeros_from(0);
    if big || bytes.starts_with(&[0xff, 0xfe]) || zeros_from(1) {
        let unit = |pair: &[u8]| match pair {
            [first, second] if big => u16::from_be_bytes([*first, *second]),
            [first, second] => u16::from_le_bytes([*first, *second]),
            _ => 0,
        };
        let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
        if let Ok(text) = String::from_utf16(&units) {
            notes.push(
                "The text was in UTF-16, as Windows writes it; Ory reads UTF-8, and it was turned into that."
                    .to_owned(),
            );
            return Ok(text.trim_start_matches('\u{feff}').to_owned());
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| "Its body decodes to bytes that are no text.".to_owned())?;
    match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            notes.push("The mark of byte order (BOM) at its beginning was taken out: Jsonnet refuses it.".to_owned());
            Ok(rest.to_owned())
        }
        None => Ok(text),
    }
}
