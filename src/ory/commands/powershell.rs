//! PowerShell 7 and Windows PowerShell 5.
//!
//! In single quotes PowerShell expands nothing, and takes five characters for a single quote, each of which is doubled
//! (about_Quoting_Rules; its tokenizer's `IsSingleQuote`). Arguments of other programs lose their inner quotes in Windows
//! PowerShell and before 7.3, unless a backslash stands before each (about_Parsing, `$PSNativeCommandArgumentPassing`).

use super::{File, PATCH_FILE, Words};
use crate::percent;

/// What the arguments with quotes in them are given by.
const KEEP_QUOTES: &str = "# Windows PowerShell, and PowerShell before 7.3, take the quotes out of arguments; this keeps them.\n\
     function Keep-Quotes($text) {\n  \
       $passing = \"$(Get-Variable PSNativeCommandArgumentPassing -ValueOnly -ErrorAction Ignore)\"\n  \
       if ($passing -in '', 'Legacy') { $text -replace '(\\\\*)\"', '$1$1\\\"' } else { $text }\n\
     }\n";

/// PowerShell.
pub(super) struct PowerShell;

impl Words for PowerShell {
    fn quoted(&self, text: &str) -> String {
        quoted(text)
    }

    fn around(&self, before: &str, file: &str, after: &str) -> String {
        let after = if after.is_empty() { String::new() } else { format!(" + {}", quoted(after)) };
        format!("(Keep-Quotes ({} + [IO.File]::ReadAllText(\"$PWD/{file}\").Trim(){after}))", quoted(before))
    }

    fn json(&self, text: &str) -> String {
        format!("(Keep-Quotes {})", quoted(text))
    }

    fn write(&self, file: &File) -> String {
        // A here-string would take the line ends of the clipboard, and `Set-Content` would put a byte order mark before.
        let lines: Vec<String> = file.content.split('\n').map(|line| format!("  {}\n", quoted(line))).collect();
        format!("[IO.File]::WriteAllText(\"$PWD/{}\", (@(\n{}) -join \"`n\"))\n", file.name, lines.concat())
    }

    fn command(&self, lines: &[String]) -> String {
        let command = lines.join(" `\n  ") + "\n";
        if command.contains("(Keep-Quotes ") { format!("{KEEP_QUOTES}{command}") } else { command }
    }

    fn argument(&self, text: &str) -> String {
        if text.contains('"') { self.json(text) } else { quoted(text) }
    }

    fn fits(&self, arguments: &[String]) -> bool {
        // `CreateProcess` takes 32,767 UTF-16 units of a whole command line; a backslash comes before every quote.
        const ALL: usize = 32_767;
        const REST: usize = 767;
        let length = |text: &String| text.encode_utf16().count() + text.matches('"').count() + 3;
        arguments.iter().map(length).sum::<usize>() + REST <= ALL
    }

    fn limit(&self) -> &'static str {
        "Windows takes 32,767 characters of a whole command"
    }

    fn request(&self, project: &str) -> String {
        let address = if project.is_empty() {
            "\"https://api.console.ory.com/projects/$env:ORY_PROJECT\"".to_owned()
        } else {
            quoted(&format!("https://api.console.ory.com/projects/{}", percent::encoded(project)))
        };
        self.command(&[
            "Invoke-RestMethod -Method Patch".to_owned(),
            format!("-Uri {address}"),
            "-Headers @{ Authorization = \"Bearer $env:ORY_WORKSPACE_API_KEY\" }".to_owned(),
            "-ContentType 'application/json'".to_owned(),
            format!("-Body ([IO.File]::ReadAllText(\"$PWD/{PATCH_FILE}\"))"),
        ])
    }
}

/// An expression that stands for exactly this text; control characters are written by their numbers.
pub fn quoted(text: &str) -> String {
    let mut parts = Vec::new();
    let mut part = String::new();
    for character in text.chars() {
        match character {
            '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => part.extend([character, character]),
            control if control.is_ascii_control() => {
                parts.push(format!("'{}'", std::mem::take(&mut part)));
                parts.push(format!("[char]{}", u32::from(control)));
            }
            other => part.push(other),
        }
    }
    if parts.is_empty() {
        return format!("'{part}'");
    }
    parts.push(format!("'{part}'"));
    format!("({})", parts.join(" + "))
}
