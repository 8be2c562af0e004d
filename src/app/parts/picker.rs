//! A searchable list to choose from, by pointer or keyboard alone.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html::Input,
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::modal;
use crate::choice::{Choice, search};

/// The list, in a dialog that `open` opens.
#[component]
pub fn Picker(
    /// Unique on the page; the parts' ids begin with it.
    id: &'static str,
    /// The dialog's title.
    title: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What there is to choose.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The id of what is chosen now.
    #[prop(into)]
    current: Signal<String>,
    /// Takes the id of what is chosen.
    #[prop(into)]
    pick: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| search(&choices.get(), &query.get()));
    let nothing = Memo::new(move |_| found.with(Vec::is_empty));

    let opened = move || {
        query.set(String::new());
        let now = current.get_untracked();
        at.set(found.with_untracked(|found| found.iter().position(|choice| choice.id == now).unwrap_or(0)));
        if let Some(input) = input.get_untracked() {
            input.set_value("");
            // Focus fails only for an element that is gone.
            let _ = input.focus();
        }
        show_row(id, at.get_untracked());
    };
    let dialog = modal::shown_while(move || open.get(), opened, || {});
    let choose = move |chosen: String| {
        open.set(false);
        pick.run(chosen);
    };
    let on_key = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowDown" => (at.get_untracked() + 1).min(last),
            "ArrowUp" => at.get_untracked().saturating_sub(1),
            "PageDown" => (at.get_untracked() + 8).min(last),
            "PageUp" => at.get_untracked().saturating_sub(8),
            // With Ctrl or ⌘ it means something else, which must not happen behind a list.
            "Enter" if event.ctrl_key() || event.meta_key() => return event.stop_propagation(),
            "Enter" => {
                event.prevent_default();
                if let Some(choice) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                    choose(choice.id);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        at.set(to);
        show_row(id, to);
    };
    // A click beside the list falls on the dialog itself.
    let beside = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "DIALOG") {
            open.set(false);
        }
    };
    let rows = move || {
        let found = found.get();
        let mut group = String::new();
        let row = |(row, choice): (usize, Choice)| {
            let heading = (choice.group != group).then(|| {
                group.clone_from(&choice.group);
                view! { <li class="group" role="presentation">{choice.group.clone()}</li> }
            });
            let chosen = choice.id.clone();
            view! {
                {heading}
                <li
                    role="option"
                    id=format!("{id}-{row}")
                    class:active=move || at.get() == row
                    aria-selected=move || (at.get() == row).to_string()
                    on:click=move |_| choose(chosen.clone())
                >
                    <b>{choice.title}</b>
                    <small>{choice.detail}</small>
                </li>
            }
        };
        found.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        <dialog class="picker" node_ref=dialog aria-label=title on:close=move |_| open.set(false) on:click=beside>
            <div class="search">
                <input
                    type="search"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=format!("{title}: search")
                    aria-expanded="true"
                    aria-controls=format!("{id}-list")
                    aria-activedescendant=move || (!nothing.get()).then(|| format!("{id}-{}", at.get()))
                    placeholder=format!("Search {}", title.to_lowercase())
                    node_ref=input
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        at.set(0);
                    }
                    on:keydown=on_key
                />
                <button type="button" class="icon" aria-label="Close" on:click=move |_| open.set(false)>
                    "✕"
                </button>
            </div>
            <p class="empty" role="status" hidden=move || !nothing.get()>
                {move || nothing.get().then(|| format!("Nothing has “{}” in it.", query.get()))}
            </p>
            <ul role="listbox" id=format!("{id}-list") aria-label=title>
                {rows}
            </ul>
        </dialog>
    }
}

fn show_row(id: &str, row: usize) {
    if let Some(row) = document().get_element_by_id(&format!("{id}-{row}")) {
        let how = web_sys::ScrollIntoViewOptions::new();
        how.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&how);
    }
}
