//! One address asked on the user's word, by a sandboxed document of its own (`public/fetch.html`): the page's policy lets the page
//! itself ask nobody. The frame gets the address and nothing else, and goes with its answer.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlIFrameElement, MessageEvent};

/// The frame has fifteen seconds of its own.
const PATIENCE: Duration = Duration::from_secs(20);

/// A question under way; dropped, it is no longer.
pub struct Asking {
    frame: HtmlIFrameElement,
    heard: Closure<dyn Fn(MessageEvent)>,
    over: Option<TimeoutHandle>,
}

impl Asking {
    /// Asks; `told` hears the frame's answer, or nothing when the frame does not answer. None where a frame cannot be made.
    pub fn begin(url: String, told: impl Fn(Option<String>) + Clone + 'static) -> Option<Self> {
        let document = document();
        let frame: HtmlIFrameElement = document.create_element("iframe").ok()?.dyn_into().ok()?;
        // Without an origin: it has no storage, and reaches nothing of this page.
        frame.set_attribute("sandbox", "allow-scripts").ok()?;
        frame.set_attribute("title", "Fetches the address").ok()?;
        frame.unchecked_ref::<HtmlElement>().set_hidden(true);
        frame.set_src("./fetch.html");
        let of = frame.clone();
        let done = told.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(window) = of.content_window() else { return };
            if event.source().as_deref() != Some(window.as_ref()) {
                return;
            }
            match event.data().as_string() {
                // An origin that is none has no name that a message could be addressed to.
                Some(said) if said == "ready" => {
                    let _ = window.post_message(&JsValue::from_str(&url), "*");
                }
                said => done(said),
            }
        });
        leptos::prelude::window().add_event_listener_with_callback("message", heard.as_ref().unchecked_ref()).ok()?;
        document.body()?.append_child(&frame).ok()?;
        let over = set_timeout_with_handle(move || told(None), PATIENCE).ok();
        Some(Self { frame, heard, over })
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let _ = window().remove_event_listener_with_callback("message", self.heard.as_ref().unchecked_ref());
        self.frame.remove();
        if let Some(over) = self.over.take() {
            over.clear();
        }
    }
}
