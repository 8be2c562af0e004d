//! Where the hook stands: flow, moment, methods.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::title::title},
    draft::{Flow, Method, Moment, Placement},
    ory::placement::general_place_can_be_passed_over,
    state::Event,
};

/// Flow, moment and methods.
#[component]
pub fn PlacementFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let flows = Flow::ALL
        .map(|flow| {
            let chosen = move || page.placement.with(|placement| placement.flow == flow);
            view! { <option value=flow.name() selected=chosen>{title(flow.name())}</option> }
        })
        .collect_view();
    let moments = [Moment::After, Moment::Before]
        .map(|moment| {
            let chosen = move || page.placement.with(|placement| placement.moment == moment);
            view! { <option value=moment.name() selected=chosen>{title(moment.name())}</option> }
        })
        .collect_view();
    let set_flow = move |event| {
        let name = event_target_value(&event);
        if let Some(flow) = Flow::ALL.into_iter().find(|flow| flow.name() == name) {
            let mut placement = page.placement.get_untracked();
            placement.flow = flow;
            placement.methods.retain(|method| flow.methods().contains(method));
            page.send(Event::SetPlacement(placement));
        }
    };
    let set_moment = move |event| {
        let before = event_target_value(&event) == Moment::Before.name();
        let moment = if before { Moment::Before } else { Moment::After };
        page.send(Event::SetPlacement(Placement { moment, ..page.placement.get_untracked() }));
    };
    let flow = Memo::new(move |_| page.placement.with(|placement| placement.flow));
    let after = Memo::new(move |_| page.placement.with(|placement| placement.moment == Moment::After));
    let methods =
        move || flow.get().methods().iter().map(|method| view! { <MethodChip method=*method /> }).collect_view();
    let shadowed = Memo::new(move |_| page.placement.with(general_place_can_be_passed_over));
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
    let chosen = move || page.placement.with(|placement| placement.methods.contains(&method));
    let toggle = move |_| {
        let mut placement = page.placement.get_untracked();
        if placement.methods.contains(&method) {
            placement.methods.retain(|other| *other != method);
        } else {
            placement.methods.push(method);
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
