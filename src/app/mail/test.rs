//! A test mail, sent by the user's own hand: the key is tried first, then the body goes out as Ory would send it.

use gloo_net::http::Request;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use crate::mandrill::reply::{self, Told};

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Waiting for a yes.
    Asking,
    /// The key is being tried (`users/ping2`).
    Trying,
    /// The body is on its way.
    Sending,
    /// Mandrill answered.
    Told(Told),
    /// It did not come so far, and why.
    Failed(String),
    /// The user stopped it; said with whether the mail may have gone.
    Stopped(&'static str),
}

/// Where Mandrill is: its own host, but for a page made for tests.
fn host() -> String {
    document()
        .query_selector("meta[name=mandrill]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_else(|| "https://mandrillapp.com".to_owned())
}

/// The address at that host.
fn address(url: &str) -> String {
    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    format!("{}{}", host(), path.unwrap_or("/"))
}

/// Tries the key, then sends; `told` hears of each step.
pub async fn send(url: String, key: String, body: String, abort: Option<AbortController>, told: impl Fn(Step)) {
    told(Step::Trying);
    let ping = serde_json::json!({ "key": key }).to_string();
    let base = url.find("/messages/").and_then(|at| url.get(..at)).unwrap_or("https://mandrillapp.com/api/1.0");
    match post(&format!("{base}/users/ping2"), ping, abort.as_ref()).await {
        Err(step) => return told(step),
        Ok((200, _)) => {}
        Ok((status, answer)) => return told(Step::Told(reply::read(status, &answer))),
    }
    told(Step::Sending);
    match post(&url, body, abort.as_ref()).await {
        Err(Step::Failed(words)) => told(Step::Failed(format!("{words} The mail may have gone out all the same."))),
        Err(step) => told(step),
        Ok((status, answer)) => told(Step::Told(reply::read(status, &answer))),
    }
}

async fn post(url: &str, body: String, abort: Option<&AbortController>) -> Result<(u16, String), Step> {
    let signal = abort.map(AbortController::signal);
    let request = Request::post(&address(url)).abort_signal(signal.as_ref()).header("Content-Type", "application/json");
    let unreachable = |_| {
        if signal.as_ref().is_some_and(web_sys::AbortSignal::aborted) {
            Step::Stopped("Stopped. What was on its way already may arrive all the same.")
        } else if !window().navigator().on_line() {
            Step::Failed("This browser is offline.".to_owned())
        } else {
            Step::Failed(
                "No answer that a web page may read. Mandrill may refuse calls from web pages, something here may block \
                 them (an extension, a proxy), or its host cannot be reached. Use the request as curl instead."
                    .to_owned(),
            )
        }
    };
    let request = request.body(JsValue::from_str(&body)).map_err(unreachable)?;
    let response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    let answer = response.text().await.map_err(unreachable)?;
    Ok((status, answer))
}
