//! A single change of the action, or of where it stands, that mends what was found about it.

use serde::{Deserialize, Serialize};

use super::{ActionDraft, Adding, Place, Placement};

/// What is set, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Where Ory sends the body.
    Url(String),
    /// The HTTP method.
    Method(String),
    /// `response.ignore` and `response.parse`.
    Response {
        /// The one.
        ignore: bool,
        /// The other.
        parse: bool,
    },
    /// No header of this name, in whatever case it is written.
    WithoutHeader(String),
    /// No name for Ory's log.
    WithoutId,
    /// Each call is an event, which is Ory's default.
    Analytics,
    /// In these lists instead of that one.
    Places {
        /// The list it leaves.
        out: Place,
        /// The lists it goes to, whether or not it is there already.
        into: Vec<Place>,
    },
    /// Where in each list.
    Adding(Adding),
}

impl Setting {
    /// Makes the change.
    pub fn set(&self, action: &mut ActionDraft, placement: &mut Placement) {
        match self {
            Setting::Url(url) => action.url.clone_from(url),
            Setting::Method(method) => action.method.clone_from(method),
            Setting::Response { ignore, parse } => {
                action.ignore_response = *ignore;
                action.parse_response = *parse;
            }
            Setting::WithoutHeader(name) => action.headers.retain(|header| !header.name.eq_ignore_ascii_case(name)),
            Setting::WithoutId => action.id.clear(),
            Setting::Analytics => action.emit_analytics_event = true,
            Setting::Places { out, into } => {
                let Some(at) = placement.places.iter().position(|place| place == out) else { return };
                let there = |place: &&Place| !placement.places.contains(place);
                let new: Vec<Place> = into.iter().filter(there).copied().collect();
                placement.places.splice(at..=at, new);
            }
            Setting::Adding(adding) => placement.adding = *adding,
        }
    }

    /// What it changes, as a line before and a line after; an empty one for what is not there.
    pub fn lines(&self, action: &ActionDraft, placement: &Placement) -> (String, String) {
        let (mut next, mut moved) = (action.clone(), placement.clone());
        self.set(&mut next, &mut moved);
        let line = |action: &ActionDraft, placement: &Placement| match self {
            Setting::Url(_) => format!("url: {}", action.url),
            Setting::Method(_) => format!("method: {}", action.method),
            Setting::Response { .. } => {
                format!("response: ignore {}, parse {}", action.ignore_response, action.parse_response)
            }
            Setting::WithoutHeader(name) => {
                let header = action.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
                header.map_or(String::new(), |header| format!("{}: {}", header.name, header.value))
            }
            Setting::WithoutId if action.id.is_empty() => String::new(),
            Setting::WithoutId => format!("id: {}", action.id),
            Setting::Analytics => format!("emit_analytics_event: {}", action.emit_analytics_event),
            Setting::Places { .. } => list(&placement.places),
            Setting::Adding(_) => match placement.adding {
                Adding::Last => "--add, at the end of the list".to_owned(),
                Adding::First => "--add, at the beginning of the list".to_owned(),
                Adding::Replace => "--replace, the whole list".to_owned(),
            },
        };
        (line(action, placement), line(&next, &moved))
    }

    /// That it is done, in a sentence.
    pub fn done(&self) -> String {
        match self {
            Setting::Url(url) => format!("The address is {url} now."),
            Setting::Method(method) => format!("The method is {method} now."),
            Setting::Response { ignore: true, .. } => "The flow no longer waits for the answer.".to_owned(),
            Setting::Response { parse: true, .. } => "The answer decides now.".to_owned(),
            Setting::Response { .. } => "The flow waits for the answer now.".to_owned(),
            Setting::WithoutHeader(name) => format!("The header {name} is gone."),
            Setting::WithoutId => "The id is gone.".to_owned(),
            Setting::Analytics => "Each call is an event again.".to_owned(),
            Setting::Places { out, into } => format!("It runs at {} instead of {out}.", list(into)),
            Setting::Adding(Adding::Replace) => "The command replaces the list now.".to_owned(),
            Setting::Adding(_) => "The command adds to the list now.".to_owned(),
        }
    }
}

fn list(places: &[Place]) -> String {
    places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
