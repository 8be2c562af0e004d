//! Every field of a `web_hook`'s `config`, in words.

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its path below `config` (`response.ignore`).
    pub path: &'static str,
    /// What it holds.
    pub holds: &'static str,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// What is right for a mail by Mandrill, and why; empty when there is nothing to choose.
    pub for_mandrill: &'static str,
    /// Whether Ory Network's model of a hook carries it. What it does not carry works with self-hosted Kratos and may be
    /// dropped or refused there.
    pub on_network: bool,
}

/// Every field the schema knows (Kratos `embedx/config.schema.json`, `selfServiceWebHook`); what Ory Network carries is
/// what its client's `model_normalized_project_revision_hook.go` has.
pub const FIELDS: &[Field] = &[
    Field {
        path: "url",
        holds: "an absolute address",
        about: "Where Ory sends the request.",
        for_mandrill: "`messages/send` for a mail the template writes, `messages/send-template` for one stored at Mailchimp.",
        on_network: true,
    },
    Field {
        path: "method",
        holds: "a text",
        about: "The HTTP method, sent as written. With `TRACE` neither template nor body is used.",
        for_mandrill: "`POST`: Mandrill reads its input from the body.",
        on_network: true,
    },
    Field {
        path: "body",
        holds: "`base64://…`, `file://…`, `https://…`",
        about: "The Jsonnet template. `file://` is read by the CLI, or by a self-hosted Kratos from its own disk.",
        for_mandrill: "`base64://`, which is what this page makes.",
        on_network: true,
    },
    Field {
        path: "response.ignore",
        holds: "true or false, false when left out",
        about: "True runs the hook beside the flow: nobody waits, and every failure is only logged.",
        for_mandrill: "On. Else a slow Mandrill keeps the person waiting, up to three times 30 seconds, and a failing one \
                       shows an error although the account is saved.",
        on_network: true,
    },
    Field {
        path: "response.parse",
        holds: "true or false, false when left out",
        about: "True reads the answer as changes of the identity, or as messages that stop the flow.",
        for_mandrill: "Never. Mandrill answers with a list, which Ory cannot read: the flow fails although the mail went out.",
        on_network: true,
    },
    Field {
        path: "can_interrupt",
        holds: "true or false, false when left out",
        about: "The older word for `response.parse`. It is read and written as that.",
        for_mandrill: "Never, for the same reason.",
        on_network: true,
    },
    Field {
        path: "auth.api_key",
        holds: "`name`, `value` and `in` (`header` or `cookie`)",
        about: "A secret in a header or a cookie. A bearer token is one in `Authorization`, with `Bearer ` before it.",
        for_mandrill: "None: Mandrill takes its key inside the body only.",
        on_network: true,
    },
    Field {
        path: "auth.basic_auth",
        holds: "`user` and `password`, which may be empty",
        about: "A user and a password in `Authorization`.",
        for_mandrill: "None: Mandrill takes its key inside the body only.",
        on_network: true,
    },
    Field {
        path: "headers",
        holds: "texts by name",
        about: "Headers beside Ory's own. `Content-Type` may be `application/json`, which it is when left out, or exactly \
                `application/x-www-form-urlencoded`; Ory refuses to send any other.",
        for_mandrill: "None: Mandrill wants JSON.",
        on_network: false,
    },
    Field {
        path: "id",
        holds: "a text",
        about: "A name for the hook in Ory's log.",
        for_mandrill: "",
        on_network: false,
    },
    Field {
        path: "emit_analytics_event",
        holds: "true or false, true when left out",
        about: "Whether Ory reports each call as an event. It also adds the headers `Ory-Webhook-Request-Id` and \
                `Ory-Webhook-Trigger-Id`.",
        for_mandrill: "",
        on_network: false,
    },
];

/// The field of that path.
pub fn find(path: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.path == path)
}
