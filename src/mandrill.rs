//! What Mailchimp Transactional (Mandrill) takes: its API key, its addresses, and templates that make a mail for it.

pub mod clients;
pub mod css;
pub mod fields;
pub mod frame;
pub mod gallery;
pub mod html;
pub mod key;
pub mod mail;
pub mod merge;
pub mod reply;
pub mod request;

/// Mandrill's address for a mail.
pub const SEND: &str = "https://mandrillapp.com/api/1.0/messages/send";

/// Mandrill's address for a mail from a stored template.
pub const SEND_TEMPLATE: &str = "https://mandrillapp.com/api/1.0/messages/send-template";
