//! One flow and moment of the placement, with its methods.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::title::title},
    draft::{Flow, Method, Moment, Place},
    state::Event,
};

/// One row.
#[component]
pub fn MomentRow(
    /// Its number.
    at: usize,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let group = Memo::new(move |_| {
        page.placement.with(|placement| placement.groups().get(at).copied().unwrap_or_else(|| placement.leading()))
    });
    let alone = Memo::new(move |_| page.placement.with(|placement| placement.groups().len() < 2));
    let change = move |to: (Flow, Moment)| {
        let mut placement = page.placement.get_untracked();
        placement.move_group(group.get_untracked(), to);
        page.send(Event::SetPlacement(placement));
    };
    let flows = Flow::ALL.map(|flow| view! { <option value=flow.name() prop:selected=move || group.get().0 == flow>{title(flow.name())}</option> }).collect_view();
    let moments = [Moment::After, Moment::Before]
        .map(|moment| view! { <option value=moment.name() prop:selected=move || group.get().1 == moment>{title(moment.name())}</option> })
        .collect_view();
    let set_flow = move |event| {
        if let Some(flow) = Flow::named(&event_target_value(&event)) {
            change((flow, group.get_untracked().1));
        }
    };
    let set_moment = move |event| {
        if let Some(moment) = Moment::named(&event_target_value(&event)) {
            change((group.get_untracked().0, moment));
        }
    };
    let remove = move |_| {
        let (from, mut placement) = (group.get_untracked(), page.placement.get_untracked());
        placement.places.retain(|place| (place.flow, place.moment) != from);
        page.send(Event::SetPlacement(placement));
        if let Some(button) = document().get_element_by_id("add-place") {
            focus(&button);
        }
    };
    let methods = move || {
        let (flow, moment) = group.get();
        let methods = if moment == Moment::After { flow.methods() } else { &[] };
        methods
            .iter()
            .copied()
            .map(Some)
            .chain((!methods.is_empty()).then_some(None))
            .map(|method| view! { <Chip flow method /> })
            .collect_view()
    };
    let name = if at == 0 { "When" } else { "And when" };
    view! {
        <fieldset class="field chips">
            <legend>{name}</legend>
            <div class="pair">
                <select aria-label="Flow" on:change=set_flow>{flows}</select>
                <select aria-label="Moment" on:change=set_moment>{moments}</select>
                <Show when=move || !alone.get()>
                    <button type="button" class="plain" title="Remove this moment" aria-label="Remove this moment" on:click=remove>"×"</button>
                </Show>
            </div>
            {methods}
        </fieldset>
    }
}

/// A method after a flow, or the general list of those that have none of their own.
#[component]
fn Chip(flow: Flow, method: Option<Method>) -> impl IntoView {
    let page = expect_context::<Page>();
    let place = Place { flow, moment: Moment::After, method };
    let chosen = move || page.placement.with(|placement| placement.places.contains(&place));
    let toggle = move |_| {
        let mut placement = page.placement.get_untracked();
        if placement.places.contains(&place) {
            placement.places.retain(|other| *other != place);
            if !placement.meets(flow, Moment::After) {
                placement.places.push(Place::general(flow, Moment::After));
            }
        } else {
            placement.places.push(place);
        }
        page.send(Event::SetPlacement(placement));
    };
    let about =
        if method.is_none() { "The general list: Ory runs it for methods that have no hook of their own" } else { "" };
    view! {
        <label title=about>
            <input type="checkbox" prop:checked=chosen on:change=toggle />
            {method.map_or("general list", Method::name)}
        </label>
    }
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // Focus fails only for an element that is gone.
        let _ = element.focus();
    }
}
