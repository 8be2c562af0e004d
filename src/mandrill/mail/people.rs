//! Who writes, and who gets it.

use serde::{Deserialize, Serialize};

use super::{Mail, is_true, items, text_of};
use crate::mandrill::merge::Value;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

impl Mailbox {
    /// An address without a name.
    pub fn bare(address: &str) -> Self {
        Self { name: String::new(), address: address.to_owned() }
    }
}

/// One of `message.to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Who.
    pub mailbox: Mailbox,
    /// As what.
    pub kind: RecipientKind,
}

/// The `type` of a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are Mandrill's own")]
pub enum RecipientKind {
    To,
    Cc,
    Bcc,
}

/// Everybody in `message.to`.
pub(super) fn recipients(message: &Value) -> Vec<Recipient> {
    items(message, "to")
        .iter()
        .map(|to| Recipient {
            mailbox: Mailbox { name: text_of(to, "name").to_owned(), address: text_of(to, "email").to_owned() },
            kind: match text_of(to, "type") {
                "cc" => RecipientKind::Cc,
                "bcc" => RecipientKind::Bcc,
                _ => RecipientKind::To,
            },
        })
        .collect()
}

/// Fills in From, To, Cc and Bcc as the chosen recipient sees them (source: facts on Mandrill 1.2, 1.3).
pub(super) fn address(mail: &mut Mail, message: &Value) {
    mail.from.address = text_of(message, "from_email").to_owned();
    let together = is_true(message, "preserve_recipients");
    for (at, recipient) in mail.recipients.iter().enumerate() {
        let chosen = Some(at) == mail.recipient;
        let mailbox = recipient.mailbox.clone();
        match recipient.kind {
            RecipientKind::To if together => mail.to.push(mailbox),
            RecipientKind::Cc if together => mail.cc.push(mailbox),
            RecipientKind::Bcc if together && chosen => mail.bcc.push(mailbox),
            // Each gets a mail of its own in which it stands under To.
            _ if !together && chosen => mail.to.push(mailbox),
            _ => {}
        }
    }
    let others = mail.recipients.len().saturating_sub(1);
    if !together && others > 0 {
        let whose = if message.field("preserve_recipients") == Some(&Value::Bool(false)) {
            "`preserve_recipients` is false"
        } else {
            "`preserve_recipients` is not true (unless the account's settings say otherwise)"
        };
        mail.remarks.push(format!(
            "Each of the {} gets a mail of their own and sees only themself under To: {whose}.",
            others + 1
        ));
    }
    let copy = text_of(message, "bcc_address");
    if !copy.is_empty() {
        mail.remarks.push(format!("A copy of each mail goes to {copy} (`bcc_address`)."));
    }
}
