//! bash 3.2 and later, zsh, dash: everything in quotes in which none of them expands anything.
//!
//! Files are written by `printf`, each line a word of its own. A here-document would be easier to read, but bash 3.2 (of
//! macOS) expands `!` in one that is pasted, and loses its way with quotes in one inside `$(…)`. A quoted word that ends on
//! its line has neither trouble; `printf` is built in, so no limit on arguments holds for it.

use super::{File, PATCH_FILE, Words, fits_posix};
use crate::percent;

/// Linux takes no single argument longer than this, in bytes (`MAX_ARG_STRLEN`, its end included).
pub const LONGEST_ARGUMENT: usize = 131_071;

/// POSIX shells.
pub(super) struct Posix;

impl Words for Posix {
    fn quoted(&self, text: &str) -> String {
        quoted(text)
    }

    fn around(&self, before: &str, file: &str, after: &str) -> String {
        // The value comes from the file, unexpanded; command substitution takes the newline at its end away.
        let after = if after.is_empty() { String::new() } else { quoted(after) };
        format!("{}\"$(cat {file})\"{after}", quoted(before))
    }

    fn json(&self, text: &str) -> String {
        quoted(text)
    }

    fn write(&self, file: &File) -> String {
        printed(file, quoted)
    }

    fn command(&self, lines: &[String]) -> String {
        lines.join(" \\\n  ") + "\n"
    }

    fn fits(&self, arguments: &[String]) -> bool {
        fits_posix(arguments)
    }

    fn limit(&self) -> &'static str {
        "Linux takes 131,071"
    }

    fn request(&self, project: &str) -> String {
        let project =
            if project.is_empty() { "\"$ORY_PROJECT\"".to_owned() } else { quoted(&percent::encoded(project)) };
        self.command(&[
            format!("curl -X PATCH https://api.console.ory.com/projects/{project}"),
            "-H \"Authorization: Bearer $ORY_WORKSPACE_API_KEY\"".to_owned(),
            "-H 'Content-Type: application/json'".to_owned(),
            format!("--data-binary @{PATCH_FILE}"),
        ])
    }
}

/// A word of the shell that stands for exactly this text. Double quotes are easier to read around single ones, and as
/// exact where nothing is in the text that they expand.
pub fn quoted(text: &str) -> String {
    if text.contains('\'') && !text.contains(['"', '$', '`', '\\', '!']) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What prints a text into a file, byte for byte. Control characters, which a terminal would take for keys, are written as
/// `printf` spells them.
pub(super) fn printed(file: &File, quoted: fn(&str) -> String) -> String {
    let File { name, content } = file;
    let odd = content.chars().any(|c| c.is_ascii_control() && c != '\n');
    let kind = if odd { "%b" } else { "%s" };
    let word = |line: &str| if odd { quoted(&spelled(line)) } else { quoted(line) };
    let (lines, last) = content.rsplit_once('\n').map_or((None, content.as_str()), |(lines, last)| (Some(lines), last));
    let mut text = String::new();
    if let Some(lines) = lines {
        let words: Vec<String> = lines.split('\n').map(word).collect();
        text.push_str(&format!("printf '{kind}\\n' \\\n  {} > {name}\n", words.join(" \\\n  ")));
    }
    match (lines, last) {
        (Some(_), "") => {}
        (Some(_), last) => text.push_str(&format!("printf '{kind}' {} >> {name}\n", word(last))),
        (None, last) => text.push_str(&format!("printf '{kind}' {} > {name}\n", word(last))),
    }
    text
}

/// A line for `%b`.
fn spelled(line: &str) -> String {
    let mut text = String::new();
    for character in line.chars() {
        match character {
            '\\' => text.push_str(r"\\"),
            '\t' => text.push_str(r"\t"),
            '\r' => text.push_str(r"\r"),
            other if other.is_ascii_control() => text.push_str(&format!("\\0{:03o}", u32::from(other))),
            other => text.push(other),
        }
    }
    text
}
