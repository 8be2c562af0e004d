//! Where a hook may stand (Kratos `embedx/config.schema.json`), and what runs where (`driver/registry_default_*.go`).

use crate::draft::{Flow, Method, Moment, Placement};

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
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Moment::Before => "before",
            Moment::After => "after",
        }
    }
}

impl Method {
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

/// The lists of hooks a placement names, as JSON pointers below the identity configuration:
/// one a method, or the general one. Methods the flow does not have are left out.
pub fn locations(placement: &Placement) -> Vec<String> {
    let base = format!("/selfservice/flows/{}/{}", placement.flow.name(), placement.moment.name());
    let methods: Vec<Method> = match placement.moment {
        Moment::Before => Vec::new(),
        Moment::After => {
            placement.flow.methods().iter().copied().filter(|method| placement.methods.contains(method)).collect()
        }
    };
    if methods.is_empty() {
        return vec![format!("{base}/hooks")];
    }
    methods.into_iter().map(|method| format!("{base}/{}/hooks", method.name())).collect()
}

/// Whether the general place after this flow is passed over once a method has any hook of its own: the hooks of a
/// method and the general ones are never merged, and the `session` hook counts.
pub fn general_place_can_be_passed_over(placement: &Placement) -> bool {
    placement.moment == Moment::After
        && !placement.flow.methods().is_empty()
        && locations(placement).iter().all(|location| location.ends_with("/after/hooks"))
}
