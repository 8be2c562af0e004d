//! bash and zsh: a command in one piece, and the form of Ory's docs with files beside it.
//!
//! Everything is in single quotes, in which neither shell expands anything (`!` included); the files are written by
//! here-documents with a quoted delimiter that does not occur in them.
//!
//! Whoever calls has put the API key into the template, or has left the placeholder.

use crate::{
    draft::{Draft, Placement},
    ory::{
        action::{Action, inline_body},
        placement::locations,
    },
};

/// The template's file in the form with files.
pub const TEMPLATE_FILE: &str = "mail.jsonnet";

/// The action's file in the form with files.
pub const ACTION_FILE: &str = "webhook-action.json";

/// Linux takes no single argument longer than this, in bytes (`MAX_ARG_STRLEN`, its end included).
pub const LONGEST_ARGUMENT: usize = 131_071;

/// The command in one piece, the template as base64 in it. Appends one hook for each location.
pub fn one_piece(draft: &Draft) -> String {
    let action = Action::new(&draft.action, inline_body(&draft.template)).compact();
    command(&draft.placement, |location| quoted(&format!("{location}/-={action}")))
}

/// The command with its files, as in Ory's docs: here-documents write the template, to be kept, and the action with the
/// template in base64, which the command reads.
pub fn with_files(draft: &Draft) -> String {
    let action = Action::new(&draft.action, inline_body(&draft.template)).pretty();
    let write = [here_document(TEMPLATE_FILE, &draft.template), here_document(ACTION_FILE, &action)].concat();
    // The values come from the file, unexpanded; only the path is ours, and it holds nothing a shell would expand.
    let command = command(&draft.placement, |location| format!("\"{location}/-=$(cat {ACTION_FILE})\""));
    write + &command
}

/// How long the longest argument of [`one_piece`] is, in bytes.
pub fn longest_argument(draft: &Draft) -> usize {
    let action = Action::new(&draft.action, inline_body(&draft.template)).compact();
    locations(&draft.placement).iter().map(|location| location.len() + "/-=".len() + action.len()).max().unwrap_or(0)
}

fn command(placement: &Placement, add: impl Fn(&str) -> String) -> String {
    let mut lines = vec!["ory patch identity-config".to_owned()];
    for (flag, value) in [("--project", &placement.project), ("--workspace", &placement.workspace)] {
        if !value.trim().is_empty() {
            lines.push(format!("{flag} {}", quoted(value.trim())));
        }
    }
    lines.extend(locations(placement).iter().map(|location| format!("--add {}", add(location))));
    lines.push("--format yaml".to_owned());
    lines.join(" \\\n  ") + "\n"
}

/// A word of the shell that stands for exactly this text.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Writes `text` to the file `name`, byte for byte: without a final newline it is cut off again.
fn here_document(name: &str, text: &str) -> String {
    let delimiter = delimiter(text);
    match text.strip_suffix('\n') {
        Some(lines) => format!("cat > {name} <<'{delimiter}'\n{lines}\n{delimiter}\n"),
        // A here-document ends every line; printf writes the last one without.
        None => format!("printf '%s' \"$(cat <<'{delimiter}'\n{text}\n{delimiter}\n)\" > {name}\n"),
    }
}

fn delimiter(text: &str) -> String {
    let free = |word: &String| !text.lines().any(|line| line == word);
    let first = "END_OF_FILE".to_owned();
    if free(&first) { first } else { (2..).map(|n| format!("END_OF_FILE_{n}")).find(free).unwrap_or_default() }
}
