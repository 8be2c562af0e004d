//! What was found as what can be opened: equal hooks at several places are one choice.

use super::{Found, FoundAuth, Import};
use crate::{
    draft::{ActionDraft, Auth, Carrier, Draft, Header, Place, Placement},
    ory::{
        action::{
            Action, AuthConfig, Config, Hook, Response,
            secrets::{SECRET, Secrets},
        },
        scenarios,
    },
    share::secret::Secret,
};

/// One thing that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Where it stands, as far as Ory has such places.
    pub places: Vec<Place>,
    /// Its action; none where only a template was found.
    pub action: Option<ActionDraft>,
    /// The secrets of its `auth`, for their fields.
    pub secrets: Secrets,
    /// Its template; none where it is elsewhere.
    pub template: Option<String>,
    /// The Mandrill key that stood in the template, for its field.
    pub key: Option<Secret>,
    /// Which of the found it is, by their positions.
    pub items: Vec<usize>,
    /// The address of its template, for the user to open.
    pub address: Option<String>,
}

/// What can be opened of an import, in its order.
pub fn choices(import: &Import) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    // A list of places has some thirty at most, and choices with the same text are found by it.
    let mut by_text: std::collections::HashMap<(Option<String>, Option<String>), Vec<usize>> =
        std::collections::HashMap::new();
    for (at, found) in import.found.iter().enumerate() {
        let place = found.place.as_ref().filter(|place| place.is_legal());
        let place = place.map(|place| Place { flow: place.flow, moment: place.moment, method: place.known_method() });
        let (action, secrets) = match action(found) {
            Some(action) => {
                let (draft, secrets, _) = action.taken_apart();
                (Some(draft), secrets)
            }
            None => (None, Secrets::default()),
        };
        let (action, secrets) = headers_apart(action, secrets);
        let known = by_text.entry((found.url.clone(), found.template.clone())).or_default();
        let same = known.iter().copied().find(|same| {
            choices.get(*same).is_some_and(|choice| {
                choice.action == action
                    && choice.secrets == secrets
                    && choice.key == found.key
                    && place.is_some()
                    && !choice.places.is_empty()
            })
        });
        if let (Some(choice), Some(place)) = (same.and_then(|same| choices.get_mut(same)), place) {
            if !choice.places.contains(&place) {
                choice.places.push(place);
            }
            choice.items.push(at);
            continue;
        }
        known.push(choices.len());
        let address = match &found.body {
            super::Body::Address(url) if found.template.is_none() => Some(url.clone()),
            _ => None,
        };
        choices.push(Choice {
            places: place.into_iter().collect(),
            action,
            secrets,
            template: found.template.clone(),
            key: found.key.clone(),
            items: vec![at],
            address,
        });
    }
    choices
}

impl Choice {
    /// The draft it opens as: what it does not say stays as it is in `before`. The context is kept when it fits the new
    /// place, else that of the first scenario there is taken.
    pub fn draft(&self, import: &Import, before: &Draft) -> Draft {
        let mut draft = before.clone();
        if let Some(template) = &self.template {
            draft.template.clone_from(template);
        }
        if let Some(action) = &self.action {
            draft.action.clone_from(action);
        }
        if !self.places.is_empty() {
            draft.placement = Placement { places: self.places.clone(), ..draft.placement };
        }
        if let Some(adding) = import.adding {
            draft.placement.adding = adding;
        }
        if let Some(project) = &import.project {
            draft.placement.project.clone_from(project);
        }
        if let Some(workspace) = &import.workspace {
            draft.placement.workspace.clone_from(workspace);
        }
        let fitting = scenarios::fitting(&draft.placement, &draft.action);
        let before_fits = scenarios::fitting(&before.placement, &before.action);
        let fits = |ctx: &str| fitting.iter().any(|scenario| scenario.ctx() == ctx);
        let of_before = before_fits.iter().any(|scenario| scenario.ctx() == before.ctx);
        if !fits(&draft.ctx)
            && (of_before || before.placement.leading() != draft.placement.leading())
            && let Some(first) = fitting.first()
        {
            draft.ctx = first.ctx().to_owned();
            draft.left_out = first.left_out;
        }
        draft
    }
}

/// The action as Ory's configuration spells it; none where a template was found alone.
fn action(found: &Found) -> Option<Action> {
    let url = found.url.clone()?;
    let response = Response { ignore: found.ignore == Some(true), parse: found.parse == Some(true) };
    let auth = found.auth.as_ref().map(|auth| match auth {
        FoundAuth::ApiKey { name, place, value } => AuthConfig::ApiKey {
            name: name.clone(),
            value: value.expose().to_owned(),
            carrier: if place == "cookie" { Carrier::Cookie } else { Carrier::Header },
        },
        FoundAuth::Basic { user, password } => {
            AuthConfig::BasicAuth { user: user.clone(), password: password.expose().to_owned() }
        }
    });
    Some(Action {
        hook: Hook::WebHook,
        config: Config {
            id: found.id.clone(),
            url,
            method: found.method.clone().unwrap_or_else(|| "POST".to_owned()),
            body: None,
            headers: found.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect(),
            auth,
            response: Some(response),
            can_interrupt: found.can_interrupt,
            emit_analytics_event: found.emit_analytics_event,
        },
    })
}

/// A header that carries a secret is an `api_key` in all but name: its value goes where secrets go. Where there is an `auth`
/// already, a placeholder takes its place.
fn headers_apart(action: Option<ActionDraft>, secrets: Secrets) -> (Option<ActionDraft>, Secrets) {
    let Some(mut action) = action else { return (None, secrets) };
    let (secret, plain): (Vec<Header>, Vec<Header>) =
        std::mem::take(&mut action.headers).into_iter().partition(|header| carries_secret(&header.name));
    action.headers = plain;
    let mut secrets = secrets;
    for Header { name, value } in secret {
        if action.auth == Auth::None {
            let at = value.rfind(' ').map_or(0, |at| at + 1);
            let (prefix, secret) = value.split_at(at);
            if secret != SECRET {
                secrets.set_value(secret);
            }
            action.auth = Auth::ApiKey { name, carrier: Carrier::Header, prefix: prefix.to_owned() };
        } else {
            action.headers.push(Header { name, value: SECRET.to_owned() });
        }
    }
    (Some(action), secrets)
}

/// Whether a header of that name carries a secret.
pub(super) fn carries_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["authorization", "token", "secret", "api-key", "apikey", "api_key", "password", "cookie", "x-auth"]
        .iter()
        .any(|word| name.contains(word))
}
