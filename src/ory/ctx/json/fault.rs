//! Where and why a text is no JSON, in words for the one who wrote it.

use jsonc_parser::{
    ParseStringErrorKind,
    errors::{ParseError, ParseErrorKind},
};

use super::quoted;
use crate::diagnostic::{Document, Edit, Place, Span};

/// Where and why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJson {
    /// Where reading stopped.
    pub span: Span,
    /// What stands there, in a sentence.
    pub cause: String,
    /// What to write instead, in a sentence.
    pub remedy: String,
    /// Edits that mend it, where that is certain.
    pub fix: Vec<Edit>,
}

/// What the first reader refuses, where it says.
pub fn first(text: &str, error: &ParseError) -> NotJson {
    use ParseErrorKind as Kind;
    let range = error.range();
    let span = Span::new(range.start, range.end.max(range.start));
    let there = span.of(text);
    let edit = |text: &str| vec![Edit { document: Document::Ctx, span, text: text.to_owned() }];
    let (what, remedy, fix) = match error.kind() {
        Kind::TrailingCommasNotAllowed => {
            ("There is a comma after the last entry.".to_owned(), "Take the comma out.", edit(""))
        }
        Kind::ExpectedComma => {
            ("A comma is missing here.".to_owned(), "Put a comma between the two entries.", edit(","))
        }
        Kind::CommentsNotAllowed => ("JSON has no comments.".to_owned(), "Take the comment out.", edit("")),
        Kind::SingleQuotedStringsNotAllowed => {
            ("JSON's strings stand in double quotes.".to_owned(), "Write `\"` instead of `'`.", Vec::new())
        }
        Kind::ExpectedStringObjectProperty if is_name(there) => {
            (format!("The key `{there}` has no quotes."), "Put it in double quotes.", edit(&quoted(there)))
        }
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => (
            "A key was expected here.".to_owned(),
            "Write a key in double quotes, or take out what is left over.",
            Vec::new(),
        ),
        Kind::ExpectedColonAfterObjectKey => {
            ("A colon is missing after the key.".to_owned(), "Write `\"key\": value`.", Vec::new())
        }
        Kind::ExpectedObjectValue => ("A value is missing after the colon.".to_owned(), "Write a value.", Vec::new()),
        Kind::MultipleRootJsonValues => {
            ("Something follows the context.".to_owned(), "Take out what comes after the last brace.", Vec::new())
        }
        Kind::UnterminatedObject => {
            ("This object is not closed.".to_owned(), "Write the `}` that is missing.", Vec::new())
        }
        Kind::UnterminatedArray => {
            ("This array is not closed.".to_owned(), "Write the `]` that is missing.", Vec::new())
        }
        Kind::UnexpectedCloseBrace => (
            "This brace closes nothing.".to_owned(),
            "Close the array before it, write the value before it, or take it out.",
            Vec::new(),
        ),
        Kind::UnexpectedCloseBracket => (
            "This bracket closes nothing.".to_owned(),
            "Close the object before it, write the value before it, or take it out.",
            Vec::new(),
        ),
        Kind::UnexpectedComma => {
            ("A value is missing before this comma.".to_owned(), "Write a value, or take the comma out.", Vec::new())
        }
        Kind::UnexpectedColon => ("This colon follows no key.".to_owned(), "Take it out.", Vec::new()),
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => {
            ("This string is not closed.".to_owned(), "Write the `\"` that is missing.", Vec::new())
        }
        Kind::String(ParseStringErrorKind::InvalidUnicodeEscapeSequence(_)) => (
            "This is half of a character.".to_owned(),
            "Write both halves of the pair, or the character itself.",
            Vec::new(),
        ),
        Kind::String(_) => (
            "JSON has no such escape.".to_owned(),
            "Write `\\\\` for a backslash; JSON knows `\\\"`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four digits besides.",
            Vec::new(),
        ),
        Kind::NestingDepthExceeded => (DEEP.to_owned(), DEEP_REMEDY, Vec::new()),
        Kind::BareDecimalPointNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral
        | Kind::HexadecimalNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed => {
            ("This is no number in JSON.".to_owned(), "Write it as `0.5`, `-1` or `1e3`.", Vec::new())
        }
        Kind::UnexpectedWord | Kind::UnexpectedToken | Kind::UnterminatedCommentBlock => match there {
            "None" | "nil" | "undefined" => (format!("JSON has no `{there}`."), "Write `null`.", edit("null")),
            "True" | "False" => {
                (format!("JSON has no `{there}`."), "Write it in small letters.", edit(&there.to_lowercase()))
            }
            "\u{feff}" => ("The text begins with a byte order mark.".to_owned(), "Take it out.", edit("")),
            _ => (
                "This is no JSON value.".to_owned(),
                "Write a string in double quotes, a number, `true`, `false`, `null`, an object or an array.",
                Vec::new(),
            ),
        },
    };
    NotJson { span, cause: what, remedy: remedy.to_owned(), fix }
}

const DEEP: &str = "This is nested too deeply.";
const DEEP_REMEDY: &str = "Keep it below 128 levels.";

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// What only the second parser refuses, at the character it stops at.
pub fn second(text: &str, error: &serde_json::Error) -> NotJson {
    let words = error.to_string();
    let says = |part: &str| words.starts_with(part);
    let mut offset = Place { line: error.line(), column: error.column() }.offset(text);
    let (what, remedy) = if says("control character") {
        // Column 0 is the line break itself, which stands at the end of the line before.
        if error.column() == 0 {
            offset = offset.saturating_sub(1);
        }
        (
            "A bare line break or other control character stands in a string.",
            "Write it as an escape, like `\\n` or `\\t`.",
        )
    } else if says("number out of range") {
        ("This number is too large.", "Numbers end at `1.8e308`.")
    } else if says("recursion limit") {
        (DEEP, DEEP_REMEDY)
    } else {
        ("This is no JSON.", "Choose a scenario to begin with.")
    };
    let end = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(offset, |each| offset + each.len_utf8());
    NotJson { span: Span::new(offset, end), cause: what.to_owned(), remedy: remedy.to_owned(), fix: Vec::new() }
}
