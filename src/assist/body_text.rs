//! Where each value stands in the text of a body.

use serde_json::Value;

use super::moments;
use crate::{
    diagnostic::Span,
    engine::{Step, values},
};

/// Every value with its path, the outer before the inner. `body` is JSON as the engine prints it.
pub fn places(body: &str) -> Vec<(Vec<Step>, Span)> {
    let mut found: Vec<(Vec<Step>, Span)> = Vec::new();
    // What is open: where it is in the list, and for an array the index of its next element.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut path: Vec<Step> = Vec::new();
    let bytes = body.as_bytes();
    let mut at = 0;
    let mut name: Option<String> = None;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'}' | b']' => {
                at += 1;
                if let Some((index, _)) = open.pop() {
                    found[index].1.end = at;
                    path.pop();
                }
            }
            b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => at += 1,
            _ => {
                let end = if byte == b'"' { string_end(bytes, at) } else { scalar_end(bytes, at) };
                let in_object = matches!(open.last(), Some((_, None)));
                if in_object && name.is_none() {
                    name = serde_json::from_str(&body[at..end]).ok();
                    at = end;
                    continue;
                }
                match open.last_mut() {
                    Some((_, Some(next))) => {
                        path.push(Step::Element(*next));
                        *next += 1;
                    }
                    Some((_, None)) => path.push(Step::Field(name.take().unwrap_or_default())),
                    None => {}
                }
                found.push((path.clone(), Span::new(at, end)));
                if matches!(byte, b'{' | b'[') {
                    open.push((found.len() - 1, (byte == b'[').then_some(0)));
                    at += 1;
                } else {
                    path.pop();
                    at = end;
                }
            }
        }
    }
    found
}

/// The text at a path of the body (`message.subject`); none where there is none.
pub fn text_at(body: &str, path: &str) -> Option<String> {
    let steps = values::steps(path)?;
    let body: Value = serde_json::from_str(body).ok()?;
    moments::at(&body, &steps)?.as_str().map(str::to_owned)
}

/// The paths of the values that stand at these places of the body.
pub fn paths_of(body: &str, spans: &[Span]) -> Vec<String> {
    let places = places(body).into_iter().filter(|(_, span)| spans.contains(span));
    places.map(|(path, _)| values::path("", &path)).collect()
}

/// The number of the character that stands on `offset` in the text that is a value of the body at `span`; none where the
/// value is no text, or the offset not in it.
pub fn character_at(body: &str, span: Span, offset: usize) -> Option<usize> {
    let written = span.of(body);
    let inside = offset.checked_sub(span.start + 1)?;
    if !written.starts_with('"') || offset >= span.end.saturating_sub(1) {
        return None;
    }
    let mut letters = written[1..].char_indices();
    let mut count = 0;
    while let Some((at, letter)) = letters.next() {
        let mut end = at + letter.len_utf8();
        if letter == '\\' {
            let (next, escape) = letters.next()?;
            end = next + escape.len_utf8();
            if escape == 'u' {
                letters.nth(3);
                end += 4;
            }
        }
        if inside < end {
            return Some(count);
        }
        count += 1;
    }
    None
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn scalar_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+')) {
        at += 1;
    }
    at
}

/// The path of the innermost value that stands on `offset`; the name of a field counts as belonging to its value.
pub fn path_at(body: &str, offset: usize) -> Option<Vec<Step>> {
    let line = body.get(..offset)?.rfind('\n').map_or(0, |newline| newline + 1);
    let places = places(body);
    let inner = places.iter().rev().find(|(_, span)| span.start <= offset && offset < span.end)?;
    // Left of a value on its line stands its name.
    let right = places.iter().find(|(path, span)| {
        path.len() == inner.0.len() + 1
            && path.starts_with(&inner.0)
            && line <= span.start
            && offset < span.start
            && !body[offset..span.start].contains('\n')
    });
    Some(right.unwrap_or(inner).0.clone())
}
