//! fish 3.1 and later: its own quoting; files as in [`super::posix`].

use super::{File, PATCH_FILE, Words, fits_posix, posix};
use crate::percent;

/// fish.
pub(super) struct Fish;

impl Words for Fish {
    fn quoted(&self, text: &str) -> String {
        quoted(text)
    }

    fn around(&self, before: &str, file: &str, after: &str) -> String {
        // `string collect` keeps the lines of a file one word; `"$(…)"` came with fish 3.4 only.
        let after = if after.is_empty() { String::new() } else { quoted(after) };
        format!("{}(cat {file} | string collect){after}", quoted(before))
    }

    fn json(&self, text: &str) -> String {
        quoted(text)
    }

    fn write(&self, file: &File) -> String {
        // Only its doubled backslashes tell this from a POSIX shell's, so it is said: Import reads it back by that.
        let mark = if file.content.contains('\\') { "# For fish\n" } else { "" };
        format!("{mark}{}", posix::printed(file, quoted))
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

/// A word of fish that stands for exactly this text: in single quotes only `\` and `'` mean anything
/// (fish's documentation, “Quotes”).
pub fn quoted(text: &str) -> String {
    if text.contains('\'') && !text.contains(['"', '$', '\\']) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}
