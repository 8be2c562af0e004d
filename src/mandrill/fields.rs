//! What Mandrill's endpoints take, field by field, in the order of its own specification (1.4; mandrill_fields.json, its prose
//! in mandrill.md): the checks walk these tables, and so do completion and the docs.

use super::request::Endpoint;

/// An object of a body that has fields of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// The body itself.
    Top,
    /// `message`
    Message,
    /// `message.to[]`
    Recipient,
    /// `message.global_merge_vars[]`
    GlobalVar,
    /// `message.merge_vars[]`
    RecipientVars,
    /// `message.merge_vars[].vars[]`
    Var,
    /// `message.recipient_metadata[]`
    RecipientMetadata,
    /// `message.attachments[]`
    Attachment,
    /// `message.images[]`
    Image,
    /// `template_content[]`
    Region,
}

/// What a field's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// A string.
    Text,
    /// A boolean.
    Truth,
    /// A number.
    Number,
    /// An object with fields of its own.
    Object(Level),
    /// A list of such objects.
    Objects(Level),
    /// A list of strings.
    Texts,
    /// A string, or a list of them.
    TextOrTexts,
    /// An object of strings under names of one's own.
    Headers,
    /// An object of scalars under names of one's own.
    Metadata,
    /// Whatever JSON has.
    Anything,
}

impl FieldType {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Truth => "true or false",
            Self::Number => "a number",
            Self::Object(_) => "an object",
            Self::Objects(_) => "a list of objects",
            Self::Texts => "a list of strings",
            Self::TextOrTexts => "a string or a list of strings",
            Self::Headers => "an object of strings",
            Self::Metadata => "an object of strings, numbers and booleans",
            Self::Anything => "any JSON",
        }
    }
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Mandrill refuses the body without it, or drops what it stands in.
    Required,
    /// Mandrill takes the body without it, and nobody gets the mail.
    InEffect,
    /// It may be left out.
    Optional,
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub kind: FieldType,
    /// Whether it must be there.
    pub needs: Needs,
    /// What holds without it: `account` is what the account's sending defaults say; empty when nothing does.
    pub default: &'static str,
    /// The values it may have, where they are listed.
    pub one_of: &'static [&'static str],
    /// Its limits, in words; empty when there are none.
    pub limits: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
    /// Where that is known from: the section of mandrill.md.
    pub source: &'static str,
}

impl Field {
    const fn new(name: &'static str, kind: FieldType, source: &'static str, what: &'static str) -> Self {
        Self { name, kind, needs: Needs::Optional, default: "", one_of: &[], limits: "", what, source }
    }

    const fn required(self) -> Self {
        Self { needs: Needs::Required, ..self }
    }

    const fn needed(self) -> Self {
        Self { needs: Needs::InEffect, ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    const fn one_of(self, one_of: &'static [&'static str]) -> Self {
        Self { one_of, ..self }
    }

    const fn limits(self, limits: &'static str) -> Self {
        Self { limits, ..self }
    }
}

/// The fields of an object of a body.
pub fn of(endpoint: Endpoint, level: Level) -> &'static [Field] {
    match (level, endpoint) {
        (Level::Top, Endpoint::Send) => SEND,
        (Level::Top, Endpoint::SendTemplate) => SEND_TEMPLATE,
        (Level::Top, Endpoint::SendMcTemplate) => SEND_MC_TEMPLATE,
        (Level::Top, Endpoint::SendRaw) => SEND_RAW,
        (Level::Message, _) => MESSAGE,
        (Level::Recipient, _) => RECIPIENT,
        (Level::GlobalVar | Level::Var, _) => VARIABLE,
        (Level::RecipientVars, _) => RECIPIENT_VARS,
        (Level::RecipientMetadata, _) => RECIPIENT_METADATA,
        (Level::Attachment, _) => ATTACHMENT,
        (Level::Image, _) => IMAGE,
        (Level::Region, _) => REGION,
    }
}

/// The field of that name.
pub fn find(endpoint: Endpoint, level: Level, name: &str) -> Option<&'static Field> {
    of(endpoint, level).iter().find(|field| field.name == name)
}

