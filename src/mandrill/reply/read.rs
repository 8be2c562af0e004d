//! What an answer that came says, in words.

use serde::Deserialize;

use super::{ANSWERS, Answer, Fate, find};

/// What Mandrill said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// What became of the mail to each recipient.
    Recipients(Vec<Recipient>),
    /// The request was refused.
    Refused {
        /// Mandrill's name for it (`Invalid_Key`).
        name: String,
        /// Mandrill's words.
        message: String,
        /// Why, and what to do.
        why: String,
    },
    /// The answer is none of Mandrill's.
    Strange(String),
}

/// What became of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub email: String,
    /// Mandrill's word for it (`sent`, `rejected`).
    pub status: String,
    /// The reason it gives, when it gives one.
    pub reason: Option<String>,
    /// Whether somebody gets it.
    pub fate: Fate,
    /// What that means.
    pub why: String,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    email: String,
    #[serde(default)]
    status: String,
    reject_reason: Option<String>,
    queued_reason: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    #[serde(default)]
    name: String,
    #[serde(default)]
    message: String,
}

/// Reads the answer to `messages/send` and its like.
pub fn read(status: u16, body: &str) -> Told {
    if let Ok(entries) = serde_json::from_str::<Vec<Entry>>(body)
        && (200..300).contains(&status)
    {
        return Told::Recipients(entries.into_iter().map(recipient).collect());
    }
    match serde_json::from_str::<Failure>(body) {
        Ok(Failure { name, message }) if !name.is_empty() => {
            let known = match name.as_str() {
                // Older servers gave these another status.
                "Invalid_Key" => find("401"),
                "ValidationError" => find("400"),
                "PaymentRequired" => find("402"),
                "Unknown_Subaccount" | "Unknown_Template" => find("404"),
                _ => of_status(status),
            };
            Told::Refused { name, message, why: known.map_or(String::new(), |answer| answer.why.to_owned()) }
        }
        _ => match of_status(status).filter(|answer| answer.status != Some(200)) {
            Some(answer) => {
                Told::Refused { name: status.to_string(), message: shortened(body), why: answer.why.to_owned() }
            }
            None => Told::Strange(format!("HTTP {status}: {}", shortened(body))),
        },
    }
}

fn of_status(status: u16) -> Option<&'static Answer> {
    let status = match status {
        422 => 400,
        500.. => 500,
        other => other,
    };
    ANSWERS.iter().find(|answer| answer.status == Some(status))
}

fn recipient(Entry { email, status, reject_reason, queued_reason }: Entry) -> Recipient {
    let known = match (status.as_str(), reject_reason.as_deref()) {
        ("rejected", Some("invalid")) => find("invalid-recipient"),
        // Older servers write reasons with underscores.
        ("rejected", Some(reason)) => find(&reason.replace('_', "-")),
        (status, _) => find(status),
    };
    let fate = match status.as_str() {
        "sent" => Fate::Goes,
        "queued" | "scheduled" => Fate::Waits,
        _ => Fate::Lost,
    };
    let why = known.map_or("Mandrill's list has no such word.".to_owned(), |answer| answer.why.to_owned());
    Recipient { email, reason: reject_reason.or(queued_reason), status, fate, why }
}

/// Enough of an answer to know it by.
fn shortened(body: &str) -> String {
    crate::mandrill::mail::cut(body.trim(), 200)
}
