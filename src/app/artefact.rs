//! What the third step hands out, as text. The key is put in here and nowhere earlier.

use super::page::Artefact;
use crate::{
    draft::Draft,
    mandrill::key,
    ory::{
        action::{Action, base64, inline_body},
        commands::posix,
    },
};

/// The key, when what was typed can be one.
fn usable(api_key: Option<&str>) -> Option<&str> {
    api_key.filter(|key| key::examine(key) != Err(key::NotAKey::Character))
}

/// The draft with the key in its template, ready to leave the page.
fn with_key(draft: &Draft, api_key: Option<&str>) -> Draft {
    Draft { template: key::put_in(&draft.template, usable(api_key)), ..draft.clone() }
}

/// An artefact with its key in, to be copied or saved.
pub fn text(artefact: Artefact, draft: &Draft, api_key: Option<&str>) -> String {
    let draft = with_key(draft, api_key);
    match artefact {
        Artefact::Command => posix::one_piece(&draft),
        Artefact::Files => posix::with_files(&draft),
        Artefact::Action => Action::new(&draft.action, inline_body(&draft.template)).pretty(),
        Artefact::Template => draft.template,
        Artefact::Base64 => base64(&draft.template),
    }
}

/// The file an artefact is saved as.
pub fn file_name(artefact: Artefact) -> &'static str {
    match artefact {
        Artefact::Command | Artefact::Files => "patch.sh",
        Artefact::Action => posix::ACTION_FILE,
        Artefact::Template => posix::TEMPLATE_FILE,
        Artefact::Base64 => "mail.jsonnet.base64",
    }
}

/// What to say once it is on the clipboard.
pub fn said(text: &str, draft: &Draft, api_key: Option<&str>) -> String {
    let with = match (key::has_placeholder(&draft.template), usable(api_key)) {
        (true, Some(_)) => ", with your key",
        (true, None) => ", with the placeholder for the key still in it",
        (false, _) => "",
    };
    format!("Copied. {} characters{with}.", grouped(text.chars().count()))
}

/// What stands in the way of using an artefact, for people.
pub fn warning(artefact: Artefact, draft: &Draft, api_key: Option<&str>) -> Option<String> {
    if artefact == Artefact::Command && posix::longest_argument(&with_key(draft, api_key)) > posix::LONGEST_ARGUMENT {
        return Some("Linux takes no argument this long. Copy “Files” instead, and use a shorter template.".to_owned());
    }
    (key::has_placeholder(&draft.template) && usable(api_key).is_none())
        .then(|| "The placeholder for the API key is still in it.".to_owned())
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
