//! The worker's end: takes a message, builds the report or says what an editor asks, answers.

use std::cell::RefCell;

use js_sys::{ArrayBuffer, Function, Object, Promise, Reflect, WebAssembly, global};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::protocol::{FromWorker, ToWorker, decode, encode};
use crate::{
    assist::ask,
    draft::Draft,
    mandrill::{clients, mail},
    report::{self, Report, World},
};

thread_local! {
    /// What the page said and [`answer`] has not taken yet.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
    /// What mail clients support, once the page has said it.
    static SUPPORTS: RefCell<Option<clients::Data>> = const { RefCell::new(None) };
}

/// Listens until the worker is ended. Does nothing outside a dedicated worker. `answer_export` is the name under which the
/// module exports a function that does nothing but call [`answer`].
pub fn serve(answer_export: &str) {
    console_error_panic_hook::set_once();
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let deep = on_a_stack_of_its_own(answer_export);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        SAID.with(|said| said.replace(event.data().as_string()));
        match &deep {
            Some(deep) => deep.run(),
            None => answer(),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // What a browser does when a module's functions are called for the first time is not the template's time.
    timed(&scope, &report::first_draft());
    post(&scope, &FromWorker::Ready);
}

/// Answers what the page said last.
pub fn answer() {
    let Some(text) = SAID.with(RefCell::take) else { return };
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    match decode(&text) {
        Ok(ToWorker::Report { run, revision, draft }) => {
            let before = waits();
            let (mut report, mut micros) = timed(&scope, &draft);
            // Waiting for a part of the module is not the template's time.
            if waits() != before {
                (report, micros) = timed(&scope, &draft);
            }
            post(&scope, &FromWorker::Report { run, revision, report, micros, memory: memory() });
        }
        Ok(ToWorker::Assist { run, template, ctx, ask }) => {
            let answer = ask::answer_in_time(&template, &ctx, &ask, millis);
            post(&scope, &FromWorker::Assist { run, answer, memory: memory() });
        }
        Ok(ToWorker::Mail { number, body, url, view, clients }) => {
            let mail = mail::read(&body, &url, view).map(Box::new);
            let html = mail.as_ref().filter(|_| clients).and_then(|mail| mail.html.as_ref());
            let clients = html.and_then(|html| {
                SUPPORTS.with_borrow(|data| Some(Box::new(clients::verdict(&html.content, data.as_ref()?))))
            });
            post(&scope, &FromWorker::Mail { number, mail, clients });
        }
        // The page has read it, and says what is wrong with it.
        Ok(ToWorker::Clients { data }) => SUPPORTS.set(clients::Data::read(&data).ok()),
        Err(_) => {}
    }
}

/// A function of this module that the browser runs on a stack of its own, and what hears of its failure.
struct Deep {
    function: Function,
    on_failure: Function,
}

/// Chromium gives a worker half the stack of a page, which ends before Ory's 500 frames; a function made for promises
/// runs on another one, of full size. None where a browser has no such functions: those tried have a larger stack.
fn on_a_stack_of_its_own(export: &str) -> Option<Deep> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let function = |object: &JsValue, name: &str| get(object, name)?.dyn_into::<Function>().ok();
    let webassembly = get(&global(), "WebAssembly")?.dyn_into::<Object>().ok()?;
    let ours = function(&wasm_bindgen::exports(), export)?;
    let promising = function(&webassembly, "promising")?.call1(&JsValue::UNDEFINED, &ours).ok()?;
    // The page hears of it as of every other error of a worker.
    let on_failure = function(&global(), "reportError")?;
    Some(Deep { function: promising.dyn_into().ok()?, on_failure })
}

impl Deep {
    /// Runs it, to its end.
    fn run(&self) {
        let promise = match self.function.call0(&JsValue::UNDEFINED) {
            Ok(promise) => promise.unchecked_into::<Promise>(),
            Err(error) => Promise::reject(&error),
        };
        if let Ok(catch) = Reflect::get(&promise, &JsValue::from_str("catch")) {
            // A rejection that is not heard is an error of its own, which says less.
            let _ = catch.unchecked_into::<Function>().call1(&promise, &self.on_failure);
        }
    }
}

/// The report on a draft, and how long it took, in microseconds.
fn timed(scope: &DedicatedWorkerGlobalScope, draft: &Draft) -> (Box<Report>, u64) {
    let started = now(scope);
    let report = Box::new(report::build_in(draft, World { now: Some(seconds()), stopwatch: Some(millis) }));
    (report, ((now(scope) - started) * 1000.0) as u64)
}

/// How often a call had to wait for a part of this module (`xtask/src/split/later.js`).
fn waits() -> Option<f64> {
    Reflect::get(&global(), &JsValue::from_str("waitedForLater")).ok().and_then(|waits| waits.as_f64())
}

/// The browser's clock, in seconds since 1970.
fn seconds() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// The browser's stop-watch.
fn millis() -> f64 {
    global().dyn_into::<DedicatedWorkerGlobalScope>().ok().map_or(0.0, |scope| now(&scope))
}

fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| performance.now())
}

/// The size of this module's memory, in bytes.
fn memory() -> u64 {
    let buffer = wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer();
    buffer.unchecked_into::<ArrayBuffer>().byte_length().into()
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // Posting a string can only fail when the page is gone, and then nobody waits.
    let _ = scope.post_message(&JsValue::from_str(&encode(message)));
}
