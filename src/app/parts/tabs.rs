//! A row of tabs, moved through with the arrow keys.

use leptos::{ev::KeyboardEvent, prelude::*};

/// One tab: its value, its name, and a count to show beside it.
#[derive(Clone)]
pub struct Tab<T> {
    /// What choosing it selects.
    pub value: T,
    /// Its name.
    pub name: &'static str,
    /// A number beside the name with its class; hidden at 0.
    pub count: Option<Signal<(usize, &'static str)>>,
}

impl<T> Tab<T> {
    /// A tab without a count.
    pub fn plain(value: T, name: &'static str) -> Self {
        Self { value, name, count: None }
    }
}

impl<T: PartialEq> Tab<T> {
    /// The id of the tab that selects a value, among those that control the panel of this id: the panel's name.
    pub fn id(controls: &str, tabs: &[Self], value: T) -> String {
        let at = tabs.iter().position(|tab| tab.value == value).unwrap_or(0);
        format!("{controls}-tab-{at}")
    }
}

/// The row; `id` names the panel it controls.
#[component]
pub fn Tabs<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What the tabs choose between, for screen readers.
    label: &'static str,
    /// The id of the panel they control.
    controls: &'static str,
    /// The tabs in order.
    tabs: Vec<Tab<T>>,
    /// The chosen one.
    chosen: RwSignal<T>,
) -> impl IntoView {
    let values: Vec<T> = tabs.iter().map(|tab| tab.value).collect();
    let on_key = move |event: KeyboardEvent| {
        let at = values.iter().position(|value| *value == chosen.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % values.len(),
            "ArrowLeft" => (at + values.len() - 1) % values.len(),
            "Home" => 0,
            "End" => values.len() - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(values[to]);
        let id = format!("{controls}-tab-{to}");
        if let Some(tab) = document().get_element_by_id(&id) {
            focus(&tab);
        }
    };
    let row = tabs
        .into_iter()
        .enumerate()
        .map(|(at, Tab { value, name, count })| {
            let selected = move || chosen.get() == value;
            let count = count.map(|count| {
                let class = move || match count.get() {
                    (0, _) => "count none".to_owned(),
                    (_, class) => format!("count {class}"),
                };
                view! { " " <span class=class>{move || count.get().0}</span> }
            });
            view! {
                <button
                    type="button"
                    role="tab"
                    id=format!("{controls}-tab-{at}")
                    aria-controls=controls
                    aria-selected=move || selected().to_string()
                    tabindex=move || if selected() { "0" } else { "-1" }
                    on:click=move |_| chosen.set(value)
                >
                    {name}
                    {count}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            {row}
        </div>
    }
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // Focus fails only for an element that is gone.
        let _ = element.focus();
    }
}
