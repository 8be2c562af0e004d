//! What mail clients make of the mail: the data, fetched when somebody asks for it, and what is looked at.

use std::sync::Arc;

use gloo_net::http::Request;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Face, MailRoom};
use crate::mandrill::clients::{Data, Verdict};

/// The file, beside the page.
const FILE: &str = "./caniemail.json";

/// How far the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loading {
    /// Nobody has asked for it.
    Unasked,
    /// On its way.
    Underway,
    /// Here.
    Done,
    /// It did not come, and why.
    Failed(String),
}

/// The data.
#[derive(Debug, PartialEq)]
pub struct Loaded {
    /// As it is read.
    pub data: Data,
    /// As it came, for the worker.
    pub file: Arc<str>,
}

/// By what the verdict is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// How much each client shows.
    Client,
    /// Who leaves out what.
    Feature,
}

/// What clients make of the mail, and how it is looked at. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ClientsRoom {
    /// How far the data is.
    pub loading: RwSignal<Loading>,
    /// The data, once it is here.
    pub data: RwSignal<Option<Arc<Loaded>>>,
    /// The last verdict.
    pub verdict: RwSignal<Option<Verdict>>,
    /// By what it is listed.
    pub by: RwSignal<By>,
    /// The client whose features are shown; those of all, else.
    pub client: RwSignal<Option<usize>>,
}

impl ClientsRoom {
    /// Nothing is here, and nothing asked for.
    pub fn empty() -> Self {
        Self {
            loading: RwSignal::new(Loading::Unasked),
            data: RwSignal::new(None),
            verdict: RwSignal::new(None),
            by: RwSignal::new(By::Client),
            client: RwSignal::new(None),
        }
    }

    /// Fetches the data, unless it is here or on its way.
    pub fn fetch(self) {
        if matches!(self.loading.get_untracked(), Loading::Underway | Loading::Done) {
            return;
        }
        self.loading.set(Loading::Underway);
        spawn_local(async move {
            match fetched().await {
                Ok(loaded) => {
                    self.data.set(Some(Arc::new(loaded)));
                    self.loading.set(Loading::Done);
                }
                Err(words) => self.loading.set(Loading::Failed(words)),
            }
        });
    }

    /// Lists it by clients, or by features: those of all clients.
    pub fn show(self, by: By) {
        self.client.set(None);
        self.by.set(by);
    }

    /// Something about the verdict and the data; what it is without them, else.
    pub fn of<T: Default>(self, look: impl FnOnce(&Data, &Verdict) -> T) -> T {
        self.data.with(|loaded| {
            let Some(loaded) = loaded else { return T::default() };
            self.verdict.with(|verdict| verdict.as_ref().map(|verdict| look(&loaded.data, verdict)).unwrap_or_default())
        })
    }
}

/// Has the data fetched when it is first looked for.
pub fn connect(room: MailRoom) {
    Effect::new(move || {
        if room.face.get() == Face::Clients && room.clients.loading.get() == Loading::Unasked {
            room.clients.fetch();
        }
    });
}

async fn fetched() -> Result<Loaded, String> {
    let unreachable = |_| {
        if window().navigator().on_line() {
            "The page’s own server does not answer.".to_owned()
        } else {
            "This browser is offline, and has not kept it before.".to_owned()
        }
    };
    let response = Request::get(FILE).send().await.map_err(unreachable)?;
    if !response.ok() {
        return Err(format!("The page’s own server answers {} instead of the file.", response.status()));
    }
    let file = response.text().await.map_err(unreachable)?;
    Ok(Loaded { data: Data::read(&file)?, file: file.into() })
}
