//! A worker of its own for the mail, started when a mail is first asked for: neither typing nor the first body waits for
//! it. The latest question wins; one that takes too long is ended with its worker.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{
    mandrill::{
        clients::Verdict,
        mail::{Mail, View},
    },
    worker::protocol::{FromWorker, ToWorker, decode, encode},
};

/// Starting included; a mail takes milliseconds.
const LONGEST_MS: u32 = 10_000;

type Listener = Rc<dyn Fn(Option<Mail>, Option<Verdict>)>;

/// The way to the worker. Cheap to clone.
#[derive(Clone)]
pub struct Post {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    script: String,
    listener: Listener,
    live: Option<Live>,
    ready: bool,
    number: u64,
    in_flight: bool,
    waiting: Option<ToWorker>,
    alarm: Option<Timeout>,
    clients: Option<Arc<str>>,
    /// Whether the live worker knows them.
    knows_clients: bool,
}

struct Live {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Post {
    /// A way that tells `listener` of each mail; nothing is started yet.
    pub fn new(script: &str, listener: impl Fn(Option<Mail>, Option<Verdict>) + 'static) -> Self {
        let inner = Inner {
            script: script.to_owned(),
            listener: Rc::new(listener),
            live: None,
            ready: false,
            number: 0,
            in_flight: false,
            waiting: None,
            alarm: None,
            clients: None,
            knows_clients: false,
        };
        Self { inner: Rc::new(RefCell::new(inner)) }
    }

    /// Takes what mail clients support, as the file has it, for the mails that are asked for from now on.
    pub fn know_clients(&self, data: Arc<str>) {
        let mut inner = self.inner.borrow_mut();
        if inner.clients.as_ref().is_none_or(|known| !Arc::ptr_eq(known, &data)) {
            inner.clients = Some(data);
            inner.knows_clients = false;
        }
    }

    /// Asks for a mail, and what clients make of it if that is known; a question that still waits is dropped.
    pub fn ask(&self, body: String, url: String, view: View, clients: bool) {
        {
            let mut inner = self.inner.borrow_mut();
            inner.number += 1;
            let number = inner.number;
            inner.waiting = Some(ToWorker::Mail { number, body, url, view, clients });
            if inner.live.is_none() {
                inner.live = self.start(&inner.script);
                inner.ready = false;
                inner.knows_clients = false;
            }
        }
        self.send();
    }

    fn start(&self, script: &str) -> Option<Live> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).ok()?;
        let post = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(message) = event.data().as_string().and_then(|text| decode(&text).ok()) {
                post.heard(message);
            }
        });
        let post = self.clone();
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |_| post.give_up());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Live { worker, _on_message: on_message, _on_error: on_error })
    }

    fn heard(&self, message: FromWorker) {
        match message {
            FromWorker::Ready => self.inner.borrow_mut().ready = true,
            FromWorker::Mail { number, mail, clients } => {
                let listener = {
                    let mut inner = self.inner.borrow_mut();
                    inner.in_flight = false;
                    inner.alarm = None;
                    (number == inner.number).then(|| inner.listener.clone())
                };
                if let Some(listener) = listener {
                    listener(mail.map(|mail| *mail), clients.map(|clients| *clients));
                }
            }
            FromWorker::Loading | FromWorker::Report { .. } | FromWorker::Assist { .. } => {}
        }
        self.send();
    }

    fn send(&self) {
        let mut inner = self.inner.borrow_mut();
        if !inner.ready || inner.in_flight {
            return;
        }
        let Some(question) = inner.waiting.take() else { return };
        let post = |question: &ToWorker| {
            let text = JsValue::from_str(&encode(question));
            inner.live.as_ref().is_some_and(|live| live.worker.post_message(&text).is_ok())
        };
        let new = inner.clients.as_ref().filter(|_| !inner.knows_clients);
        let told = new.is_some_and(|data| post(&ToWorker::Clients { data: data.to_string() }));
        let sent = post(&question);
        inner.knows_clients |= told;
        inner.in_flight = sent;
        let post = self.clone();
        inner.alarm = sent.then(|| Timeout::new(LONGEST_MS, move || post.give_up()));
    }

    /// Ends the worker; the next question starts another. Done later: it drops the closure that may be running.
    fn give_up(&self) {
        let inner = self.inner.clone();
        Timeout::new(0, move || {
            let mut inner = inner.borrow_mut();
            inner.live = None;
            inner.in_flight = false;
            inner.ready = false;
        })
        .forget();
    }
}
