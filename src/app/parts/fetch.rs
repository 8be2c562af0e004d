//! An address that is fetched when the user says so: who hears of it, how far it is, why not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    app::{browser::fetch::Asking, page::Page},
    share::import::{
        Address,
        address::{self, Fetched},
    },
};

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Offered,
    Asked,
    Refused(String),
}

/// The offer to fetch an address.
#[component]
pub fn Fetch(
    /// Who is asked for what.
    address: Address,
    /// The name a hook gives its template, which is put beside what was given; none for an address that was pasted itself.
    beside: Option<String>,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let step = RwSignal::new(Step::Offered);
    let asking = StoredValue::new_local(None::<Asking>);
    let host = address.host.clone();
    let told = {
        let address = address.clone();
        move |answer: Option<String>| {
            // Stopped meanwhile, or something else was pasted.
            if step.try_with_untracked(|step| *step != Step::Asked).unwrap_or(true) {
                return;
            }
            let answer = match answer {
                Some(answer) => address::fetched(&address, &answer),
                None => Err(address::UNANSWERED.to_owned()),
            };
            match answer {
                Ok(fetched) => take(page, fetched, beside.clone()),
                Err(why) => {
                    step.set(Step::Refused(why));
                    asking.set_value(None);
                }
            }
        }
    };
    let press = {
        let url = address.url.clone();
        move |_| {
            if step.with_untracked(|step| *step == Step::Asked) {
                asking.set_value(None);
                return step.set(Step::Refused("Stopped. Nothing was taken over.".to_owned()));
            }
            step.set(Step::Asked);
            let told = told.clone();
            // The frame is taken away behind its message, not within.
            let later = move |answer: Option<String>| {
                let told = told.clone();
                request_animation_frame(move || told(answer));
            };
            match Asking::begin(url.clone(), later) {
                Some(one) => asking.set_value(Some(one)),
                None => step.set(Step::Refused(address::UNANSWERED.to_owned())),
            }
        }
    };
    let label = move || {
        step.with(|step| match step {
            Step::Offered => "Fetch",
            Step::Asked => "Stop",
            Step::Refused(_) => "Try again",
        })
    };
    let asked = host.clone();
    let words = move || {
        step.with(|step| match step {
            Step::Offered => String::new(),
            Step::Asked => format!("Asking {asked}…"),
            Step::Refused(why) => why.clone(),
        })
    };
    let refused = move || step.with(|step| matches!(step, Step::Refused(_)));
    view! {
        <div class="fetch">
            <p>
                <b>{host}</b>
                " will see your IP address and that you asked. It gets no cookie, no key and nothing of your work; what comes back is shown here first."
            </p>
            <button type="button" class:main=move || step.with(|step| *step != Step::Asked) aria-label=move || format!("{} {}", label(), address.url) on:click=press>
                {label}
            </button>
            <p class:note=refused class:warn=refused hidden=move || step.with(|step| *step == Step::Offered)>
                {words}
            </p>
        </div>
    }
}

/// What was fetched is given as a file would be; the keyboard goes to what can be opened then.
fn take(page: Page, fetched: Fetched, beside: Option<String>) {
    page.given.update(|given| match beside {
        Some(name) => {
            given.texts.retain(|(known, _)| *known != name);
            given.texts.push((name, fetched.text));
        }
        None => {
            given.texts = vec![(fetched.name, fetched.text)];
            given.from = Some(fetched.host);
        }
    });
    request_animation_frame(|| {
        let there = [".import .outcome button", ".import textarea"].into_iter().find_map(|place| {
            document().query_selector(place).ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok())
        });
        if let Some(there) = there {
            let _ = there.focus();
        }
    });
}
