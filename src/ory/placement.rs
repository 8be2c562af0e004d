//! Where a hook may stand (Kratos `embedx/config.schema.json`), and what runs where (`driver/registry_default_*.go`).

use std::{fmt, str::FromStr};

use super::present::{self, Change};
use crate::draft::{ActionDraft, Flow, Method, Moment, Place, Placement, PresentHook, setting::Setting};

impl Flow {
    /// Every flow that has hooks, in the order people meet them.
    pub const ALL: [Flow; 5] = [Flow::Registration, Flow::Login, Flow::Settings, Flow::Verification, Flow::Recovery];

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Flow::Registration => "registration",
            Flow::Login => "login",
            Flow::Settings => "settings",
            Flow::Verification => "verification",
            Flow::Recovery => "recovery",
        }
    }

    /// The flow of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.name() == name)
    }

    /// What a person does in it.
    pub fn deed(self) -> &'static str {
        match self {
            Flow::Registration => "sign-up",
            Flow::Login => "sign-in",
            Flow::Settings => "the change",
            Flow::Verification => "verification",
            Flow::Recovery => "recovery",
        }
    }

    /// The methods under whose `after/METHOD/hooks` a `web_hook` may stand; none for flows with a general place only.
    pub fn methods(self) -> &'static [Method] {
        use Method::{Code, LookupSecret, Oidc, Passkey, Password, Profile, Totp, Webauthn};
        match self {
            Flow::Registration => &[Password, Oidc, Passkey, Code, Webauthn],
            Flow::Login => &[Password, Oidc, Passkey, Code, Webauthn, Totp, LookupSecret],
            Flow::Settings => &[Profile, Password, Oidc, Passkey, Webauthn, Totp, LookupSecret],
            Flow::Verification | Flow::Recovery => &[],
        }
    }

    /// The other hooks its schema allows at a place.
    pub fn other_hooks(self, moment: Moment, method: Option<Method>) -> &'static [&'static str] {
        match (self, moment, method) {
            (Flow::Registration, Moment::After, Some(_)) => {
                &["session", "show_verification_ui", "b2b_sso", "organization"]
            }
            (Flow::Registration, _, _) | (Flow::Verification, _, _) => &["b2b_sso", "organization"],
            (Flow::Login, Moment::After, Some(Method::Oidc)) => {
                &["revoke_active_sessions", "require_verified_address", "b2b_sso", "organization"]
            }
            (Flow::Login, Moment::After, _) => &[
                "revoke_active_sessions",
                "require_verified_address",
                "verification",
                "show_verification_ui",
                "b2b_sso",
                "organization",
            ],
            (Flow::Settings, Moment::After, Some(Method::Profile)) => {
                &["show_verification_ui", "b2b_sso", "organization", "verify_new_address", "notify_previous_addresses"]
            }
            (Flow::Settings, Moment::After, Some(_)) | (Flow::Recovery, Moment::After, _) => {
                &["revoke_active_sessions"]
            }
            (Flow::Settings | Flow::Login | Flow::Recovery, _, _) => &["b2b_sso", "organization"],
        }
    }
}

impl Moment {
    /// The moment of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Moment::Before, Moment::After].into_iter().find(|moment| moment.name() == name)
    }

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Moment::Before => "before",
            Moment::After => "after",
        }
    }
}

impl Method {
    /// Every method under which hooks may stand, in the order people meet them.
    pub const ALL: [Method; 8] = [
        Method::Password,
        Method::Oidc,
        Method::Passkey,
        Method::Code,
        Method::Webauthn,
        Method::Totp,
        Method::LookupSecret,
        Method::Profile,
    ];

    /// The method of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Method::Password => "password",
            Method::Oidc => "oidc",
            Method::Passkey => "passkey",
            Method::Code => "code",
            Method::Webauthn => "webauthn",
            Method::Totp => "totp",
            Method::LookupSecret => "lookup_secret",
            Method::Profile => "profile",
        }
    }
}

impl Place {
    /// The general list of a flow's moment.
    pub const fn general(flow: Flow, moment: Moment) -> Self {
        Self { flow, moment, method: None }
    }

    /// The list after a method.
    pub const fn after(flow: Flow, method: Method) -> Self {
        Self { flow, moment: Moment::After, method: Some(method) }
    }

    /// Every flow and moment, in the order they are offered: what follows a flow first, since there is somebody to write to.
    pub fn groups_offered() -> [(Flow, Moment); 10] {
        let [registration, login, settings, verification, recovery] = Flow::ALL;
        [
            (registration, Moment::After),
            (login, Moment::After),
            (settings, Moment::After),
            (verification, Moment::After),
            (recovery, Moment::After),
            (registration, Moment::Before),
            (login, Moment::Before),
            (settings, Moment::Before),
            (verification, Moment::Before),
            (recovery, Moment::Before),
        ]
    }

    /// The list a flow and moment begin with: that of the first method, since a general one can be passed over.
    pub fn first_of((flow, moment): (Flow, Moment)) -> Self {
        Self { flow, moment, method: flow.methods().first().copied().filter(|_| moment == Moment::After) }
    }

