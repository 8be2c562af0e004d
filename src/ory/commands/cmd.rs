//! cmd.exe. It has no way to write JSON into an argument that holds for every text: `%NAME%` is expanded even in quotes, and
//! nothing escapes it at the prompt (Microsoft's reference of `cmd`). So every form of ours reads `patch.json` there.

use super::{File, PATCH_FILE, Words};
use crate::percent;

/// cmd.exe.
pub(super) struct Cmd;

impl Words for Cmd {
    fn quoted(&self, text: &str) -> String {
        quoted(text)
    }

    fn around(&self, before: &str, _: &str, _: &str) -> String {
        quoted(before)
    }

    fn json(&self, text: &str) -> String {
        quoted(text)
    }

    fn write(&self, _: &File) -> String {
        String::new()
    }

    fn command(&self, lines: &[String]) -> String {
        lines.join(" ") + "\n"
    }

    fn fits(&self, arguments: &[String]) -> bool {
        const LINE: usize = 8_191;
        arguments.iter().map(|argument| argument.encode_utf16().count() + 3).sum::<usize>() <= LINE
    }

    fn limit(&self) -> &'static str {
        "cmd.exe takes 8,191 characters of a line"
    }

    fn request(&self, project: &str) -> String {
        let project = if project.is_empty() { "%ORY_PROJECT%".to_owned() } else { percent::encoded(project) };
        self.command(&[
            format!("curl -X PATCH {}", quoted(&format!("https://api.console.ory.com/projects/{project}"))),
            "-H \"Authorization: Bearer %ORY_WORKSPACE_API_KEY%\"".to_owned(),
            "-H \"Content-Type: application/json\"".to_owned(),
            format!("--data-binary @{PATCH_FILE}"),
        ])
    }
}

/// A word for the ids and names of projects and workspaces: bare when nothing in it means anything, else in quotes, in
/// which the programs' own rule writes a quote as `\"`.
pub fn quoted(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:".contains(c)) {
        return text.to_owned();
    }
    // Backslashes mean something before a quote alone: there each is doubled (Microsoft's “Parsing C command-line arguments”).
    let mut inside = String::with_capacity(text.len());
    let mut slashes = 0;
    for sign in text.chars() {
        match sign {
            '\\' => slashes += 1,
            '"' => inside.push_str(&"\\".repeat(slashes + 1)),
            _ => {}
        }
        slashes = if sign == '\\' { slashes } else { 0 };
        inside.push(sign);
    }
    let word = format!("\"{inside}{}\"", "\\".repeat(slashes));
    if !text.contains(['"', '%']) {
        return word;
    }
    // To cmd itself any quote ends the quotes, and it expands `%NAME%` within them. So nothing is in quotes for it, and `^`
    // stands before all that means something; a name that ends with `^` is no variable's, and at the prompt it stays.
    let escaped = |sign: char| if "\"%&|<>^()".contains(sign) { format!("^{sign}") } else { sign.to_string() };
    word.chars().map(escaped).collect()
}
