//! A merge tag names no variable.

use serde_json::Value;

use super::{about, given, mail, message, objects, steps};
use crate::checks::words::{self, Language};
use crate::{
    checks::{Check, Example, Facts},
    diagnostic::{Delivery, Finding, Level},
};

/// The check.
pub const CHECK: Check = Check {
    id: "body/merge-tag-unset",
    level: Level::Warning,
    delivery: Delivery::Accepted,
    finds: "A merge tag names no variable.",
    source: "mandrill.md 6.1",
    fires: &[Example::new(mail!("merge: true, text: 'Hello *|NAME|*'"), "registration_after_password")],
    silent: &[
        Example::new(
            mail!("merge: true, text: 'Hello *|NAME|*', global_merge_vars: [{ name: 'name', content: 'Ada' }]"),
            "registration_after_password",
        ),
        Example::new(mail!("merge: true, text: '*|IF:NAME|*Hello *|NAME|**|END:IF|*'"), "registration_after_password"),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let Some(message) = message(facts).filter(|message| words::merges(message)) else { return Vec::new() };
    let Some(language) = words::language(message) else { return Vec::new() };
    let misplaced = facts.request().and_then(|request| request.top());
    let not_objects = |value: &Value| value.as_array().is_none_or(|items| items.iter().any(|item| !item.is_object()));
    let odd = |name: &str| {
        misplaced.is_some_and(|top| given(top, name).is_some())
            || objects(message, "to").any(|(_, person)| given(person, name).is_some())
            || given(message, name).is_some_and(not_objects)
            || objects(message, name).any(|(_, entry)| given(entry, "vars").is_some_and(not_objects))
    };
    if odd("merge_vars") || odd("global_merge_vars") {
        return Vec::new();
    }
    let mut known: Vec<String> = words::variables(message).into_iter().map(|(_, name)| name.to_lowercase()).collect();
    known.push("email".to_owned());
    if language == Language::Mailchimp {
        // Mandrill prints it by itself (mandrill.md 6.3).
        known.push("current_year".to_owned());
    }
    let mut plain: Vec<(&'static str, String)> = Vec::new();
    for (name, text) in words::merged(message) {
        // What each open block tests.
        let mut open: Vec<Vec<String>> = Vec::new();
        for tag in language.tags(text) {
            match read(language, tag) {
                Tag::Plain(variable) => {
                    let variable = variable.to_lowercase();
                    if !open.iter().flatten().any(|tested| *tested == variable) {
                        plain.push((name, variable));
                    }
                }
                Tag::Opens(condition) => open.push(tested(condition)),
                Tag::GoesOn(condition) => open.last_mut().into_iter().for_each(|block| block.extend(tested(condition))),
                Tag::Closes => {
                    open.pop();
                }
                Tag::Nothing => {}
                Tag::Unknown => return Vec::new(),
            }
        }
    }
    let why = "A tag without a variable comes out empty.";
    let mut told: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (name, variable) in plain {
        if !known.contains(&variable) && !told.contains(&variable) {
            let what = format!("No variable is called `{variable}`.");
            found.push(about(&CHECK, facts, &steps!["message", name], what, why, "Add it to `global_merge_vars`."));
            told.push(variable);
        }
    }
    found
}

/// What a tag does.
enum Tag<'a> {
    /// It prints a variable.
    Plain(&'a str),
    /// It opens a block that tests some.
    Opens(&'a str),
    /// It tests others in that block.
    GoesOn(&'a str),
    /// It closes a block.
    Closes,
    /// None of it.
    Nothing,
    /// It opens a block in which names mean something else.
    Unknown,
}

/// The names in a condition.
fn tested(condition: &str) -> Vec<String> {
    condition.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_lowercase).collect()
}

const HELPERS: [&str; 7] = ["upper", "lower", "title", "url", "date", "striptags", "unsub"];

fn read(language: Language, tag: &str) -> Tag<'_> {
    let word = |text: &'_ str| text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    match language {
        Language::Mailchimp => {
            let Some((function, rest)) = tag.split_once(':') else {
                return if tag.eq_ignore_ascii_case("else") { Tag::Nothing } else { Tag::Plain(tag.trim()) };
            };
            let rest = rest.trim();
            match function.trim().to_ascii_uppercase().as_str() {
                "IF" | "IFNOT" => Tag::Opens(&rest[..word(rest)]),
                "ELSEIF" => Tag::GoesOn(&rest[..word(rest)]),
                "END" => Tag::Closes,
                "HTML" | "UPPER" | "LOWER" | "TITLE" => Tag::Plain(rest),
                "ELSE" | "DATE" | "UNSUB" => Tag::Nothing,
                _ => Tag::Unknown,
            }
        }
        Language::Handlebars => {
            let tag = tag.trim_matches('~').trim();
            if tag.strip_prefix('^').is_some_and(|block| !block.trim().is_empty()) {
                return Tag::Unknown;
            }
            if let Some(block) = tag.strip_prefix('#') {
                let mut parts = block.trim().splitn(2, char::is_whitespace);
                let (name, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                return if matches!(name, "if" | "unless") { Tag::Opens(rest) } else { Tag::Unknown };
            }
            if tag.starts_with('/') {
                return Tag::Closes;
            }
            if tag.starts_with(['!', '>', '^']) || tag == "else" || tag == "this" {
                return Tag::Nothing;
            }
            if let Some(condition) = tag.strip_prefix("elseif").or_else(|| tag.strip_prefix("else if")) {
                return Tag::GoesOn(condition);
            }
            let tag = tag.strip_prefix('&').map_or(tag, str::trim_start);
            let mut parts = tag.splitn(2, char::is_whitespace);
            let (first, rest) = (parts.next().unwrap_or_default(), parts.next().map(str::trim));
            let name = match rest {
                Some(argument) if HELPERS.contains(&first) => {
                    if argument.starts_with(['"', '\'']) || matches!(first, "date" | "unsub") {
                        return Tag::Nothing;
                    }
                    argument
                }
                None if first == "date" => return Tag::Nothing,
                _ => first,
            };
            let name = name.strip_prefix("this.").unwrap_or(name);
            match &name[..word(name)] {
                "" => Tag::Nothing,
                name => Tag::Plain(name),
            }
        }
    }
}
