//! The html of the mail in a frame that may do nothing. Two frames take turns: the next document is loaded out of sight
//! and shown when it is there, so nothing flashes, and one that is the same is not loaded again.

use leptos::{
    ev::{MouseEvent, WheelEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlIFrameElement};

use crate::{
    app::{
        mail::Width,
        page::Page,
        wiring::traced::{MadePaths, of_document},
    },
    mandrill::mail::Origin,
};

/// The frame, and the images it leaves out.
#[component]
pub fn MailFrame() -> impl IntoView {
    let page = expect_context::<Page>();
    let room = page.mail;
    let paths = expect_context::<MadePaths>();
    let made = Memo::new(move |_| paths.has("message.html"));
    let document = Memo::new(move |_| room.of(|mail| mail.html.as_ref().map(|part| part.document.clone())));
    let origin = Memo::new(move |_| room.of(|mail| mail.html.as_ref().map(|part| part.origin)));
    let documents = [RwSignal::new(None::<String>), RwSignal::new(None)];
    let front = RwSignal::new(0_usize);
    Effect::new(move || {
        let Some(next) = document.get() else { return };
        let [front_now, back] = match front.get_untracked() {
            0 => [0, 1],
            _ => [1, 0],
        };
        let holds = |at: usize| documents[at].with_untracked(|held| held.as_ref() == Some(&next));
        if holds(front_now) {
            return;
        }
        if holds(back) {
            front.set(back);
        } else {
            documents[back].set(Some(next));
        }
    });
    let frame = move |traces: bool, at: usize| {
        let here = move || front.get() == at;
        let loaded = move |_| {
            if document.with_untracked(|wanted| documents[at].with_untracked(|held| held == wanted)) {
                front.set(at);
            }
        };
        view! {
            <iframe
                sandbox=if traces { "allow-same-origin" } else { "" }
                referrerpolicy="no-referrer"
                title="The mail"
                class:back=move || !here()
                aria-hidden=move || (!here()).to_string()
                tabindex=move || if here() { "0" } else { "-1" }
                srcdoc=move || documents[at].get()
                on:load=loaded
            ></iframe>
        }
    };
    let width = move || match room.width.get() {
        Width::Phone => "phone",
        Width::Pane => "pane",
        Width::Full => "full",
    };
    let dark = Memo::new(move |_| room.view.with(|view| view.dark));
    let about = move || match (origin.get(), dark.get(), room.of(|mail| mail.own_dark)) {
        (Some(Origin::Made), ..) => "Approximate: Mandrill makes the html from the text (auto_html).",
        (Some(Origin::Account), ..) => {
            "There is no html; about so Mandrill makes it, if the account is set to auto_html."
        }
        (Some(Origin::Template), ..) => "Only what is put into the stored template.",
        (_, true, true) => "Dark by the mail's own style.",
        (_, true, false) => "Approximate: turned about as clients do that know no better; each has its own way.",
        _ => "",
    };
    view! {
        <div class="framed" hidden=move || document.with(Option::is_none)>
            <Images />
            <p class="about" hidden=move || about().is_empty()>{about}</p>
            <div class="stage" class:dark=move || dark.get() class:made=made data-width=width>
                // What a sandbox allows is settled when it is loaded: a frame that may be looked into is another one.
                <For each=move || [room.traces.get()] key=|traces| *traces children=move |traces| {
                    view! { {frame(traces, 0)} {frame(traces, 1)} {traces.then(|| view! { <Tracer /> })} }
                } />
            </div>
        </div>
        <p class="empty" hidden=move || document.with(Option::is_some)>"The mail has no html part."</p>
    }
}

/// Lies over the mail and hears where somebody clicks: in a frame without scripts nothing is heard. What is scrolled over it is
/// scrolled under it.
#[component]
fn Tracer() -> impl IntoView {
    let page = expect_context::<Page>();
    let go = move |event: MouseEvent| {
        let Some(frame) = frame(event.current_target()) else { return };
        let place = frame.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - place.left(), f64::from(event.client_y()) - place.top());
        if let Some(document) = frame.content_document() {
            of_document(page, &document, x, y);
        }
    };
    let scroll = move |event: WheelEvent| {
        if let Some(window) = frame(event.current_target()).and_then(|frame| frame.content_window()) {
            window.scroll_by_with_x_and_y(event.delta_x(), event.delta_y());
        }
    };
    view! { <div class="tracer" title="A click on a word leads to what wrote it" on:click=go on:wheel=scroll></div> }
}

/// The frame in front, beside what lies over it.
fn frame(over: Option<EventTarget>) -> Option<HtmlIFrameElement> {
    let over: Element = over?.dyn_into().ok()?;
    over.parent_element()?.query_selector("iframe:not(.back)").ok()??.dyn_into().ok()
}

/// Images from elsewhere: blocked until asked for.
#[component]
fn Images() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let count = Memo::new(move |_| room.of(|mail| mail.remote_images));
    let shown = Memo::new(move |_| room.view.with(|view| view.remote_images));
    let words = move || match (count.get(), shown.get()) {
        (1, false) => "1 image from elsewhere is not loaded.".to_owned(),
        (many, false) => format!("{many} images from elsewhere are not loaded."),
        (1, true) => "1 image is loaded from elsewhere.".to_owned(),
        (many, true) => format!("{many} images are loaded from elsewhere."),
    };
    view! {
        <p class="images" hidden=move || count.get() == 0>
            <span>{words}</span>
            <button type="button" class="link" on:click=move |_| room.view.update(|view| view.remote_images = !view.remote_images)>
                {move || if shown.get() { "Block them" } else { "Load them" }}
            </button>
        </p>
    }
}
