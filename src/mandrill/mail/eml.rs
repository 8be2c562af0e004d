//! The mail as a file that mail clients open (RFC 5322, 2045 to 2047, 2387).

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{File, Mail, Mailbox, Origin};

/// The mail as `.eml`. Dates and ids are Mandrill's to give, so there are none.
pub fn eml(mail: &Mail) -> String {
    let mut out = String::new();
    let people = [("From", std::slice::from_ref(&mail.from)), ("To", &mail.to), ("Cc", &mail.cc), ("Bcc", &mail.bcc)];
    for (name, mailboxes) in people.into_iter().filter(|(_, mailboxes)| !mailboxes.is_empty()) {
        let list: Vec<String> = mailboxes.iter().map(mailbox).collect();
        out.push_str(&format!("{name}: {}\r\n", list.join(",\r\n ")));
    }
    if let Some(reply_to) = &mail.reply_to {
        out.push_str(&format!("Reply-To: {}\r\n", one_line(reply_to)));
    }
    out.push_str(&format!("Subject: {}\r\nMIME-Version: 1.0\r\n", words(&mail.subject)));
    let (inline, attached): (Vec<&File>, Vec<&File>) = mail.files.iter().partition(|file| file.inline.is_some());
    // What only the account's settings may add is not known to be there.
    let text = mail
        .text
        .as_ref()
        .filter(|part| part.origin != Origin::Account)
        .map(|part| leaf("text/plain; charset=utf-8", "", part.content.as_bytes()));
    let html = mail
        .html
        .as_ref()
        .filter(|part| part.origin != Origin::Account)
        .map(|part| leaf("text/html; charset=utf-8", "", part.content.as_bytes()));
    let html = html.map(|html| gathered("related", "related", html, inline.iter().map(|image| file(image))));
    let content = match (text, html) {
        (Some(text), Some(html)) => multipart("alternative", "alternative", &[text, html]),
        (Some(part), None) | (None, Some(part)) => part,
        (None, None) => leaf("text/plain; charset=utf-8", "", b""),
    };
    out + &gathered("mixed", "mixed", content, attached.iter().map(|attachment| file(attachment)))
}

/// A part with others beside it, or alone where there are none.
fn gathered(kind: &str, mark: &str, first: String, others: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = std::iter::once(first).chain(others).collect();
    match parts.as_slice() {
        [only] => only.clone(),
        parts => multipart(kind, mark, parts),
    }
}

/// Everything in a part is base64 or our own header, so no line of it can be the mark.
fn multipart(kind: &str, mark: &str, parts: &[String]) -> String {
    let mark = format!("=_{mark}");
    let mut out = format!("Content-Type: multipart/{kind}; boundary=\"{mark}\"\r\n\r\n");
    for part in parts {
        out.push_str(&format!("--{mark}\r\n{part}\r\n"));
    }
    out + &format!("--{mark}--\r\n")
}

fn leaf(kind: &str, more: &str, content: &[u8]) -> String {
    let encoded = STANDARD.encode(content);
    format!("Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n{}", folded(&encoded))
}

/// In lines of 76 characters.
fn folded(base64: &str) -> String {
    let mut out = String::with_capacity(base64.len() + base64.len() / 38 + 2);
    for (at, letter) in base64.chars().enumerate() {
        if at > 0 && at % 76 == 0 {
            out.push_str("\r\n");
        }
        out.push(letter);
    }
    out + "\r\n"
}

fn file(file: &File) -> String {
    let plain = |letter: &char| letter.is_ascii_graphic() && !"\"\\;".contains(*letter);
    let kind: String = file.kind.chars().filter(plain).collect();
    let kind = if kind.contains('/') { kind } else { "application/octet-stream".to_owned() };
    let (place, id) = match file.inline {
        Some(_) => ("inline", format!("Content-ID: <{}>\r\n", file.name.chars().filter(plain).collect::<String>())),
        None => ("attachment", String::new()),
    };
    let more = format!("Content-Disposition: {place}; filename=\"{}\"\r\n{id}", words(&file.name).replace('"', ""));
    let bytes = STANDARD.decode(&file.content).unwrap_or_default();
    leaf(&kind, &more, &bytes)
}

fn mailbox(mailbox: &Mailbox) -> String {
    let address: String =
        mailbox.address.chars().filter(|letter| !letter.is_control() && !"<>".contains(*letter)).collect();
    if mailbox.name.trim().is_empty() {
        return format!("<{address}>");
    }
    let name = one_line(&mailbox.name);
    let name =
        if name.is_ascii() { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) } else { words(&name) };
    format!("{name} <{address}>")
}

fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A header's text; what is not ASCII in encoded words of at most 75 characters.
fn words(text: &str) -> String {
    const MOST: usize = 39;
    let text = one_line(text);
    if text.is_ascii() && text.len() < 900 {
        return text;
    }
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        if word.len() + letter.len_utf8() > MOST {
            out.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    out.push(word);
    let encoded: Vec<String> = out.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    encoded.join("\r\n ")
}
