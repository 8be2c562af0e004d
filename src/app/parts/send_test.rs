//! A test mail: asked for, confirmed, sent, explained.

use leptos::{html::Dialog, prelude::*, task::spawn_local};
use web_sys::AbortController;

use crate::{
    app::{
        mail::test::{Step, send},
        page::Page,
    },
    mandrill::{
        key,
        mail::{self, Mail},
        reply::{Fate, Recipient, Told},
    },
    ory::action::receivers::is_mandrill,
};

/// What would be sent, as it was when the dialog opened.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sending {
    url: String,
    body: String,
    key: String,
    mail: Mail,
}

/// The button and its dialog.
#[component]
pub fn SendTest() -> impl IntoView {
    let page = expect_context::<Page>();
    let dialog = NodeRef::<Dialog>::new();
    let sending = RwSignal::new(Sending::default());
    let step = RwSignal::new(Step::Asking);
    let abort = StoredValue::new_local(None::<AbortController>);
    let possible = move || page.sends() && page.action.with(|action| is_mandrill(&action.url));
    let open = move |_| {
        let Some(made) = prepare(page) else { return };
        sending.set(made);
        step.set(Step::Asking);
        if let Some(dialog) = dialog.get_untracked() {
            // It fails only when the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    let stop = move || {
        abort.update_value(|abort| {
            if let Some(abort) = abort.take() {
                abort.abort();
            }
        });
    };
    let go = move |_| {
        let Sending { url, body, key, .. } = sending.get_untracked();
        let controller = AbortController::new().ok();
        abort.set_value(controller.clone());
        spawn_local(send(url, key, body, controller, move |told| step.set(told)));
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let asking = move || step.with(|step| *step == Step::Asking);
    let under_way = move || step.with(|step| matches!(step, Step::Trying | Step::Sending));
    let keyed = move || sending.with(|sending| !sending.key.is_empty());
    view! {
        <button
            type="button"
            disabled=move || !possible()
            title=move || if possible() { "Send this body to Mandrill from here" } else { "Only a body that Ory would send to Mandrill can be tried" }
            on:click=open
        >
            "Send a test…"
        </button>
        <dialog class="send-test" node_ref=dialog aria-labelledby="send-test-title" on:close=move |_| stop()>
            <h2 id="send-test-title">"Send a test mail"</h2>
            <Facts sending />
            <p class="note warn" hidden=move || !asking() || keyed()>
                "There is no key: type it into step 3 first. It goes to Mandrill and nowhere else."
            </p>
            <div class="progress" role="status" aria-live="polite">{move || step.with(progress)}</div>
            <div class="buttons">
                <button type="button" on:click=close hidden=under_way>
                    {move || if asking() { "Cancel" } else { "Close" }}
                </button>
                <button type="button" hidden=move || !under_way() on:click=move |_| stop()>
                    "Stop"
                </button>
                <button type="button" class="main" hidden=move || !asking() disabled=move || !keyed() on:click=go>
                    "Send it"
                </button>
            </div>
        </dialog>
    }
}

/// The body with the key in it, and who would get it.
fn prepare(page: Page) -> Option<Sending> {
    let body = page.last_body.get_untracked()?.body;
    let url = page.action.with_untracked(|action| action.url.clone());
    let typed = page.key.with_untracked(|key| key.reveal().map(str::to_owned));
    let body = key::put_in(&body, typed.as_deref());
    let key = key::in_body(&body).filter(|key| key != key::PLACEHOLDER).unwrap_or_default();
    let mail = mail::addressed(&body, &url).unwrap_or_default();
    Some(Sending { url, body, key, mail })
}

/// From whom, to whom, how many, which key.
#[component]
fn Facts(sending: RwSignal<Sending>) -> impl IntoView {
    let mail = move || sending.with(|sending| sending.mail.clone());
    let people = move || {
        let all: Vec<String> = mail().recipients.into_iter().map(|recipient| recipient.mailbox.address).collect();
        if all.is_empty() { "nobody".to_owned() } else { all.join(", ") }
    };
    let ending = move || {
        let key = sending.with(|sending| sending.key.clone());
        let last: String = key.chars().skip(key.chars().count().saturating_sub(4)).collect();
        if last.is_empty() { "none".to_owned() } else { format!("…{last}") }
    };
    view! {
        <dl>
            <dt>"From"</dt>
            <dd><bdi>{move || mail().from.address}</bdi></dd>
            <dt>"To"</dt>
            <dd><bdi>{people}</bdi></dd>
            <dt>"Mails"</dt>
            <dd>{move || mail().recipients.len()}</dd>
            <dt>"Key"</dt>
            <dd><code>{ending}</code></dd>
        </dl>
        <p class="quiet">
            "The key is tried first (users/ping2), then the body goes out once, as Ory would send it. Unless it is a test key, real people get real mail."
        </p>
    }
}

fn progress(step: &Step) -> AnyView {
    match step {
        Step::Asking => ().into_any(),
        Step::Trying => view! { <p>"Trying the key…"</p> }.into_any(),
        Step::Sending => view! { <p>"The key works. Sending…"</p> }.into_any(),
        Step::Failed(words) => {
            let curl = "The request as curl, beside this, does the same from a terminal.";
            view! { <p class="note bad">{words.clone()} " " {curl}</p> }.into_any()
        }
        Step::Stopped(words) => view! { <p class="note warn">{*words}</p> }.into_any(),
        Step::Told(Told::Refused { name, message, why }) => {
            view! { <p class="note bad"><b>{name.clone()}</b> ": " {message.clone()} " " {why.clone()}</p> }.into_any()
        }
        Step::Told(Told::Strange(words)) => {
            view! { <p class="note bad">"Mandrill would not answer so: " {words.clone()}</p> }.into_any()
        }
        Step::Told(Told::Recipients(recipients)) if recipients.is_empty() => {
            view! { <p class="note warn">"Mandrill took it and names nobody: nobody gets a mail."</p> }.into_any()
        }
        Step::Told(Told::Recipients(recipients)) => {
            view! { <ul>{recipients.iter().cloned().map(of_recipient).collect_view()}</ul> }.into_any()
        }
    }
}

fn of_recipient(Recipient { email, status, reason, fate, why }: Recipient) -> impl IntoView {
    let tone = match fate {
        Fate::Goes => "good",
        Fate::Waits => "warn",
        Fate::Lost | Fate::Unknown => "bad",
    };
    let reason = reason.map(|reason| format!(" ({reason})"));
    view! {
        <li>
            <span class=format!("pill {tone}")>{status}</span>
            <bdi>{email}</bdi>
            {reason}
            <p>{why}</p>
        </li>
    }
}
