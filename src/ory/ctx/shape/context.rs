//! The context itself (Kratos `selfservice/hook/web_hook.go`).

use super::{
    identity, session,
    types::{Key, Never, Shape, Type, always, set},
};

const FLOW: Key = always("flow", Type::Flow);
const REQUEST_HEADERS: Key = always("request_headers", Type::Headers);
const REQUEST_METHOD: Key = always("request_method", Type::Text);
const REQUEST_URL: Key = always("request_url", Type::Text);
const REQUEST_COOKIES: Key = always("request_cookies", Type::Texts);
const IDENTITY: Key = set("identity", Type::Object(&identity::IDENTITY));

/// `ctx`: a login has a session after it, and none before it.
pub static CONTEXT: Shape = Shape {
    name: "the context",
    source: "selfservice/hook/web_hook.go",
    keys: &[
        FLOW,
        REQUEST_HEADERS,
        REQUEST_METHOD,
        REQUEST_URL,
        REQUEST_COOKIES,
        IDENTITY,
        set("session", Type::Object(&session::SESSION)),
    ],
    never: &[NO_TRANSIENT_PAYLOAD],
};

/// `ctx` in settings, which always have a session.
pub static SETTINGS_CONTEXT: Shape = Shape {
    name: "the context",
    source: "selfservice/hook/web_hook.go",
    keys: &[
        FLOW,
        REQUEST_HEADERS,
        REQUEST_METHOD,
        REQUEST_URL,
        REQUEST_COOKIES,
        IDENTITY,
        always("session", Type::Object(&session::SESSION)),
    ],
    never: &[NO_TRANSIENT_PAYLOAD],
};

/// `ctx` in the other flows.
pub static CONTEXT_WITHOUT_SESSION: Shape = Shape {
    name: "the context",
    source: "selfservice/hook/web_hook.go",
    keys: &[FLOW, REQUEST_HEADERS, REQUEST_METHOD, REQUEST_URL, REQUEST_COOKIES, IDENTITY],
    never: &[
        NO_TRANSIENT_PAYLOAD,
        Never {
            name: "session",
            why: "Ory hands out a session after a login and in settings only, even where it has just made one.",
            remedy: "Read what you need from `ctx.identity` or the request.",
        },
    ],
};

const NO_TRANSIENT_PAYLOAD: Never = Never {
    name: "transient_payload",
    why: "The transient payload stands in the flow.",
    remedy: "Put it into `flow`, and read `ctx.flow.transient_payload`.",
};

/// The headers Ory hands on: Kratos' own list, then those that the Ory Network adds.
pub const HEADERS: &[&str] = &[
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Content-Length",
    "Content-Type",
    "Origin",
    "Priority",
    "Referer",
    "Sec-Ch-Ua",
    "Sec-Ch-Ua-Mobile",
    "Sec-Ch-Ua-Platform",
    "Sec-Fetch-Dest",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "Sec-Fetch-User",
    "True-Client-Ip",
    "User-Agent",
    "X-Forwarded-Host",
    "Ory-Base-Url-Rewrite",
    "Ory-Base-Url-Rewrite-Token",
    "X-Ory-Original-Host",
    "Ory-No-Custom-Domain-Redirect",
    "Cf-Ipcountry",
];
