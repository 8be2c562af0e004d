//! Templates that work, each made for one moment. All run after a flow.

use crate::draft::{ActionDraft, Draft, Flow, Method, Moment, Placement};

use super::scenarios;

/// Mandrill's address for a mail.
pub const SEND: &str = "https://mandrillapp.com/api/1.0/messages/send";

/// Mandrill's address for a mail from a stored template.
pub const SEND_TEMPLATE: &str = "https://mandrillapp.com/api/1.0/messages/send-template";

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

impl Example {
    /// The draft it opens as; project, workspace and the user's own scenarios stay as they are in `before`.
    pub fn draft(&self, before: &Draft) -> Draft {
        let scenario = scenarios::find(self.scenario);
        Draft {
            template: self.template.to_owned(),
            ctx: scenario.map(|scenario| scenario.ctx.clone()).unwrap_or_default(),
            left_out: scenario.map_or(0, |scenario| scenario.left_out),
            action: ActionDraft { url: self.url.to_owned(), method: "POST".to_owned(), ignore_response: true },
            placement: Placement {
                flow: self.flow,
                moment: Moment::After,
                methods: self.methods.to_vec(),
                project: before.placement.project.clone(),
                workspace: before.placement.workspace.clone(),
            },
            own_scenarios: before.own_scenarios.clone(),
        }
    }
}
