//! The other sides of the mail: its text, where its links lead, what comes with it, its row in a list.

use leptos::prelude::*;

use super::{prose::Prose, written::Written};
use crate::{
    app::{browser::download, page::Page},
    mandrill::mail::{self, File, Link, Origin},
};

/// The text part.
#[component]
pub fn TextPart() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let text = Memo::new(move |_| room.of(|mail| mail.text.as_ref().map(|part| (part.content.clone(), part.origin))));
    let content = Signal::derive(move || text.get().map(|(text, _)| text).unwrap_or_default());
    let about = move || match text.get() {
        Some((_, Origin::Made)) => "Approximate: Mandrill makes the text from the html (auto_text).",
        Some((_, Origin::Account)) => {
            "There is no text part; about so Mandrill makes it, if the account is set to auto_text."
        }
        _ => "",
    };
    view! {
        <div class="text-part" hidden=move || text.with(Option::is_none)>
            <p class="about" hidden=move || about().is_empty()>{about}</p>
            <pre tabindex="0"><Written text=content path="message.text" /></pre>
        </div>
        <p class="empty" hidden=move || text.with(Option::is_some)>"The mail has no text part."</p>
    }
}

/// Where the links lead. They are listed, never followed.
#[component]
pub fn Links() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let links = Memo::new(move |_| room.of(|mail| mail.links.clone()));
    let row = |Link { text, address, warnings }: Link| {
        let text = if text.is_empty() { "(no text)".to_owned() } else { text };
        view! {
            <li>
                <bdi class="shown">{text}</bdi>
                <bdi class="leads">{address}</bdi>
                {warnings.into_iter().map(|warning| view! { <p class="note warn"><Prose text=warning /></p> }).collect_view()}
            </li>
        }
    };
    view! {
        <ol class="links" hidden=move || links.with(Vec::is_empty)>
            {move || links.get().into_iter().map(row).collect_view()}
        </ol>
        <p class="empty" hidden=move || links.with(|links| !links.is_empty())>"The html has no links."</p>
    }
}

/// What comes with the mail, and the mail itself as a file.
#[component]
pub fn Files() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let files = Memo::new(move |_| room.of(|mail| mail.files.clone()));
    let said = RwSignal::new("");
    let save = move |name: &'static str, text: fn(&mail::Mail) -> Option<String>| {
        let Some(text) = room.mail.with_untracked(|mail| mail.as_ref().and_then(text)) else {
            return said.set("There is nothing to save.");
        };
        said.set(match download::save(name, &text) {
            Ok(()) => "Saved.",
            Err(download::DownloadRefused) => "The browser refused to save a file.",
        });
    };
    let row = |File { name, kind, bytes, picture, inline, .. }: File| {
        let size = bytes.map_or("not base64".to_owned(), size);
        let place = match inline {
            Some(true) => "in the html",
            Some(false) => "not named in the html",
            None => "attached",
        };
        view! {
            <li>
                <span class="thumb">{picture.map(|address| view! { <img src=address alt="" /> })}</span>
                <bdi class="shown">{name}</bdi>
                <span class="leads">{kind} " · " {size} " · " {place}</span>
            </li>
        }
    };
    view! {
        <div class="files">
            <p class="save">
                <span role="status">{move || if said.get().is_empty() { "The mail as a file" } else { said.get() }}</span>
                <button type="button" on:click=move |_| save("mail.html", |mail| mail.html.as_ref().map(|part| part.content.clone()))>
                    "Save .html"
                </button>
                <button type="button" on:click=move |_| save("mail.eml", |mail| Some(mail::eml(mail)))>"Save .eml"</button>
            </p>
            <ul hidden=move || files.with(Vec::is_empty)>{move || files.get().into_iter().map(row).collect_view()}</ul>
            <p class="quiet" hidden=move || files.with(|files| !files.is_empty())>"No attachments and no pictures of its own."</p>
        </div>
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} kB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// The mail as two lists show it.
#[component]
pub fn InAList() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let from = move || {
        room.of(|mail| if mail.from.name.is_empty() { mail.from.address.clone() } else { mail.from.name.clone() })
    };
    let preview = move || room.of(|mail| mail.preview.clone());
    let list = move |at: usize, name: &'static str| {
        view! {
            <section>
                <h4>{name}</h4>
                <p class="row" data-list=at>
                    <bdi class="sender">{from}</bdi>
                    <bdi class="subject">{move || room.of(|mail| mail.subject_cut[at].clone())}</bdi>
                    <bdi class="preview">{preview}</bdi>
                </p>
            </section>
        }
    };
    view! {
        <div class="in-a-list">
            {list(0, "On a phone, cut at 40 letters")} {list(1, "In a wide list, cut at 70 letters")}
            <p class="quiet">"Where clients cut differs a little. Behind the subject stands what the mail says first."</p>
        </div>
    }
}
