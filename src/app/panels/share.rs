//! The draft as something to hand on: a link, Markdown for an issue, a frame for a page.

use leptos::{ev::FocusEvent, prelude::*, task::spawn_local};
use web_sys::HtmlInputElement;

use crate::{
    app::{browser::clipboard, page::Page, parts::modal},
    draft::Draft,
    share::link::{self, Leak, Params},
};

/// Longer links are cut off by some programs.
const LONG: usize = 8_000;

/// The dialog. What looks like a secret is named, and left out unless the user wants it in.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let page = expect_context::<Page>();
    let leave_out = RwSignal::new(true);
    let said = RwSignal::new(String::new());
    let opened = move || {
        said.set(String::new());
        leave_out.set(true);
    };
    let dialog = modal::shown_while(move || page.sharing.get(), opened, || {});
    let leaks = Memo::new(move |_| if page.sharing.get() { link::secrets(&page.draft.get().1) } else { Vec::new() });
    // The draft as it goes out.
    let draft = Memo::new(move |_| {
        page.sharing.get().then(|| {
            let (_, draft) = page.draft.get();
            if leave_out.get() { leaks.with(|leaks| link::without(&draft, leaks)) } else { draft }
        })
    });
    let address = Memo::new(move |_| {
        draft.with(|draft| draft.as_ref().map(|draft| link::address(&here(), &Params::default(), draft)))
    });
    let copy = move |what: &'static str, text: fn(&str, &Draft) -> String| {
        let Some(text) = draft.with_untracked(|draft| draft.as_ref().map(|draft| text(&here(), draft))) else { return };
        spawn_local(async move {
            let length = text.chars().count();
            said.set(match clipboard::copy(&text).await {
                Ok(()) => format!("Copied: {what}, {length} characters."),
                Err(clipboard::ClipboardRefused) => {
                    "The browser refused to copy. The link stands in the field: select it and copy it yourself."
                        .to_owned()
                }
            });
        });
    };
    let select = move |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    let long = move || {
        let length = address.with(|address| address.as_ref().map_or(0, String::len));
        (length > LONG).then(|| {
            view! { <p class="why">{format!("This link has {length} characters; some programs cut off more than {LONG}. Your own scenarios go with it: fewer make it shorter.")}</p> }
        })
    };
    view! {
        <dialog class="sharing" node_ref=dialog aria-labelledby="share-title" on:close=move |_| page.sharing.set(false)>
            <h2 id="share-title">"Share this draft"</h2>
            <p>
                "Template, context, action and places travel in the address itself: no server sees them. The API key and the receiver’s secrets stay here."
            </p>
            {move || leaks.with(|leaks| (!leaks.is_empty()).then(|| view! { <Leaks leaks=leaks.clone() leave_out /> }))}
            <input
                class="link"
                type="text"
                readonly
                aria-label="The link"
                prop:value=move || address.get().unwrap_or_default()
                on:focus=select
            />
            {long}
            <div class="acts">
                <button
                    type="button"
                    class="main"
                    autofocus
                    on:click=move |_| copy("the link", |page, draft| link::address(page, &Params::default(), draft))
                >
                    "Copy link"
                </button>
                <button
                    type="button"
                    title="The link and the template, for an issue or a chat"
                    on:click=move |_| copy("Markdown for an issue", link::markdown)
                >
                    "Copy as Markdown"
                </button>
                <button
                    type="button"
                    title="An iframe for a page of documentation, in the form that fits a frame"
                    on:click=move |_| copy("a frame", |page, draft| link::embed(page, &Params::default(), draft))
                >
                    "Copy as frame"
                </button>
                <button type="button" class="plain" on:click=move |_| page.sharing.set(false)>
                    "Close"
                </button>
            </div>
            <p role="status">{move || said.get()}</p>
        </dialog>
    }
}

#[component]
fn Leaks(leaks: Vec<Leak>, leave_out: RwSignal<bool>) -> impl IntoView {
    let rows = leaks.into_iter().map(|leak| {
        let of = leak.scenario.map(|name| format!(" of “{name}”")).unwrap_or_default();
        view! {
            <li>
                <code>{leak.at}</code>
                {of}
                ": "
                {leak.what}
            </li>
        }
    });
    view! {
        <div class="leaks">
            <p>
                <b>"This looks like secrets:"</b>
            </p>
            <ul>{rows.collect_view()}</ul>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || leave_out.get()
                    on:change=move |event| leave_out.set(event_target_checked(&event))
                />
                " Leave them out"
            </label>
        </div>
    }
}

fn here() -> String {
    window().location().href().unwrap_or_default()
}
