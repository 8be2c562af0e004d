//! The five kinds of flow and the form they show (Kratos `selfservice/flow/*/flow.go`, `ui/container`, `ui/node`, `text`).

use super::{
    identity::IDENTITY,
    session::AAL,
    types::{Key, Never, Shape, Type::*, always, filled, set},
};
use crate::draft::Flow;

/// The shape of a flow of that kind.
pub fn shape(kind: Flow) -> &'static Shape {
    match kind {
        Flow::Registration => &REGISTRATION,
        Flow::Login => &LOGIN,
        Flow::Settings => &SETTINGS,
        Flow::Verification => &VERIFICATION,
        Flow::Recovery => &RECOVERY,
    }
}

static REGISTRATION: Shape = Shape {
    name: "a registration flow",
    source: "selfservice/flow/registration/flow.go",
    keys: &[
        ID,
        TYPE,
        EXPIRES_AT,
        ISSUED_AT,
        REQUEST_URL,
        RETURN_TO,
        ACTIVE,
        UI,
        STATE,
        TRANSIENT_PAYLOAD,
        ORGANIZATION_ID,
        OAUTH2_CHALLENGE,
        OAUTH2_REQUEST,
        EXCHANGE_CODE,
        IDENTITY_SCHEMA,
    ],
    never: NEVER,
};

static LOGIN: Shape = Shape {
    name: "a login flow",
    source: "selfservice/flow/login/flow.go",
    keys: &[
        ID,
        TYPE,
        EXPIRES_AT,
        ISSUED_AT,
        REQUEST_URL,
        RETURN_TO,
        ACTIVE,
        UI,
        STATE,
        TRANSIENT_PAYLOAD,
        ORGANIZATION_ID,
        OAUTH2_CHALLENGE,
        OAUTH2_REQUEST,
        EXCHANGE_CODE,
        IDENTITY_SCHEMA,
        always("created_at", Time),
        always("updated_at", Time),
        always("refresh", Boolean),
        always("requested_aal", AAL),
        set("test_context", Free),
    ],
    never: NEVER,
};

static SETTINGS: Shape = Shape {
    name: "a settings flow",
    source: "selfservice/flow/settings/flow.go",
    keys: &[
        ID,
        TYPE,
        EXPIRES_AT,
        ISSUED_AT,
        REQUEST_URL,
        RETURN_TO,
        ACTIVE,
        UI,
        STATE,
        TRANSIENT_PAYLOAD,
        ORGANIZATION_ID,
        always("identity", Object(&IDENTITY)),
        CONTINUE_WITH,
    ],
    never: NEVER,
};

static VERIFICATION: Shape = Shape {
    name: "a verification flow",
    source: "selfservice/flow/verification/flow.go",
    keys: &[ID, TYPE, EXPIRES_AT, ISSUED_AT, REQUEST_URL, RETURN_TO, ACTIVE, UI, STATE, TRANSIENT_PAYLOAD],
    never: NEVER,
};

static RECOVERY: Shape = Shape {
    name: "a recovery flow",
    source: "selfservice/flow/recovery/flow.go",
    keys: &[
        ID,
        TYPE,
        EXPIRES_AT,
        ISSUED_AT,
        REQUEST_URL,
        RETURN_TO,
        ACTIVE,
        UI,
        STATE,
        TRANSIENT_PAYLOAD,
        CONTINUE_WITH,
    ],
    never: NEVER,
};