/// What people write for a field, and what they mean (mandrill_fields.json, `suggestions`; mandrill.md 8).
pub const MEANT: &[(&str, &str)] = &[
    ("reply_to", "message.headers[\"Reply-To\"]"),
    ("replyto", "message.headers[\"Reply-To\"]"),
    ("cc", "message.to[] with type cc"),
    ("bcc", "message.to[] with type bcc, or message.bcc_address"),
    ("from", "message.from_email and message.from_name"),
    ("sender", "message.from_email and message.from_name"),
    ("recipient", "message.to"),
    ("recipients", "message.to"),
    ("body", "message.text or message.html"),
    ("content", "message.text or message.html"),
    ("autotext", "message.auto_text"),
    ("autohtml", "message.auto_html"),
    ("vars", "message.global_merge_vars or message.merge_vars"),
    ("template", "template_name, beside message, at messages/send-template"),
    ("template_id", "mc_template_id, beside message, at messages/send-mc-template"),
    ("attachment", "message.attachments"),
    ("tag", "message.tags"),
    ("utm_campaign", "message.google_analytics_campaign"),
    ("mime", "type"),
    ("mime_type", "type"),
    ("content_type", "type"),
    ("filename", "name"),
    ("file_name", "name"),
    ("data", "content"),
    ("value", "content"),
    ("address", "email"),
];

/// The top level of `messages/send`.
pub const SEND: &[Field] = &[
    Field::new("key", FieldType::Text, "4", "API key; only place where it may travel.")
        .required()
        .limits("22 letters, digits, - and _, md- in front of new ones"),
    Field::new("message", FieldType::Object(Level::Message), "1.1", "The mail.").required(),
    Field::new("async", FieldType::Truth, "1.1", "Background mode; all recipients come back queued.").default("false"),
    Field::new("ip_pool", FieldType::Text, "1.1", "Dedicated IP pool; without dedicated IPs it does nothing."),
    Field::new("send_at", FieldType::Text, "1.1", "UTC time of sending. In the past: at once.")
        .limits("YYYY-MM-DD HH:MM:SS in UTC, at most 365 days ahead"),
];

/// The top level of `messages/send-template`.
pub const SEND_TEMPLATE: &[Field] = &[
    Field::new("key", FieldType::Text, "4", "API key; only place where it may travel.")
        .required()
        .limits("22 letters, digits, - and _, md- in front of new ones"),
    Field::new("template_name", FieldType::Text, "2", "Immutable slug of a stored template, not its display name.")
        .required(),
    Field::new(
        "template_content",
        FieldType::Objects(Level::Region),
        "2",
        "What fills the mc:edit regions. Must be there, be it [].",
    )
    .required(),
    Field::new("message", FieldType::Object(Level::Message), "1.1", "The mail.").required(),
    Field::new("async", FieldType::Truth, "1.1", "Background mode; all recipients come back queued.").default("false"),
    Field::new("ip_pool", FieldType::Text, "1.1", "Dedicated IP pool; without dedicated IPs it does nothing."),
    Field::new("send_at", FieldType::Text, "1.1", "UTC time of sending. In the past: at once.")
        .limits("YYYY-MM-DD HH:MM:SS in UTC, at most 365 days ahead"),
];

/// The top level of `messages/send-mc-template`.
pub const SEND_MC_TEMPLATE: &[Field] = &[
    Field::new("key", FieldType::Text, "4", "API key; only place where it may travel.")
        .required()
        .limits("22 letters, digits, - and _, md- in front of new ones"),
    Field::new("mc_template_id", FieldType::Number, "2", "The number of a template that Mailchimp stores.").required(),
    Field::new("mc_template_version", FieldType::Text, "2", "Which version of it.")
        .default("published")
        .one_of(&["draft", "published"]),
    Field::new("message", FieldType::Object(Level::Message), "1.1", "The mail.").required(),
    Field::new("async", FieldType::Truth, "1.1", "Background mode; all recipients come back queued.").default("false"),
    Field::new("ip_pool", FieldType::Text, "1.1", "Dedicated IP pool; without dedicated IPs it does nothing."),
    Field::new("send_at", FieldType::Text, "1.1", "UTC time of sending. In the past: at once.")
        .limits("YYYY-MM-DD HH:MM:SS in UTC, at most 365 days ahead"),
];

