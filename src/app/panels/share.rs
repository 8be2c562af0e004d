//! The draft as something to hand on: a link, Markdown for an issue, a frame for a page.

use leptos::{html::Dialog, prelude::*, task::spawn_local};

use crate::{
    app::{browser::clipboard, page::Page},
    share::link::{self, Params},
};

/// The dialog. What looks like a secret is named, and left out unless the user wants it in.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let page = expect_context::<Page>();
    let dialog = NodeRef::<Dialog>::new();
    let leave_out = RwSignal::new(true);
    let said = RwSignal::new(String::new());
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if page.sharing.get() {
            said.set(String::new());
            leave_out.set(true);
            // It fails only when the dialog is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let leaks = Memo::new(move |_| if page.sharing.get() { link::secrets(&page.draft.get().1) } else { Vec::new() });
    let copy = move |what: &'static str, text: fn(&str, &crate::draft::Draft) -> String| {
        let draft = page.look(|state| state.owned().draft());
        let draft = if leave_out.get_untracked() { link::without(&draft, &leaks.get_untracked()) } else { draft };
        let text = text(&here(), &draft);
        spawn_local(async move {
            let length = text.chars().count();
            said.set(match clipboard::copy(&text).await {
                Ok(()) => format!("Copied: {what}, {length} characters."),
                Err(clipboard::ClipboardRefused) => "The browser refused to copy.".to_owned(),
            });
        });
    };
    let found = move || {
        (!leaks.with(Vec::is_empty)).then(|| {
            let rows = leaks.get().into_iter().map(|leak| {
                let of = leak.scenario.map(|name| format!(" of “{name}”")).unwrap_or_default();
                view! { <li><code>{leak.at}</code>{of}": " {leak.what}</li> }
            });
            view! {
                <p>"This looks like secrets:"</p>
                <ul>{rows.collect_view()}</ul>
                <label>
                    <input type="checkbox" prop:checked=move || leave_out.get() on:change=move |event| leave_out.set(event_target_checked(&event)) />
                    "Leave them out"
                </label>
            }
        })
    };
    view! {
        <dialog class="share" node_ref=dialog aria-labelledby="share-title" on:close=move |_| page.sharing.set(false)>
            <h2 id="share-title">"Share this draft"</h2>
            <p>
                "Template, context, action and places travel in the address itself: no server sees them. The API key and the receiver's secrets stay here."
            </p>
            {found}
            <div class="acts">
                <button type="button" class="main" on:click=move |_| copy("the link", |page, draft| link::address(page, &Params::default(), draft))>
                    "Copy link"
                </button>
                <button type="button" on:click=move |_| copy("Markdown for an issue", link::markdown)>
                    "Copy as Markdown"
                </button>
                <button type="button" on:click=move |_| copy("a frame", |page, draft| link::embed(page, &Params::default(), draft))>
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

fn here() -> String {
    window().location().href().unwrap_or_default()
}
