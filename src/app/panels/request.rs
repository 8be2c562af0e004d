//! The request as Ory sends it, to be copied for a shell, and a test mail by the user's own hand.

use leptos::{html::Pre, prelude::*, task::spawn_local};

use crate::{
    app::{
        browser::clipboard,
        page::Page,
        parts::{
            send_test::SendTest,
            tabs::{Tab, Tabs},
        },
    },
    draft::ActionDraft,
    mandrill::key,
    ory::request::Request,
};

/// How the request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Http,
    Curl,
    Httpie,
}

/// The request.
#[component]
pub fn RequestView() -> impl IntoView {
    let page = expect_context::<Page>();
    let form = RwSignal::new(Form::Http);
    let with_key = RwSignal::new(false);
    let said = RwSignal::new(None::<&'static str>);
    let shown = NodeRef::<Pre>::new();
    let body = Memo::new(move |_| page.last_body.get().map(|last| last.body));
    // What is shown never holds the key: the screen may be shared.
    let text = Memo::new(move |_| {
        body.get().map(|body| page.action.with(|action| written(form.get(), action, &key::left_out(&body))))
    });
    let copy = move |_| {
        let Some(body) = body.get_untracked() else { return };
        let bare = key::left_out(&body);
        let typed = page.key.get_untracked();
        let body = match typed.reveal().filter(|_| with_key.get_untracked()) {
            Some(key) => key::put_in(&bare, Some(key)),
            None => bare,
        };
        let text = page.action.with_untracked(|action| written(form.get_untracked(), action, &body));
        let holds_key = with_key.get_untracked() && typed.reveal().is_some();
        spawn_local(async move {
            said.set(Some(match clipboard::copy(&text).await {
                Ok(()) if holds_key => "Copied, with the key in it.",
                Ok(()) => "Copied, without the key.",
                Err(clipboard::ClipboardRefused) => {
                    if let (Some(selection), Some(shown)) =
                        (window().get_selection().ok().flatten(), shown.get_untracked())
                    {
                        // Selecting what stands in the page cannot fail.
                        let _ = selection.select_all_children(&shown);
                    }
                    "The browser refused. The text is selected: press Ctrl/⌘ C."
                }
            }));
        });
    };
    let tabs = vec![Tab::plain(Form::Http, "HTTP"), Tab::plain(Form::Curl, "curl"), Tab::plain(Form::Httpie, "HTTPie")];
    let keyed = move || page.key.with(|key| key.reveal().is_some());
    view! {
        <div class="request-view" class:stale=move || !page.sends()>
            <div class="request-tools" hidden=move || body.with(Option::is_none)>
                <Tabs label="Form of the request" controls="request" tabs=tabs chosen=form />
                <label class="with-key" title="Else the placeholder stands in it">
                    <input
                        type="checkbox"
                        disabled=move || !keyed()
                        prop:checked=move || with_key.get()
                        on:change:target=move |event| with_key.set(event.target().checked())
                    />
                    "Copy with the key"
                </label>
            </div>
            <pre id="request" role="tabpanel" tabindex="0" node_ref=shown hidden=move || body.with(Option::is_none)>
                {move || text.get()}
            </pre>
            <div class="request-foot" hidden=move || body.with(Option::is_none)>
                <span role="status">{move || said.get().unwrap_or("What is shown never holds the key.")}</span>
                <SendTest />
                <button type="button" class="main" on:click=copy>
                    "Copy request"
                </button>
            </div>
            <p class="empty" hidden=move || body.with(Option::is_some)>
                "The request shows here as soon as the template gives a body."
            </p>
        </div>
    }
}

fn written(form: Form, action: &ActionDraft, body: &str) -> String {
    let request = Request::of(action, body);
    match form {
        Form::Http => request.text(),
        Form::Curl => request.curl(),
        Form::Httpie => request.httpie(),
    }
}
