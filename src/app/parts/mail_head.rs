//! The head of the mail, as a client's reading pane has it, and what is to be said about it.

use leptos::prelude::*;

use super::{prose::Prose, written::Written};
use crate::{
    app::page::Page,
    diagnostic::Place,
    mandrill::{
        mail::{Mail, Mailbox, RecipientKind},
        merge::NoteKind,
    },
};

/// Subject, sender, recipients.
#[component]
pub fn MailHead() -> impl IntoView {
    let page = expect_context::<Page>();
    let room = page.mail;
    let subject = Memo::new(move |_| room.of(|mail| mail.subject.clone()));
    let from = Memo::new(move |_| room.of(|mail| mail.from.clone()));
    let letter =
        move || from.with(|from| from.name.chars().chain(from.address.chars()).find(|letter| letter.is_alphanumeric()));
    // Where it stands in the body; of two that are the same, the first.
    let to = move |mailbox: Mailbox| {
        let at = room.of(|mail| mail.recipients.iter().position(|other| other.mailbox == mailbox).unwrap_or(0));
        person(mailbox, format!("message.to[{at}].name"), format!("message.to[{at}].email"))
    };
    let row = move |name: &'static str, of: fn(&Mail) -> Vec<Mailbox>| {
        let people = Memo::new(move |_| room.of(of));
        view! {
            <div hidden=move || people.with(Vec::is_empty)>
                <dt>{name}</dt>
                <dd>{move || people.get().into_iter().map(to).collect_view()}</dd>
            </div>
        }
    };
    let reply_to = Memo::new(move |_| room.of(|mail| mail.reply_to.clone()));
    view! {
        <header class="mail-head">
            <h3 class:none=move || subject.with(|subject| subject.trim().is_empty())>
                <Written text=subject path="message.subject" empty="(no subject)" />
            </h3>
            <span class="face-of" aria-hidden="true">{move || letter().map(|letter| letter.to_uppercase().to_string())}</span>
            <dl>
                <div>
                    <dt>"From"</dt>
                    <dd>{move || person(from.get(), "message.from_name".to_owned(), "message.from_email".to_owned())}</dd>
                </div>
                {row("To", |mail| mail.to.clone())}
                {row("Cc", |mail| mail.cc.clone())}
                {row("Bcc", |mail| mail.bcc.clone())}
                <div hidden=move || reply_to.with(Option::is_none)>
                    <dt>"Reply-To"</dt>
                    <dd><bdi class="address">{move || reply_to.get()}</bdi></dd>
                </div>
            </dl>
            <Whose />
            <p class="since" hidden=move || page.sends()>"The last mail: nothing is sent now"</p>
        </header>
    }
}

fn person(Mailbox { name, address }: Mailbox, name_path: String, path: String) -> impl IntoView {
    view! {
        <span class="person">
            <Written class="name" text=Signal::stored(name) path=Signal::stored(name_path) />
            <Written class="address" text=Signal::stored(address) path=Signal::stored(path) empty="(no address)" />
        </span>
    }
}

/// Whose mail, where there are several.
#[component]
fn Whose() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let recipients = Memo::new(move |_| room.of(|mail| mail.recipients.clone()));
    let chosen = Memo::new(move |_| room.of(|mail| mail.recipient.unwrap_or(0)));
    let options = move || {
        let one = |(at, recipient): (usize, crate::mandrill::mail::Recipient)| {
            let kind = match recipient.kind {
                RecipientKind::To => "",
                RecipientKind::Cc => " (cc)",
                RecipientKind::Bcc => " (bcc)",
            };
            view! { <option value=at selected=move || chosen.get() == at>{recipient.mailbox.address} {kind}</option> }
        };
        recipients.get().into_iter().enumerate().map(one).collect_view()
    };
    view! {
        <label class="whose" hidden=move || recipients.with(|all| all.len() < 2)>
            "Mail of "
            <select on:change:target=move |event| {
                if let Ok(at) = event.target().value().parse() {
                    room.view.update(|view| view.recipient = at);
                }
            }>{options}</select>
        </label>
    }
}

/// What cannot be merged, what nobody knows, who sees whom.
#[component]
pub fn MailNotes() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let source = Memo::new(move |_| room.view.with(|view| view.source));
    let fault = Memo::new(move |_| {
        room.of(|mail| {
            let (field, fault) = mail.fault.as_ref()?;
            let text = match field.as_str() {
                "subject" => Some(mail.subject.as_str()),
                "from_name" => Some(mail.from.name.as_str()),
                "html" => mail.html.as_ref().map(|part| part.content.as_str()),
                "text" => mail.text.as_ref().map(|part| part.content.as_str()),
                _ => None,
            };
            let place = text.map(|text| Place::of(text, fault.span.start));
            let place = place.map_or(String::new(), |place| format!(", line {}, column {}", place.line, place.column));
            Some(format!("{field}{place}: {} It is shown as written.", fault.what))
        })
    });
    let notes = Memo::new(move |_| room.of(|mail| mail.notes.clone()));
    let remarks = Memo::new(move |_| room.of(|mail| mail.remarks.clone()));
    let count = move || notes.with(Vec::len) + remarks.with(Vec::len);
    let first = move || match (remarks.get().into_iter().next(), count()) {
        (Some(remark), 1) => remark,
        (Some(remark), more) => format!("{remark} And {} more.", more - 1),
        (None, 1) => notes
            .with(|notes| notes.first().map(|(field, note)| format!("{field}: {}", note.words)))
            .unwrap_or_default(),
        (None, many) => format!("{many} things to know about its merge tags."),
    };
    let listed = move || {
        let told = notes.get().into_iter().map(|(field, note)| {
            let kind = if note.kind == NoteKind::Unsettled { "Not settled. " } else { "" };
            view! { <li>{kind} <b>{field}</b> ": " <Prose text=note.words /></li> }
        });
        (
            remarks.get().into_iter().map(|remark| view! { <li><Prose text=remark /></li> }).collect_view(),
            told.collect_view(),
        )
    };
    view! {
        <div class="mail-notes">
            <p class="note bad" hidden=move || fault.with(Option::is_none)>{move || fault.get().map(|words| view! { <Prose text=words /> })}</p>
            <details class="note" hidden=move || count() == 0 || source.get()>
                <summary>{move || view! { <Prose text=first() /> }}</summary>
                <ul>{listed}</ul>
            </details>
        </div>
    }
}
