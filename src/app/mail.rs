//! The mail as the page holds it: what is looked at, and what the worker made of it.

pub mod clients;
pub mod post;
pub mod test;

use leptos::prelude::*;

use super::page::{Page, SeeTab};
use crate::mandrill::mail::{Mail, Origin, View};
use clients::ClientsRoom;
use post::Post;

/// How wide the mail is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 375 pixels: a phone.
    Phone,
    /// 600 pixels: what most mails are made for.
    Pane,
    /// All there is.
    Full,
}

/// What of the mail is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The html, in a frame.
    Html,
    /// The text part.
    Text,
    /// Where its links lead.
    Links,
    /// What comes with it.
    Files,
    /// A row in a list of mails.
    List,
    /// What mail clients make of the html.
    Clients,
}

/// The mail, and how it is looked at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct MailRoom {
    /// Whose, merged or not, with images or not, light or dark.
    pub view: RwSignal<View>,
    /// The last mail; none until there was one, or when the body holds none.
    pub mail: RwSignal<Option<Mail>>,
    /// Whether the last body has been read.
    pub read: RwSignal<bool>,
    /// How wide.
    pub width: RwSignal<Width>,
    /// What of it.
    pub face: RwSignal<Face>,
    /// Whether the html is shown where a click on a word of it can be heard.
    pub traces: RwSignal<bool>,
    /// What mail clients make of it.
    pub clients: ClientsRoom,
}

impl MailRoom {
    /// No mail yet, all of it light and without images from elsewhere.
    pub fn empty() -> Self {
        Self {
            view: RwSignal::new(View::default()),
            mail: RwSignal::new(None),
            read: RwSignal::new(false),
            width: RwSignal::new(Width::Full),
            face: RwSignal::new(Face::Html),
            traces: RwSignal::new(false),
            clients: ClientsRoom::empty(),
        }
    }

    /// Something about the mail; what it is without one, else.
    pub fn of<T: Default>(self, look: impl FnOnce(&Mail) -> T) -> T {
        self.mail.with(|mail| mail.as_ref().map(look).unwrap_or_default())
    }
}

/// Has the mail made anew whenever the body or the way of looking changes, while its tab is open.
pub fn connect(page: Page, worker: &str) {
    let room = page.mail;
    let offered = std::cell::Cell::new(None);
    let post = Post::new(worker, move |mail, verdict| {
        room.read.set(true);
        // The html first, where there is one; until somebody has chosen.
        let first = match mail.as_ref().and_then(|mail| mail.html.as_ref()).map(|html| html.origin) {
            Some(Origin::Account) => Face::Text,
            _ => Face::Html,
        };
        let last = offered.replace(Some(first));
        if last != Some(first) && last.is_none_or(|last| last == room.face.get_untracked()) {
            room.face.set(first);
        }
        // What is the same is not shown again: the frame stays as it is.
        if room.mail.with_untracked(|shown| *shown != mail) {
            room.mail.set(mail);
        }
        // One that was not asked for leaves the last where it is.
        let asked =
            verdict.is_some() || room.mail.with_untracked(|mail| mail.as_ref().is_none_or(|mail| mail.html.is_none()));
        if asked && room.clients.verdict.with_untracked(|shown| *shown != verdict) {
            room.clients.verdict.set(verdict);
        }
    });
    clients::connect(room);
    let asked = Memo::new(move |_| {
        let body = page.last_body.get().filter(|_| page.whole.get() && page.see.get() == SeeTab::Mail)?.body;
        let clients = room.face.get() == Face::Clients && room.clients.data.with(Option::is_some);
        Some((body, page.action.with(|action| action.url.clone()), room.view.get(), clients))
    });
    Effect::new(move || {
        if let Some((body, url, view, clients)) = asked.get() {
            if let Some(file) = room.clients.data.with_untracked(|loaded| Some(loaded.as_ref()?.file.clone())) {
                post.know_clients(file);
            }
            post.ask(body, url, View { now: (js_sys::Date::now() / 1000.0) as i64, ..view }, clients);
        }
    });
}
