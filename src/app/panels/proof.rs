//! How Ory proves itself to a receiver: `auth`.

use leptos::prelude::*;

use crate::{
    app::{
        page::Page,
        parts::{
            choice::{Choice, Choosable},
            secret_field::SecretField,
        },
    },
    draft::{ActionDraft, Auth, Carrier},
    ory::action::secrets::{PASSWORD, SECRET, Secrets, USER},
    state::Event,
};

/// The kinds of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    None,
    Header,
    Cookie,
    Basic,
}

const KINDS: [Choosable<Proof>; 4] = [
    (Proof::None, "None, or inside the request"),
    (Proof::Header, "A secret in a header"),
    (Proof::Cookie, "A secret in a cookie"),
    (Proof::Basic, "User and password"),
];

fn kind(auth: &Auth) -> Proof {
    match auth {
        Auth::None => Proof::None,
        Auth::ApiKey { carrier: Carrier::Header, .. } => Proof::Header,
        Auth::ApiKey { carrier: Carrier::Cookie, .. } => Proof::Cookie,
        Auth::BasicAuth { .. } => Proof::Basic,
    }
}

/// The kind, and the fields it has.
#[component]
pub fn ProofFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let now = Memo::new(move |_| page.action.with(|action| kind(&action.auth)));
    let set = move |auth| page.send(Event::SetAction(ActionDraft { auth, ..page.action.get_untracked() }));
    let parts = move || match page.action.get().auth {
        Auth::ApiKey { name, prefix, .. } => (name, prefix),
        _ => (String::new(), String::new()),
    };
    let choose = move |kind| {
        let (name, prefix) = untrack(parts);
        let name = if name.is_empty() { "Authorization".to_owned() } else { name };
        set(match kind {
            Proof::Header => Auth::ApiKey { name, carrier: Carrier::Header, prefix },
            Proof::Cookie => Auth::ApiKey { name, carrier: Carrier::Cookie, prefix: String::new() },
            Proof::Basic => Auth::BasicAuth { empty_password: false },
            Proof::None => Auth::None,
        });
    };
    let rename = move |event| {
        if let Auth::ApiKey { carrier, prefix, .. } = page.action.get_untracked().auth {
            set(Auth::ApiKey { name: event_target_value(&event), carrier, prefix });
        }
    };
    let precede = move |event| {
        if let Auth::ApiKey { name, carrier, .. } = page.action.get_untracked().auth {
            set(Auth::ApiKey { name, carrier, prefix: event_target_value(&event) });
        }
    };
    let empty = Memo::new(move |_| page.action.with(|action| action.auth == Auth::BasicAuth { empty_password: true }));
    let secret = move || matches!(now.get(), Proof::Header | Proof::Cookie);
    view! {
        <fieldset class="field proof">
            <legend>"Proof (" <code>"auth"</code> ")"</legend>
            <Choice label="Kind of proof" options=&KINDS chosen=now choose=choose />
            <Show when=secret>
                <div class="pair">
                    <div class="field">
                        <label for="proof-name">{move || if now.get() == Proof::Cookie { "Cookie" } else { "Header" }}</label>
                        <input id="proof-name" autocomplete="off" spellcheck="false" prop:value=move || parts().0 on:input=rename />
                    </div>
                    <div class="field">
                        <label for="proof-prefix">"Word before the secret"</label>
                        <input id="proof-prefix" autocomplete="off" spellcheck="false" placeholder="none" prop:value=move || parts().1 on:input=precede />
                    </div>
                </div>
                <SecretField id="proof-secret" label="Secret" value=Secrets::value set=Secrets::set_value placeholder=SECRET />
            </Show>
            <Show when=move || now.get() == Proof::Basic>
                <div class="pair">
                    <SecretField id="proof-user" label="User" value=Secrets::user set=Secrets::set_user placeholder=USER />
                    <Show when=move || !empty.get()>
                        <SecretField id="proof-password" label="Password" value=Secrets::password set=Secrets::set_password placeholder=PASSWORD />
                    </Show>
                </div>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || empty.get()
                        on:change=move |event| set(Auth::BasicAuth { empty_password: event_target_checked(&event) })
                    />
                    "The password stays empty"
                </label>
            </Show>
            <Show when=move || now.get() != Proof::None>
                <span class="hint">"Stays on this page, is saved nowhere. Put in only when you copy."</span>
            </Show>
        </fieldset>
    }
}