/// The one level of `messages/send-raw`.
pub const SEND_RAW: &[Field] = &[
    Field::new("key", FieldType::Text, "4", "API key; only place where it may travel.")
        .required()
        .limits("22 letters, digits, - and _, md- in front of new ones"),
    Field::new("raw_message", FieldType::Text, "2", "The whole mail as MIME, headers and all.").required(),
    Field::new("from_email", FieldType::Text, "2", "The envelope's sender, where it is not that of the mail.")
        .limits("a bare address"),
    Field::new("from_name", FieldType::Text, "2", "Display name of the sender."),
    Field::new("to", FieldType::Texts, "2", "The envelope's recipients, where they are not those of the mail.")
        .limits("bare addresses"),
    Field::new("async", FieldType::Truth, "1.1", "Background mode; all recipients come back queued.").default("false"),
    Field::new("ip_pool", FieldType::Text, "1.1", "Dedicated IP pool; without dedicated IPs it does nothing."),
    Field::new("send_at", FieldType::Text, "1.1", "UTC time of sending. In the past: at once.")
        .limits("YYYY-MM-DD HH:MM:SS in UTC, at most 365 days ahead"),
    Field::new("return_path_domain", FieldType::Text, "2", "Own return-path domain; a domain, not an address.")
        .default("account")
        .limits("a host"),
];

/// `message`, the same for send, send-template and send-mc-template.
pub const MESSAGE: &[Field] = &[
    Field::new("html", FieldType::Text, "1.2", "HTML part of the mail."),
    Field::new("text", FieldType::Text, "1.2", "Plain-text part. Generated from html if auto_text applies."),
    Field::new("subject", FieldType::Text, "1.2", "Subject line; merge tags are evaluated here.")
        .limits("at most 998 characters"),
    Field::new(
        "from_email",
        FieldType::Text,
        "1.2",
        "Bare sender address. Without it the answer is 200, rejected, invalid-sender.",
    )
    .needed()
    .limits("a bare address"),
    Field::new("from_name", FieldType::Text, "1.2", "Display name of the sender; merge tags are evaluated here."),
    Field::new(
        "to",
        FieldType::Objects(Level::Recipient),
        "1.2",
        "Recipients. Formally optional, always needed in practice.",
    )
    .needed()
    .limits("more than 10 are sent in the background"),
    Field::new("headers", FieldType::Headers, "1.4", "Extra headers. Reply-To goes here; there is no reply_to field.")
        .default("{}"),
    Field::new("important", FieldType::Truth, "1.2", "Deliver ahead of ordinary mail."),
    Field::new("track_opens", FieldType::Truth, "1.2", "Open tracking; needs an HTML part.").default("account"),
    Field::new("track_clicks", FieldType::Truth, "1.2", "Click tracking by rewriting links.").default("account"),
    Field::new("auto_text", FieldType::Truth, "1.2", "Make a text part when none is given.").default("account"),
    Field::new("auto_html", FieldType::Truth, "1.2", "Make an HTML part when none is given.").default("account"),
    Field::new("inline_css", FieldType::Truth, "1.2", "Move style rules into the elements.")
        .default("account")
        .limits("html below 262,144 bytes"),
    Field::new("url_strip_qs", FieldType::Truth, "1.2", "Leave out query strings when links are summed up.")
        .default("account"),
    Field::new(
        "preserve_recipients",
        FieldType::Truth,
        "1.2",
        "true: one mail, all see all, cc and bcc are real. false: a mail for each.",
    )
    .default("account"),
    Field::new(
        "view_content_link",
        FieldType::Truth,
        "1.2",
        "false keeps the content out of Mandrill's log; for codes and links that let in.",
    )
    .default("account"),
    Field::new("bcc_address", FieldType::Text, "1.2", "One address that gets a copy of every mail.")
        .limits("a bare address"),
    Field::new("tracking_domain", FieldType::Text, "1.2", "Own domain for open and click tracking.").default("account"),
    Field::new(
        "signing_domain",
        FieldType::Text,
        "1.2",
        "Own DKIM domain; ignored for accounts created on or after 2015-12-01.",
    ),
    Field::new("return_path_domain", FieldType::Text, "1.2", "Own return-path domain; a domain, not an address.")
        .default("account"),
    Field::new("merge", FieldType::Truth, "1.2", "Evaluate merge tags. Variables turn it on by themselves.")
        .default("account"),
    Field::new("merge_language", FieldType::Text, "1.2", "Syntax of the merge tags.")
        .default("mailchimp")
        .one_of(&["mailchimp", "handlebars"]),
    Field::new(
        "global_merge_vars",
        FieldType::Objects(Level::GlobalVar),
        "1.2",
        "Variables for all recipients: name and content, no map.",
    )
    .default("[]"),
    Field::new(
        "merge_vars",
        FieldType::Objects(Level::RecipientVars),
        "1.2",
        "Variables per recipient; override globals of the same name.",
    )
    .default("[]"),
    Field::new("tags", FieldType::Texts, "1.5", "Labels for statistics; keep them few.")
        .default("[]")
        .limits("at most 50 characters each, no underscore in front"),
    Field::new("subaccount", FieldType::Text, "1.2", "Id of an existing subaccount; otherwise Unknown_Subaccount.")
        .limits("at most 255 characters"),
    Field::new("google_analytics_domains", FieldType::Texts, "1.2", "Hosts whose links get analytics parameters.")
        .default("[]"),
    Field::new("google_analytics_campaign", FieldType::TextOrTexts, "1.2", "Campaign value (utm_campaign).")
        .default("from_email"),
    Field::new("metadata", FieldType::Metadata, "1.5", "Own key/value data, stored and searchable.")
        .default("{}")
        .limits("scalars only; more than 200 bytes of JSON may be refused"),
    Field::new(
        "recipient_metadata",
        FieldType::Objects(Level::RecipientMetadata),
        "1.5",
        "Metadata per recipient, overlaid on metadata.",
    )
    .default("[]"),
    Field::new("attachments", FieldType::Objects(Level::Attachment), "1.6", "Files. With any, the answer is queued.")
        .default("[]"),
    Field::new("images", FieldType::Objects(Level::Image), "1.6", "Embedded pictures, referred to by cid.")
        .default("[]"),
];

