//! The mail as one recipient will read it, from the body Ory sends.
//!
//! What Mandrill makes of a body is read from the facts (source: facts on Mandrill 1, 6). What it makes itself and nobody
//! has seen (`auto_text`, `auto_html`) is marked approximate; a template stored at Mailchimp is not known here at all.

mod eml;
pub mod links;
mod people;
mod text;

pub use eml::eml;
pub use links::{Link, links};
pub use people::{Mailbox, Recipient, RecipientKind};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

use super::{
    frame::{self, Inline, Look},
    html,
    merge::{self, Fault, Field, Language, Note, Value, Variables},
    request::Endpoint,
};

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct View {
    /// Whose mail: an index into `message.to`.
    pub recipient: usize,
    /// With the merge tags as written.
    pub source: bool,
    /// With images from elsewhere.
    pub remote_images: bool,
    /// As a client in dark mode may turn it.
    pub dark: bool,
    /// Seconds since 1970-01-01 UTC, for tags that print the date.
    pub now: i64,
}

/// The mail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mail {
    /// The sender; the name merged.
    pub from: Mailbox,
    /// Who stands under To.
    pub to: Vec<Mailbox>,
    /// Who stands under Cc.
    pub cc: Vec<Mailbox>,
    /// Who gets it and stands nowhere.
    pub bcc: Vec<Mailbox>,
    /// The `Reply-To` header.
    pub reply_to: Option<String>,
    /// The subject, merged.
    pub subject: String,
    /// The subject as a list of 40 letters and one of 70 cut it.
    pub subject_cut: [String; 2],
    /// What a list shows behind the subject.
    pub preview: String,
    /// The html part.
    pub html: Option<Part>,
    /// The text part.
    pub text: Option<Part>,
    /// Everybody in `message.to`.
    pub recipients: Vec<Recipient>,
    /// Whose mail this is; none when there is nobody.
    pub recipient: Option<usize>,
    /// The links of the html, in reading order.
    pub links: Vec<Link>,
    /// How many images come from elsewhere.
    pub remote_images: usize,
    /// What comes with it.
    pub files: Vec<File>,
    /// The merge language that is at work; none when merge is off.
    pub merged: Option<Language>,
    /// What is to be said about merge tags, each with the field it stands in.
    pub notes: Vec<(String, Note)>,
    /// The tag that cannot be merged, with the field it stands in; everything is then as written.
    pub fault: Option<(String, Fault)>,
    /// What else one should know about who gets what.
    pub remarks: Vec<String>,
    /// Whether it brings dark styles of its own.
    pub own_dark: bool,
}

/// A part of the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The text, or the html as Mandrill gets it, merged.
    pub content: String,
    /// The html as a document for a frame; empty for text.
    pub document: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a part comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The body holds it.
    Body,
    /// Mandrill makes it from the other part, since the body says so; what is shown here is approximate.
    Made,
    /// Mandrill makes it when the account's settings say so; approximate.
    Account,
    /// The parts that the body puts into a template stored at Mailchimp, one after the other.
    Template,
}

/// An attachment or an image that comes with the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its MIME type.
    pub kind: String,
    /// Its size in bytes, decoded; none when the content is no base64.
    pub bytes: Option<usize>,
    /// The picture, as a `data:` address.
    pub picture: Option<String>,
    /// Whether it stands in the html (`images`), and whether the html names it.
    pub inline: Option<bool>,
    /// Its content in base64, to be saved with the mail.
    pub content: String,
}

/// The mail a body becomes; none when the body holds none. Another receiver than Mandrill is taken for one that passes the
/// body on to `messages/send`.
pub fn read(body: &str, url: &str, view: View) -> Option<Mail> {
    let body: Value = serde_json::from_str(body).ok()?;
    let endpoint = Endpoint::of(url).unwrap_or(Endpoint::Send);
    if !endpoint.has_message() {
        return raw(&body);
    }
    Some(Reading { body: &body, message: message(&body)?, endpoint, view }.mail())
}

/// Who writes it and who is to get it, and nothing else of that mail: enough to ask whether to send it.
pub fn addressed(body: &str, url: &str) -> Option<Mail> {
    let body: Value = serde_json::from_str(body).ok()?;
    if !Endpoint::of(url).unwrap_or(Endpoint::Send).has_message() {
        return raw(&body);
    }
    let message = message(&body)?;
    let from = Mailbox::bare(text_of(message, "from_email"));
    Some(Mail { from, recipients: people::recipients(message), ..Mail::default() })
}

