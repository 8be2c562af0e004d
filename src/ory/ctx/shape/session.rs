//! A session (Kratos `session/session.go`).

use super::{
    flow::METHODS,
    identity::IDENTITY,
    types::{Never, Shape, Type, Type::*, always, filled},
};

/// `ctx.session`.
pub static SESSION: Shape = Shape {
    name: "a session",
    source: "session/session.go",
    keys: &[
        always("id", Uuid),
        always("active", Boolean),
        always("expires_at", Time),
        always("authenticated_at", Time),
        always("authenticator_assurance_level", AAL),
        always("authentication_methods", ListOf(&AUTHENTICATION_METHOD)).or_null(),
        always("issued_at", Time),
        always("identity", Object(&IDENTITY)).or_null(),
        always("devices", ListOf(&DEVICE)).or_null(),
        filled("tokenized", Text),
    ],
    never: &[
        Never {
            name: "token",
            why: "Ory never writes down the token of a session.",
            remedy: "Take it out; a template cannot read it.",
        },
        Never {
            name: "logout_token",
            why: "Ory never writes down the token of a session.",
            remedy: "Take it out; a template cannot read it.",
        },
    ],
};

static AUTHENTICATION_METHOD: Shape = Shape {
    name: "an authentication method",
    source: "session/session.go",
    keys: &[
        always("method", OneOf(METHODS)),
        always("aal", AAL),
        always("completed_at", Time),
        filled("provider", Text),
        filled("organization", Text),
        filled("upstream_acr", Text),
        filled("upstream_amr", TextList),
    ],
    never: &[],
};

static DEVICE: Shape = Shape {
    name: "a device",
    source: "session/session.go",
    keys: &[
        always("id", Uuid),
        always("ip_address", Text).or_null(),
        always("user_agent", Text).or_null(),
        always("location", Text).or_null(),
    ],
    never: &[],
};

/// The assurance levels.
pub const AAL: Type = OneOf(&["aal0", "aal1", "aal2"]);
