//! Where the hook stands: flow, moment, methods.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::title::title},
    draft::{Flow, Method, Moment, Place, Placement},
    state::Event,
};

/// Flow, moment and methods.
#[component]
pub fn PlacementFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let flows = Flow::ALL
        .map(|flow| {
            let chosen = move || page.placement.with(|placement| placement.leading().0 == flow);
            view! { <option value=flow.name() selected=chosen>{title(flow.name())}</option> }
        })
        .collect_view();
    let moments = [Moment::After, Moment::Before]
        .map(|moment| {
            let chosen = move || page.placement.with(|placement| placement.leading().1 == moment);
            view! { <option value=moment.name() selected=chosen>{title(moment.name())}</option> }
        })
        .collect_view();
    let set_flow = move |event| {
        let name = event_target_value(&event);
        if let Some(flow) = Flow::ALL.into_iter().find(|flow| flow.name() == name) {
            let placement = page.placement.get_untracked();
            let (_, moment) = placement.leading();
            let mut places: Vec<Place> = placement.places.iter().map(|place| Place { flow, ..*place }).collect();
            places.retain(|place| place.exists());
            if places.is_empty() {
                places.push(Place::general(flow, moment));
            }
            page.send(Event::SetPlacement(Placement { places, ..placement }));
        }
    };
    let set_moment = move |event| {
        let before = event_target_value(&event) == Moment::Before.name();
        let moment = if before { Moment::Before } else { Moment::After };
        let placement = page.placement.get_untracked();
        let places = vec![Place::general(placement.leading().0, moment)];
        page.send(Event::SetPlacement(Placement { places, ..placement }));
    };
    let flow = Memo::new(move |_| page.placement.with(|placement| placement.leading().0));
    let after = Memo::new(move |_| page.placement.with(|placement| placement.leading().1 == Moment::After));
    let methods =
        move || flow.get().methods().iter().map(|method| view! { <MethodChip method=*method /> }).collect_view();
    let shadowed = Memo::new(move |_| {
        page.placement.with(|placement| placement.places.iter().any(|place| place.can_be_passed_over()))
    });
    view! {
        <fieldset class="field chips">
            <legend>"When"</legend>
            <div class="pair">
                <select aria-label="Flow" on:change=set_flow>{flows}</select>
                <select aria-label="Moment" on:change=set_moment>{moments}</select>
            </div>
            <Show when=move || after.get()>{methods}</Show>
        </fieldset>
        <Show when=move || shadowed.get()>
            <p class="note warn">
                "No method is chosen, so the hook stands in the general place. Ory runs that only for methods without any hook of "
                "their own, and most projects have the "<code>"session"</code>" hook under password. Choose the methods."
            </p>
        </Show>
    }
}

#[component]
fn MethodChip(method: Method) -> impl IntoView {
    let page = expect_context::<Page>();
    let place = move |placement: &crate::draft::Placement| Place::after(placement.leading().0, method);
    let chosen = move || page.placement.with(|placement| placement.places.contains(&place(placement)));
    let toggle = move |_| {
        let mut placement = page.placement.get_untracked();
        let place = place(&placement);
        let general = Place::general(place.flow, place.moment);
        if placement.places.contains(&place) {
            placement.places.retain(|other| *other != place);
            if placement.places.is_empty() {
                placement.places.push(general);
            }
        } else {
            placement.places.retain(|other| *other != general);
            placement.places.push(place);
        }
        page.send(Event::SetPlacement(placement));
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=chosen on:change=toggle />
            {method.name()}
        </label>
    }
}