fn message(body: &Value) -> Option<&Value> {
    body.field("message").filter(|message| matches!(message, Value::Object(_)))
}

struct Reading<'a> {
    body: &'a Value,
    message: &'a Value,
    endpoint: Endpoint,
    view: View,
}

/// A field's text; empty when it is absent or none.
fn text_of<'a>(object: &'a Value, name: &str) -> &'a str {
    object.field(name).and_then(Value::text).unwrap_or_default()
}

fn is_true(object: &Value, name: &str) -> bool {
    object.field(name) == Some(&Value::Bool(true))
}

fn items<'a>(object: &'a Value, name: &str) -> &'a [Value] {
    match object.field(name) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

impl Reading<'_> {
    fn mail(&self) -> Mail {
        let mut mail = Mail { recipients: people::recipients(self.message), ..Mail::default() };
        mail.recipient = match mail.recipients.len() {
            0 => None,
            count => Some(self.view.recipient.min(count - 1)),
        };
        people::address(&mut mail, self.message);
        mail.merged = self.language();
        let variables = self.variables(&mail);
        mail.subject = self.merged(&mut mail, "subject", Field::Plain, &variables).unwrap_or_default();
        mail.from.name = self.merged(&mut mail, "from_name", Field::Plain, &variables).unwrap_or_default();
        let html = match self.endpoint {
            Endpoint::SendTemplate | Endpoint::SendMcTemplate => self.blocks(&mut mail, &variables),
            Endpoint::Send | Endpoint::SendRaw => {
                self.merged(&mut mail, "html", Field::Html, &variables).filter(|html| !html.trim().is_empty())
            }
        };
        let text = self.merged(&mut mail, "text", Field::Plain, &variables).filter(|text| !text.trim().is_empty());
        self.parts(&mut mail, html, text);
        let headers = self.message.field("headers");
        mail.reply_to = headers.and_then(|headers| {
            let mut fields = headers.fields().iter();
            fields.find(|(name, _)| name.eq_ignore_ascii_case("reply-to")).map(|(_, value)| value.printed())
        });
        mail.subject_cut = [cut(&mail.subject, 40), cut(&mail.subject, 70)];
        mail
    }

    /// The language, when merge is on (source: facts on Mandrill 6.1).
    fn language(&self) -> Option<Language> {
        let given =
            !items(self.message, "merge_vars").is_empty() || !items(self.message, "global_merge_vars").is_empty();
        if !given && !is_true(self.message, "merge") {
            return None;
        }
        match self.message.field("merge_language") {
            None | Some(Value::Null) => Some(Language::Mailchimp),
            Some(name) => Language::named(name.text().unwrap_or_default()),
        }
    }

    fn variables(&self, mail: &Mail) -> Variables {
        let address =
            mail.recipient.and_then(|at| mail.recipients.get(at)).map_or("", |to| to.mailbox.address.as_str());
        let mut variables = Variables::of(address, self.view.now);
        let of_recipient = items(self.message, "merge_vars")
            .iter()
            .filter(|entry| text_of(entry, "rcpt").eq_ignore_ascii_case(address))
            .flat_map(|entry| items(entry, "vars"));
        for variable in items(self.message, "global_merge_vars").iter().chain(of_recipient) {
            let name = text_of(variable, "name");
            if !name.is_empty() {
                variables.set(name, variable.field("content").cloned().unwrap_or(Value::Null));
            }
        }
        variables
    }

    fn merged(&self, mail: &mut Mail, name: &str, field: Field, variables: &Variables) -> Option<String> {
        let text = self.message.field(name)?.text()?;
        Some(self.merge(mail, name, text, field, variables))
    }

    fn merge(&self, mail: &mut Mail, name: &str, text: &str, field: Field, variables: &Variables) -> String {
        let Some(language) = mail.merged else { return text.to_owned() };
        match merge::merge(language, text, field, variables) {
            Ok(merged) => {
                mail.notes.extend(merged.notes.into_iter().map(|note| (name.to_owned(), note)));
                if self.view.source { text.to_owned() } else { merged.text }
            }
            Err(fault) => {
                mail.fault.get_or_insert((name.to_owned(), fault));
                text.to_owned()
            }
        }
    }

    /// What the body puts into a stored template, as far as it can be shown.
    fn blocks(&self, mail: &mut Mail, variables: &Variables) -> Option<String> {
        let name = text_of(self.body, "template_name");
        let name = if name.is_empty() { String::new() } else { format!(" `{name}`") };
        mail.remarks.push(format!(
            "The mail is made of the template{name} stored at Mailchimp, which this page does not know: only what is put into it is shown."
        ));
        let mut html = String::new();
        for block in items(self.body, "template_content") {
            let merged = self.merge(mail, "template_content", text_of(block, "content"), Field::Html, variables);
            html.push_str(&format!("<div data-block=\"\">{merged}</div>"));
        }
        (!html.is_empty()).then_some(html)
    }

    fn parts(&self, mail: &mut Mail, html: Option<String>, text: Option<String>) {
        let made = |name: &str| match self.message.field(name) {
            Some(Value::Bool(true)) => Some(Origin::Made),
            None | Some(Value::Null) => Some(Origin::Account),
            Some(_) => None,
        };
        let from_body = if self.endpoint == Endpoint::Send { Origin::Body } else { Origin::Template };
        let (html, text) = match (html, text) {
            (Some(html), None) => {
                let text = made("auto_text").map(|origin| (text::from_html(&html), origin));
                (Some((html, from_body)), text)
            }
            (None, Some(text)) => {
                let html = made("auto_html").map(|origin| (text::to_html(&text), origin));
                (html, Some((text, Origin::Body)))
            }
            (html, text) => (html.map(|html| (html, from_body)), text.map(|text| (text, Origin::Body))),
        };
        let images = self.images();
        if let Some((html, origin)) = html {
            let pieces = html::pieces(&html);
            mail.links = links(&pieces);
            mail.remote_images = frame::remote_images(&pieces);
            mail.preview = cut(&html::visible(&pieces), 140);
            mail.own_dark = frame::has_dark_style(&html);
            let look = Look { remote_images: self.view.remote_images, dark: self.view.dark };
            let document = frame::document(&html, &images, look);
            mail.files = self.files(&pieces);
            mail.html = Some(Part { content: html, document, origin });
        } else {
            mail.files = self.files(&[]);
        }
        if let Some((text, origin)) = text {
            if mail.html.is_none() {
                mail.preview = cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), 140);
            }
            mail.text = Some(Part { content: text, document: String::new(), origin });
        }
    }

    fn images(&self) -> Vec<Inline> {
        items(self.message, "images")
            .iter()
            .map(|image| Inline {
                name: text_of(image, "name").to_owned(),
                kind: text_of(image, "type").to_owned(),
                content: text_of(image, "content").to_owned(),
            })
            .collect()
    }

    fn files(&self, pieces: &[html::Piece]) -> Vec<File> {
        let named: Vec<&str> = pieces
            .iter()
            .filter_map(|piece| match &piece.kind {
                html::PieceKind::Open(tag) => tag.attribute("src").or(tag.attribute("background")).and_then(frame::cid),
                _ => None,
            })
            .collect();
        let file = |value: &Value, inline: bool| {
            let image = Inline {
                name: text_of(value, "name").to_owned(),
                kind: text_of(value, "type").to_owned(),
                content: text_of(value, "content").to_owned(),
            };
            let content: String = image.content.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
            File {
                bytes: STANDARD.decode(&content).ok().map(|bytes| bytes.len()),
                picture: image.address(),
                inline: inline.then(|| named.contains(&image.name.as_str())),
                name: image.name,
                kind: image.kind,
                content,
            }
        };
        let images = items(self.message, "images").iter().map(|image| file(image, true));
        images.chain(items(self.message, "attachments").iter().map(|attachment| file(attachment, false))).collect()
    }
}

/// A mail that is given whole, as MIME: its text is shown as it is.
fn raw(body: &Value) -> Option<Mail> {
    let raw = body.field("raw_message")?.text()?.to_owned();
    let to = items(body, "to").iter().filter_map(Value::text).map(Mailbox::bare);
    Some(Mail {
        from: Mailbox { name: text_of(body, "from_name").to_owned(), address: text_of(body, "from_email").to_owned() },
        to: to.collect(),
        text: Some(Part { content: raw, document: String::new(), origin: Origin::Body }),
        remarks: vec!["A raw message is sent as it is: headers and parts stand in it.".to_owned()],
        ..Mail::default()
    })
}

/// The first so many letters, with an ellipsis where it was longer.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