const ID: Key = always("id", Uuid);
const TYPE: Key = always("type", OneOf(&["browser", "api"]));
const EXPIRES_AT: Key = always("expires_at", Time);
const ISSUED_AT: Key = always("issued_at", Time);
const REQUEST_URL: Key = always("request_url", Text);
const RETURN_TO: Key = filled("return_to", Text);
const ACTIVE: Key = filled("active", OneOf(METHODS));
const UI: Key = always("ui", Object(&FORM));
const STATE: Key = always(
    "state",
    OneOf(&[
        "choose_method",
        "sent_email",
        "passed_challenge",
        "show_form",
        "success",
        "recovery_awaiting_address",
        "recovery_awaiting_address_choice",
        "recovery_confirming_address",
        "recovery_awaiting_code",
    ]),
);
// Absent before a submit and in settings by profile or password; `{}` or what was sent after any other.
const TRANSIENT_PAYLOAD: Key = set("transient_payload", Free);
const ORGANIZATION_ID: Key = always("organization_id", Uuid).or_null();
const OAUTH2_CHALLENGE: Key = filled("oauth2_login_challenge", Text);
const OAUTH2_REQUEST: Key = set("oauth2_login_request", AnyObject);
const EXCHANGE_CODE: Key = filled("session_token_exchange_code", Text);
const IDENTITY_SCHEMA: Key = filled("identity_schema", Text);
const CONTINUE_WITH: Key = filled("continue_with", List);

const NEVER: &[Never] = &[
    Never {
        name: "internal_context",
        why: "Ory keeps it to itself.",
        remedy: "Take it out; a template cannot read it.",
    },
    Never {
        name: "csrf_token",
        why: "The token stands in `ui.nodes`, and nowhere else.",
        remedy: "Take it out; a mail has no use for it.",
    },
    Never {
        name: "nid",
        why: "The id of the network is for Ory's database alone.",
        remedy: "Take it out; a template cannot read it.",
    },
];

/// What a flow's `active` and a session's `method` may be: credential types, and how a verification or recovery was done
/// (Kratos `identity/credentials.go`).
pub const METHODS: &[&str] = &[
    "password",
    "oidc",
    "totp",
    "lookup_secret",
    "webauthn",
    "code",
    "link",
    "passkey",
    "profile",
    "saml",
    "deviceauthn",
    "identifier_first",
    "link_recovery",
    "code_recovery",
    "v0.6_legacy_session",
];

static FORM: Shape = Shape {
    name: "a form",
    source: "ui/container/container.go",
    keys: &[
        always("action", Text),
        always("method", Text),
        // A settings flow has none yet when the hook before it runs.
        always("nodes", ListOf(&NODE)).or_null(),
        filled("messages", ListOf(&MESSAGE)),
    ],
    never: &[],
};

static NODE: Shape = Shape {
    name: "a node",
    source: "ui/node/node.go",
    keys: &[
        always("type", OneOf(&["input", "text", "img", "a", "script", "div"])),
        always("group", Text),
        always("attributes", AnyObject),
        always("messages", ListOf(&MESSAGE)).or_null(),
        always("meta", AnyObject),
    ],
    never: &[],
};

static MESSAGE: Shape = Shape {
    name: "a message",
    source: "text/message.go",
    keys: &[
        always("id", Number),
        always("text", Text),
        always("type", OneOf(&["info", "error", "success"])),
        set("context", AnyObject),
    ],
    never: &[],
};

/// A flow whose kind cannot be told: what all have, and whatever one of them may have.
pub static ANY: Shape = Shape {
    name: "a flow",
    source: "selfservice/flow/*/flow.go",
    keys: &[
        ID,
        TYPE,
        EXPIRES_AT,
        ISSUED_AT,
        REQUEST_URL,
        RETURN_TO,
        ACTIVE,
        UI,
        STATE,
        TRANSIENT_PAYLOAD,
        set("organization_id", Uuid).or_null(),
        OAUTH2_CHALLENGE,
        OAUTH2_REQUEST,
        EXCHANGE_CODE,
        IDENTITY_SCHEMA,
        CONTINUE_WITH,
    ],
    never: NEVER,
};

/// Any of [`shape`]'s keys, for saying which kind of flow has it.
pub fn kinds_with(key: &str) -> Vec<Flow> {
    Flow::ALL.into_iter().filter(|kind| shape(*kind).keys.iter().any(|each| each.name == key)).collect()
}
