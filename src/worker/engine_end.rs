//! The worker's end: takes a message, builds the report or says what an editor asks, answers.

use js_sys::{ArrayBuffer, Reflect, WebAssembly, global};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::protocol::{FromWorker, ToWorker, decode, encode};
use crate::{
    assist::ask,
    draft::Draft,
    mandrill::mail,
    report::{self, Report, World},
};

/// Listens until the worker is ended. Does nothing outside a dedicated worker.
pub fn serve() {
    console_error_panic_hook::set_once();
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let replies = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        match decode(&text) {
            Ok(ToWorker::Report { run, revision, draft }) => {
                let before = waits();
                let (mut report, mut micros) = timed(&replies, &draft);
                // Waiting for a part of the module is not the template's time.
                if waits() != before {
                    (report, micros) = timed(&replies, &draft);
                }
                post(&replies, &FromWorker::Report { run, revision, report, micros, memory: memory() });
            }
            Ok(ToWorker::Assist { run, template, ctx, ask }) => {
                let answer = ask::answer(&template, &ctx, &ask);
                post(&replies, &FromWorker::Assist { run, answer, memory: memory() });
            }
            Ok(ToWorker::Mail { number, body, url, view }) => {
                let mail = mail::read(&body, &url, view).map(Box::new);
                post(&replies, &FromWorker::Mail { number, mail });
            }
            Err(_) => {}
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // What a browser does when a module's functions are called for the first time is not the template's time.
    timed(&scope, &report::first_draft());
    post(&scope, &FromWorker::Ready);
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