/// `message.to[]`
pub const RECIPIENT: &[Field] = &[
    Field::new("email", FieldType::Text, "1.3", "Bare address, without display name.")
        .required()
        .limits("a bare address"),
    Field::new("name", FieldType::Text, "1.3", "Display name of the recipient."),
    Field::new("type", FieldType::Text, "1.3", "Where it stands. cc and bcc need preserve_recipients.")
        .default("to")
        .one_of(&["to", "cc", "bcc"]),
];

/// `message.global_merge_vars[]` and `message.merge_vars[].vars[]`
pub const VARIABLE: &[Field] = &[
    Field::new("name", FieldType::Text, "6.2", "Variable name; case-insensitive; letters, digits, underscore.")
        .required()
        .limits("letters, digits, underscore; no underscore in front"),
    Field::new("content", FieldType::Anything, "6.2", "Value. Lists and objects are for handlebars."),
];

/// `message.merge_vars[]`
pub const RECIPIENT_VARS: &[Field] = &[
    Field::new(
        "rcpt",
        FieldType::Text,
        "6.2",
        "Address of the recipient; must equal one in to[].email to have effect.",
    )
    .required()
    .limits("a bare address"),
    Field::new("vars", FieldType::Objects(Level::Var), "6.2", "List of name/content pairs.").default("[]"),
];

/// `message.recipient_metadata[]`
pub const RECIPIENT_METADATA: &[Field] = &[
    Field::new("rcpt", FieldType::Text, "1.5", "Recipient address.").required().limits("a bare address"),
    Field::new("values", FieldType::Metadata, "1.5", "Key/value data.")
        .required()
        .limits("scalars only; more than 200 bytes of JSON may be refused"),
];

/// `message.attachments[]`
pub const ATTACHMENT: &[Field] = &[
    Field::new("type", FieldType::Text, "1.6", "MIME type.").required(),
    Field::new("name", FieldType::Text, "1.6", "File name; ASCII is safe.").required(),
    Field::new("content", FieldType::Text, "1.6", "base64, no data-URL prefix.")
        .required()
        .limits("padded standard base64"),
];

/// `message.images[]`
pub const IMAGE: &[Field] = &[
    Field::new("type", FieldType::Text, "1.6", "MIME type starting with image/.")
        .required()
        .limits("begins with image/"),
    Field::new("name", FieldType::Text, "1.6", "Content-ID; html refers to it as cid:NAME.").required(),
    Field::new("content", FieldType::Text, "1.6", "base64.").required().limits("padded standard base64"),
];

/// `template_content[]`
pub const REGION: &[Field] = &[
    Field::new("name", FieldType::Text, "1.1", "Name of the mc:edit region.").required(),
    Field::new("content", FieldType::Text, "1.1", "Markup for the region.").required(),
];
