//! Receivers Ory's own pages write actions for, and the way each wants to be called.

use crate::draft::{ActionDraft, Auth, Carrier};

/// A service an action can call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receiver {
    /// Its name for people.
    pub name: &'static str,
    /// What the address does there.
    pub what: &'static str,
    /// The address; braces stand for what is the user's own.
    pub url: &'static str,
    /// How Ory proves itself.
    pub auth: Proof,
    /// What to know before it is used; empty when there is nothing.
    pub note: &'static str,
    /// The page it is from.
    pub source: &'static str,
}

/// How a receiver wants Ory to prove itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By a key inside the body, or in the address.
    InTheRequest,
    /// By a header, with a word before the secret.
    Header(&'static str, &'static str),
    /// By a user and a password.
    Basic,
    /// By a user with an empty password.
    User,
}

const MAILCHIMP: &str = "ory/docs actions/integrations/mailchimp";
const MANDRILL: &str = "Mailchimp's specifications and SDKs, in which /api/1.0, 1.3 and 1.4 stand side by side";

/// Every receiver, Mandrill's addresses first.
pub const RECEIVERS: &[Receiver] = &[
    Receiver {
        name: "Mailchimp Transactional",
        what: "messages/send",
        url: "https://mandrillapp.com/api/1.0/messages/send",
        auth: Proof::InTheRequest,
        note: "",
        source: MAILCHIMP,
    },
    Receiver {
        name: "Mailchimp Transactional",
        what: "messages/send-template",
        url: "https://mandrillapp.com/api/1.0/messages/send-template",
        auth: Proof::InTheRequest,
        note: "",
        source: MANDRILL,
    },
    Receiver {
        name: "Mailchimp Transactional 1.3",
        what: "messages/send",
        url: "https://mandrillapp.com/api/1.3/messages/send",
        auth: Proof::InTheRequest,
        note: "",
        source: MANDRILL,
    },
    Receiver {
        name: "Mailchimp Transactional 1.3",
        what: "messages/send-template",
        url: "https://mandrillapp.com/api/1.3/messages/send-template",
        auth: Proof::InTheRequest,
        note: "",
        source: MANDRILL,
    },
    Receiver {
        name: "Mailchimp Transactional 1.4",
        what: "messages/send",
        url: "https://mandrillapp.com/api/1.4/messages/send",
        auth: Proof::InTheRequest,
        note: "",
        source: MANDRILL,
    },
    Receiver {
        name: "Mailchimp Transactional 1.4",
        what: "messages/send-template",
        url: "https://mandrillapp.com/api/1.4/messages/send-template",
        auth: Proof::InTheRequest,
        note: "",
        source: MANDRILL,
    },
    Receiver {
        name: "Mailchimp Marketing",
        what: "a member of an audience",
        url: "https://DC.api.mailchimp.com/3.0/lists/LIST_ID/members",
        auth: Proof::Basic,
        note: "Put your data centre (us21) for DC and the audience for LIST_ID; any user, the Marketing key as password.",
        source: MAILCHIMP,
    },
    Receiver {
        name: "Segment",
        what: "who somebody is",
        url: "https://api.segment.io/v1/identify",
        auth: Proof::User,
        note: "The user is the source's write key; the password stays empty.",
        source: "ory/docs actions/integrations/segment",
    },
    Receiver {
        name: "HubSpot",
        what: "a contact",
        url: "https://api.hubapi.com/crm/v3/objects/contacts",
        auth: Proof::Header("Authorization", "Bearer "),
        note: "",
        source: "ory/docs actions/integrations/hubspot",
    },
    Receiver {
        name: "Amplitude",
        what: "events",
        url: "https://api2.amplitude.com/2/httpapi",
        auth: Proof::InTheRequest,
        note: "The key stands in the body.",
        source: "ory/docs integrates-with/cdp-analytics/amplitude",
    },
    Receiver {
        name: "Mixpanel",
        what: "events",
        url: "https://api.mixpanel.com/track?ip=0",
        auth: Proof::InTheRequest,
        note: "The token stands in the body.",
        source: "ory/docs integrates-with/cdp-analytics/mixpanel",
    },
    Receiver {
        name: "mParticle",
        what: "events",
        url: "https://s2s.mparticle.com/v2/events",
        auth: Proof::Basic,
        note: "",
        source: "ory/docs integrates-with/cdp-analytics/mparticle",
    },
    Receiver {
        name: "Splunk",
        what: "events for its HTTP Event Collector",
        url: "https://HOST:8088/services/collector/event",
        auth: Proof::Header("Authorization", "Splunk "),
        note: "Put your own host for HOST.",
        source: "ory/docs integrates-with/siem/splunk",
    },
    Receiver {
        name: "Sumo Logic",
        what: "logs for an HTTP source",
        url: "https://HOST/receiver/v1/http/TOKEN",
        auth: Proof::InTheRequest,
        note: "The source's address holds a token: it is a part of the draft, so do not share the draft with it in.",
        source: "ory/docs integrates-with/siem/sumo-logic",
    },
    Receiver {
        name: "Intercom",
        what: "a contact",
        url: "https://api.intercom.io/contacts",
        auth: Proof::Header("Authorization", "Bearer "),
        note: "",
        source: "ory/docs integrates-with/support-helpdesk/intercom",
    },
    Receiver {
        name: "Salesforce",
        what: "a lead",
        url: "https://INSTANCE.my.salesforce.com/services/data/VERSION/sobjects/Lead",
        auth: Proof::Header("Authorization", "Bearer "),
        note: "Put your own domain for INSTANCE and the version of its API for VERSION.",
        source: "ory/docs integrates-with/crm/salesforce",
    },
    Receiver {
        name: "Your own service",
        what: "whatever it takes, and calls others from there",
        url: "https://example.org/hook",
        auth: Proof::Header("X-Webhook-Secret", ""),
        note: "Ory's pages for Pipedrive, Stripe, Zendesk and others go this way.",
        source: "ory/docs integrates-with, the pages with a handler of one's own",
    },
];

impl Receiver {
    /// The action it wants: a POST beside the flow, with the proof it asks for; the name and the event stay.
    pub fn choose(&self, action: &ActionDraft) -> ActionDraft {
        ActionDraft {
            url: self.url.to_owned(),
            method: "POST".to_owned(),
            ignore_response: true,
            parse_response: false,
            headers: Vec::new(),
            auth: match self.auth {
                Proof::InTheRequest => Auth::None,
                Proof::Header(name, prefix) => {
                    Auth::ApiKey { name: name.to_owned(), carrier: Carrier::Header, prefix: prefix.to_owned() }
                }
                Proof::Basic => Auth::BasicAuth { empty_password: false },
                Proof::User => Auth::BasicAuth { empty_password: true },
            },
            ..action.clone()
        }
    }
}

/// Whether an address is Mandrill's, which reads its key from the body.
pub fn is_mandrill(url: &str) -> bool {
    host(url).is_some_and(|host| host == "mandrillapp.com" || host.ends_with(".mandrillapp.com"))
}

/// The host of an address, in small letters; none when there is no telling.
pub fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}
