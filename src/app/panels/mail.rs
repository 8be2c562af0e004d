//! The mail as it will read.

use leptos::prelude::*;

use crate::{
    app::{
        browser::later::CUT_OFF,
        mail::{Face, Width, clients::By},
        page::Page,
        parts::{
            mail_clients::Clients,
            mail_faces::{Files, InAList, Links, TextPart},
            mail_frame::MailFrame,
            mail_head::{MailHead, MailNotes},
            tabs::{Tab, Tabs},
        },
        wiring::traced::MadePaths,
    },
    mandrill::mail::View,
};

/// The reading pane; the last mail, dimmed, while the draft is broken.
#[component]
pub fn MailView() -> impl IntoView {
    let page = expect_context::<Page>();
    provide_context(MadePaths::of(page));
    let room = page.mail;
    let there = Memo::new(move |_| room.mail.with(Option::is_some));
    let nothing = move || {
        if page.cut_off.get() {
            CUT_OFF
        } else if page.sends() && !room.read.get() {
            "The mail comes in a moment."
        } else if page.last_body.with(Option::is_none) || !room.read.get() || !page.sends() {
            "The mail shows here as soon as the template gives a body."
        } else {
            "The body holds no mail: Mandrill looks for it under “message”."
        }
    };
    view! {
        <div class="mail-view" class:stale=move || !page.sends()>
            <Show when=move || there.get() fallback=move || view! { <p class="empty">{nothing}</p> }>
                <MailHead />
                <MailNotes />
                <Tools />
                <div class="face" id="face" role="tabpanel" tabindex="-1">
                    {move || match room.face.get() {
                        Face::Html => view! { <MailFrame /> }.into_any(),
                        Face::Text => view! { <TextPart /> }.into_any(),
                        Face::Links => view! { <Links /> }.into_any(),
                        Face::Files => view! { <Files /> }.into_any(),
                        Face::List => view! { <InAList /> }.into_any(),
                        Face::Clients => view! { <Clients /> }.into_any(),
                    }}
                </div>
            </Show>
        </div>
    }
}

/// What of the mail is shown, and how.
#[component]
fn Tools() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let links = Signal::derive(move || {
        room.of(|mail| {
            let wrong = mail.links.iter().any(|link| !link.warnings.is_empty());
            (mail.links.len(), if wrong { "" } else { "quiet" })
        })
    });
    let tabs = vec![
        Tab::plain(Face::Html, "HTML"),
        Tab::plain(Face::Text, "Text"),
        Tab { value: Face::Links, name: "Links", count: Some(links) },
        Tab {
            value: Face::Files,
            name: "Files",
            count: Some(Signal::derive(move || (room.of(|mail| mail.files.len()), "quiet"))),
        },
        Tab::plain(Face::List, "In a list"),
        Tab::plain(Face::Clients, "Clients"),
    ];
    let width = move |width: Width, name: &'static str, title: &'static str| {
        view! {
            <button
                type="button"
                title=title
                aria-pressed=move || (room.width.get() == width).to_string()
                on:click=move |_| room.width.set(width)
            >
                {name}
            </button>
        }
    };
    let by = move |by: By, name: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (room.clients.by.get() == by).to_string()
                on:click=move |_| room.clients.show(by)
            >
                {name}
            </button>
        }
    };
    let merged = Memo::new(move |_| room.of(|mail| mail.merged.is_some()));
    let look = Memo::new(move |_| room.view.get());
    let turn = move |change: fn(&mut View)| room.view.update(change);
    view! {
        <div class="mail-tools">
            <Tabs label="Parts of the mail" controls="face" tabs=tabs chosen=room.face />
            <div class="switches" hidden=move || room.face.get() != Face::Html>
                <div class="segments" role="group" aria-label="Width">
                    {width(Width::Phone, "375", "As wide as a phone")}
                    {width(Width::Pane, "600", "As wide as most mails are made for")}
                    {width(Width::Full, "Full", "All there is")}
                </div>
                <button
                    type="button"
                    class="switch"
                    title="A click on a word leads to what wrote it. The mail is shown where this page can see the click; nothing of it runs, as ever"
                    aria-pressed=move || room.traces.get().to_string()
                    on:click=move |_| room.traces.update(|traces| *traces = !*traces)
                >
                    "Trace"
                </button>
                <button
                    type="button"
                    class="switch"
                    title="As a client in dark mode may turn it; every client has its own way"
                    aria-pressed=move || look.get().dark.to_string()
                    on:click=move |_| turn(|view| view.dark = !view.dark)
                >
                    "Dark"
                </button>
                <button
                    type="button"
                    class="switch"
                    title="With the merge tags as written"
                    hidden=move || !merged.get()
                    aria-pressed=move || look.get().source.to_string()
                    on:click=move |_| turn(|view| view.source = !view.source)
                >
                    "Source"
                </button>
            </div>
            <div class="switches" hidden=move || room.face.get() != Face::Clients>
                <div class="segments" role="group" aria-label="Listed">
                    {by(By::Client, "By client")}
                    {by(By::Feature, "By feature")}
                </div>
            </div>
        </div>
    }
}
