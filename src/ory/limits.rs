//! What Ory's Jsonnet worker allows, and how near a draft is (Kratos `oryx/jsonnetsecure`, measured on its binary).

use serde::{Deserialize, Serialize};

use crate::ory::action;

/// One limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Which.
    pub name: LimitName,
    /// How much of it is used, in bytes.
    pub used: usize,
    /// How much may be used, in bytes.
    pub most: usize,
}

/// The limits in bytes. Time and stack show themselves as failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitName {
    /// The request that Kratos writes to the worker.
    Input,
    /// What the worker writes back.
    Output,
}

/// How a limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Room enough.
    Fine,
    /// Within a fifth of it.
    Near,
    /// Over it.
    Over,
}

/// Ory ends an evaluation after a second.
pub const MOST_MILLISECONDS: f64 = 1000.0;

/// The worker reads its request with Go's `bufio.Scanner`, which takes at most 65,535 bytes.
pub const MOST_INPUT: usize = 65_535;

/// Kratos reads the result with a buffer of 256 KiB, of which 262,143 bytes can be used.
pub const MOST_OUTPUT: usize = 262_143;

/// The same in Kratos v25.4.0 and v26.2.0, where the buffer had 512 KiB.
pub const MOST_OUTPUT_V26_2: usize = 524_287;

/// What Ory logs when the request is too large.
pub const INPUT_WORDS: &str = "failed to read from stdin: bufio.Scanner: token too long";

/// What Ory logs when the result is too large.
pub const OUTPUT_WORDS: &str = "jsonnetsecure: ERROR: scan: bufio.Scanner: token too long";

impl Limit {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        if self.used > self.most {
            Standing::Over
        } else if self.used * 5 > self.most * 4 {
            Standing::Near
        } else {
            Standing::Fine
        }
    }

    /// Ory's words when it is passed.
    pub fn words(&self) -> &'static str {
        match self.name {
            LimitName::Input => INPUT_WORDS,
            LimitName::Output => OUTPUT_WORDS,
        }
    }
}

/// The limits of a template in line (as base64 in the action) with this context and, when there is one, this body.
/// `left_out` is by how much the [`context_size`] of a real context is larger.
pub fn of(template: &str, ctx: &str, left_out: usize, body: Option<&str>) -> Vec<Limit> {
    let filename = action::inline_body(template);
    let used = request_size(&filename, template, ctx) + left_out;
    let input = Limit { name: LimitName::Input, used, most: MOST_INPUT };
    let output = Limit { name: LimitName::Output, used: body.map_or(0, str::len), most: MOST_OUTPUT };
    vec![input, output]
}

/// The same limits once there is a body.
pub fn with_body(mut limits: Vec<Limit>, body: Option<&str>) -> Vec<Limit> {
    for limit in limits.iter_mut().filter(|limit| limit.name == LimitName::Output) {
        limit.used = body.map_or(0, str::len);
    }
    limits
}

/// The size of the request Kratos writes to the worker, in bytes: `filename` is the whole URI of the template, so a
/// template in line counts twice, and Go's `json.Marshal` writes `<`, `>` and `&` as six bytes each.
pub fn request_size(filename: &str, template: &str, ctx: &str) -> usize {
    const FRAME: &str = r#"{"Filename":"","Snippet":"","TLACodes":[{"Key":"ctx","Value":""}],"TLAVars":null,"ExtCodes":null,"ExtVars":null}"#;
    FRAME.len() + escaped_size(filename) + escaped_size(template) + context_size(ctx)
}

/// What a context weighs in that request: Kratos writes it without blanks and with `<`, `>` and `&` as they are, ends it
/// with a newline, and puts the whole into a JSON string.
pub fn context_size(ctx: &str) -> usize {
    escaped_size(&(minified(ctx) + "\n"))
}

/// The size of a text inside a JSON string as Go's `json.Marshal` writes it, quotes not counted.
fn escaped_size(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => 6,
            c if c < ' ' => 6,
            c => c.len_utf8(),
        })
        .sum()
}

/// JSON without the blanks between its tokens, as Go's encoder writes it; text that is no JSON comes back as it is.
pub fn minified(json: &str) -> String {
    let mut short = String::with_capacity(json.len());
    let mut in_string = false;
    let mut escaped = false;
    for c in json.chars() {
        if in_string {
            short.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if !matches!(c, ' ' | '\n' | '\r' | '\t') {
            short.push(c);
            in_string = c == '"';
            escaped = false;
        }
    }
    short
}