    /// Every list of hooks Ory knows.
    pub fn all() -> Vec<Place> {
        let mut all = Vec::new();
        for flow in Flow::ALL {
            all.push(Place::general(flow, Moment::Before));
            all.extend(flow.methods().iter().map(|method| Place::after(flow, *method)));
            all.push(Place::general(flow, Moment::After));
        }
        all
    }

    /// Whether Ory has such a list.
    pub fn exists(self) -> bool {
        match self.method {
            Some(method) => self.moment == Moment::After && self.flow.methods().contains(&method),
            None => true,
        }
    }

    /// Where it is: a JSON pointer below the identity configuration.
    pub fn location(self) -> String {
        format!("/selfservice/flows/{self}/hooks")
    }

    /// The list a location names, when Ory has it.
    pub fn at(location: &str) -> Option<Self> {
        location.strip_prefix("/selfservice/flows/")?.strip_suffix("/hooks")?.parse().ok()
    }

    /// Whether this is a general list whose hooks Ory passes over for every method that has a hook of its own: the two
    /// are never merged, and the `session` hook counts (`driver/registry_default_{login,registration,settings}.go`).
    pub fn can_be_passed_over(self) -> bool {
        self.method.is_none() && self.moment == Moment::After && !self.flow.methods().is_empty()
    }
}

impl Place {
    /// Into the lists of the methods themselves, instead of the general one that this is.
    pub fn by_method(self) -> Setting {
        let into = self.flow.methods().iter().map(|method| Place::after(self.flow, *method)).collect();
        Setting::Places { out: self, into }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.flow.name(), self.moment.name())?;
        self.method.map_or(Ok(()), |method| write!(f, "/{}", method.name()))
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    /// Reads `registration/after/password`; fails for what Ory has no list for.
    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let no_place = || NoPlace(text.to_owned());
        let mut parts = text.split('/');
        let flow = parts.next().and_then(Flow::named).ok_or_else(no_place)?;
        let moment = parts.next().and_then(Moment::named).ok_or_else(no_place)?;
        let method = parts.next().map(|name| Method::named(name).ok_or_else(no_place)).transpose()?;
        let place = Self { flow, moment, method };
        if parts.next().is_none() && place.exists() { Ok(place) } else { Err(no_place()) }
    }
}

/// A text that names no list of hooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace(pub String);

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no place for hooks: a flow, a moment and a method that it has, as in registration/after/password",
            self.0
        )
    }
}

impl Placement {
    /// The places, each once, in the order Ory has them.
    pub fn in_order(&self) -> Vec<Place> {
        Place::all().into_iter().filter(|place| self.places.contains(place)).collect()
    }

    /// The flow and the moment that are told first: of the first place, or those of a sign-up.
    pub fn leading(&self) -> (Flow, Moment) {
        self.places.first().map_or((Flow::Registration, Moment::After), |place| (place.flow, place.moment))
    }

    /// The flows and moments of the places, in the order they were chosen.
    pub fn groups(&self) -> Vec<(Flow, Moment)> {
        let mut groups = Vec::new();
        for place in &self.places {
            if !groups.contains(&(place.flow, place.moment)) {
                groups.push((place.flow, place.moment));
            }
        }
        groups
    }

    /// Moves the places of one flow and moment to another, as far as that has their methods.
    pub fn move_group(&mut self, from: (Flow, Moment), to: (Flow, Moment)) {
        let mine = |place: &Place| (place.flow, place.moment) == from;
        let moved = |place: &Place| Place { flow: to.0, moment: to.1, ..*place };
        let none = !self.places.iter().any(|place| mine(place) && moved(place).exists());
        let mut places: Vec<Place> = Vec::new();
        for place in &self.places {
            let place = match (mine(place), none) {
                (true, true) => Place::first_of(to),
                (true, false) => moved(place),
                (false, _) => *place,
            };
            if place.exists() && !places.contains(&place) {
                places.push(place);
            }
        }
        self.places = places;
    }

    /// Whether any place is in this flow at this moment.
    pub fn meets(&self, flow: Flow, moment: Moment) -> bool {
        self.places.iter().any(|place| place.flow == flow && place.moment == moment)
    }

    /// Whether the hook runs after this method of a flow: in its own list, or in the general one.
    pub fn reaches(&self, flow: Flow, moment: Moment, method: Option<Method>) -> bool {
        let here = |place: &&Place| place.flow == flow && place.moment == moment;
        self.places
            .iter()
            .filter(here)
            .any(|place| place.method.is_none() || method.is_none() || place.method == method)
    }
}

/// The lists of hooks a placement names, as JSON pointers below the identity configuration.
pub fn locations(placement: &Placement) -> Vec<String> {
    placement.in_order().into_iter().map(Place::location).collect()
}

/// What a command makes of the lists the user has shown: one for each place that is chosen.
pub fn changes(placement: &Placement, action: &ActionDraft) -> Vec<Change> {
    let Some(present) = &placement.present else { return Vec::new() };
    let ours = PresentHook::of(action);
    let change = |place: Place| {
        let list = present.iter().find(|list| list.place == place);
        let before = list.map(|list| list.hooks.clone()).unwrap_or_default();
        let after = present::after(&before, ours.clone(), placement.adding, PresentHook::clone);
        Change { place, before, after }
    };
    placement.in_order().into_iter().map(change).collect()
}
