//! Templates that work, each made for one moment. All run after a flow.

use super::{SEND, SEND_TEMPLATE};
use crate::draft::{Flow, Method};

/// The template of Ory's page on Mailchimp, shape for shape (source: ory/docs `docs/actions/integrations/mailchimp.mdx`).
pub const DOCS_TEMPLATE: &str = include_str!("gallery/docs.jsonnet");

/// A template and the moment it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name, that of its file.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it does, in one sentence.
    pub what: &'static str,
    /// The flow after which it runs.
    pub flow: Flow,
    /// The methods after which it runs.
    pub methods: &'static [Method],
    /// The scenario it opens with.
    pub scenario: &'static str,
    /// Where its action goes.
    pub url: &'static str,
    /// The template.
    pub template: &'static str,
}

/// Every example, the commonest first.
pub const EXAMPLES: &[Example] = &[
    Example {
        id: "welcome",
        title: "Welcome",
        what: "In HTML and text, the name escaped.",
        flow: Flow::Registration,
        methods: &[Method::Password, Method::Oidc, Method::Code],
        scenario: "registration_after_password",
        url: SEND,
        template: include_str!("gallery/welcome.jsonnet"),
    },
    Example {
        id: "sign_in_alert",
        title: "Sign-in alert",
        what: "Tells of a new sign-in and its device.",
        flow: Flow::Login,
        methods: &[Method::Password, Method::Oidc, Method::Code],
        scenario: "login_after_password",
        url: SEND,
        template: include_str!("gallery/sign_in_alert.jsonnet"),
    },
    Example {
        id: "address_changed",
        title: "Address changed",
        what: "Writes to the old address.",
        flow: Flow::Settings,
        methods: &[Method::Profile],
        scenario: "settings_after_profile_new_email",
        url: SEND,
        template: include_str!("gallery/address_changed.jsonnet"),
    },
    Example {
        id: "password_changed",
        title: "Password changed",
        what: "Tells of a new password.",
        flow: Flow::Settings,
        methods: &[Method::Password],
        scenario: "settings_after_password",
        url: SEND,
        template: include_str!("gallery/password_changed.jsonnet"),
    },
    Example {
        id: "mailchimp_template",
        title: "Template at Mailchimp",
        what: "Fills a stored template with merge variables.",
        flow: Flow::Registration,
        methods: &[Method::Password, Method::Oidc],
        scenario: "registration_after_password",
        url: SEND_TEMPLATE,
        template: include_str!("gallery/mailchimp_template.jsonnet"),
    },
    Example {
        id: "consent",
        title: "Only with consent",
        what: "Reads the consent from the transient payload.",
        flow: Flow::Registration,
        methods: &[Method::Password],
        scenario: "registration_after_password_transient_payload",
        url: SEND,
        template: include_str!("gallery/consent.jsonnet"),
    },
    Example {
        id: "by_language",
        title: "By language",
        what: "Chooses the text by the browser's language.",
        flow: Flow::Registration,
        methods: &[Method::Password, Method::Code],
        scenario: "registration_after_code",
        url: SEND,
        template: include_str!("gallery/by_language.jsonnet"),
    },
    Example {
        id: "no_test_accounts",
        title: "No test accounts",
        what: "Cancels for addresses of tests.",
        flow: Flow::Registration,
        methods: &[Method::Password],
        scenario: "registration_after_password",
        url: SEND,
        template: include_str!("gallery/no_test_accounts.jsonnet"),
    },
];
