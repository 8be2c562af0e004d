//! The project's hooks as they are, pasted by the user, and what the command makes of them.

use leptos::prelude::*;

use crate::{
    app::{
        page::Page,
        parts::{diff_row::DiffRow, prose::Prose},
    },
    draft::Placement,
    ory::{
        placement::changes,
        present::{Line, Mark, Present},
    },
    share::artefacts::configuration,
    state::Event,
};

/// Pasting and the diff.
#[component]
pub fn PresentFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let fault = RwSignal::new(None::<String>);
    let known = Memo::new(move |_| page.placement.with(|placement| placement.present.is_some()));
    let keep = move |whole: Option<Present>| {
        let present = whole.as_ref().map(Present::summary);
        page.present.set(whole);
        page.send(Event::SetPlacement(Placement { present, ..page.placement.get_untracked() }));
    };
    let read = move |event| {
        let text = event_target_value(&event);
        if text.trim().is_empty() {
            return fault.set(None);
        }
        match configuration(&text) {
            Ok(whole) => {
                fault.set(None);
                keep(Some(whole));
            }
            Err(words) => fault.set(Some(words)),
        }
    };
    let lists = move || {
        let all = page.placement.with(|placement| page.action.with(|action| changes(placement, action)));
        all.into_iter()
            .map(|change| {
                let lines = change.lines().into_iter().map(|line| view! { <DiffLine line /> }).collect_view();
                view! {
                    <section>
                        <h3>{change.place.to_string()}</h3>
                        <ul class="diff">{lines}</ul>
                    </section>
                }
            })
            .collect_view()
    };
    view! {
        <details class="present wide" open=move || known.get()>
            <summary>{move || if known.get() { "Your project's hooks, before and after" } else { "Show your project's hooks" }}</summary>
            <Show
                when=move || known.get()
                fallback=move || {
                    view! {
                        <div class="field">
                            <label for="present">"Paste what this prints: " <code>"ory get identity-config --format json"</code></label>
                            <textarea
                                id="present"
                                rows="4"
                                spellcheck="false"
                                autocomplete="off"
                                aria-describedby="present-hint"
                                on:input=read
                            ></textarea>
                            <span class="hint" class:warns=move || fault.get().is_some() id="present-hint" role="status">
                                {move || {
                                    let text = fault.get().unwrap_or_else(|| {
                                        "JSON or YAML, a kratos.yml too. Then the findings are about your project. The hooks' secrets \
                                         stay in memory; only names and hosts are kept.".to_owned()
                                    });
                                    view! { <Prose text /> }
                                }}
                            </span>
                        </div>
                    }
                }
            >
                {lists}
                <button type="button" class="plain" on:click=move |_| keep(None)>"Forget them"</button>
            </Show>
        </details>
    }
}

#[component]
fn DiffLine(line: Line) -> impl IntoView {
    let (class, sign, said) = match line.mark {
        Mark::Same => ("same", "\u{a0}", ""),
        Mark::Added => ("added", "+", "added: "),
        Mark::Removed => ("removed", "−", "removed: "),
    };
    view! {
        <DiffRow class sign said>
            {line.text}
        </DiffRow>
    }
}
