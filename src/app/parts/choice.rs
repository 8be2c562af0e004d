//! A select of a few values.

use leptos::prelude::*;

/// One option: its value, and its name for people.
pub type Choosable<T> = (T, &'static str);

/// The select; `label` names it for screen readers where no label of the page does.
#[component]
pub fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Its id, for a label of the page.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its name, where no label of the page has it.
    #[prop(optional)]
    label: Option<&'static str>,
    /// The options in order.
    options: &'static [Choosable<T>],
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Takes another.
    choose: impl Fn(T) + 'static,
) -> impl IntoView {
    let rows = options
        .iter()
        .enumerate()
        .map(|(at, (this, name))| {
            view! { <option value=at.to_string() prop:selected=move || chosen.get() == *this>{*name}</option> }
        })
        .collect_view();
    let on_change = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some((this, _)) = at.and_then(|at| options.get(at)) {
            choose(*this);
        }
    };
    view! { <select id=id aria-label=label on:change=on_change>{rows}</select> }
}
