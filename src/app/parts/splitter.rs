//! A line between two panels that a pointer or the arrow keys can move.

use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The share of the first panel, in percent, stays within these.
const LEAST: f64 = 20.0;
const MOST: f64 = 80.0;

/// Shows `share`, the first panel's part of both in percent, and asks to `set` it.
#[component]
pub fn Splitter(
    /// What it lies between, for screen readers.
    label: &'static str,
    /// Whether the line itself is vertical (panels side by side).
    vertical: bool,
    /// The first panel's part, in percent.
    #[prop(into)]
    share: Signal<f64>,
    /// Takes the new part.
    #[prop(into)]
    set: Callback<f64>,
) -> impl IntoView {
    let dragged = move |event: PointerEvent| {
        let Some(line) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        if !line.has_pointer_capture(event.pointer_id()) {
            return;
        }
        let (Some(before), Some(after)) = (line.previous_element_sibling(), line.next_element_sibling()) else {
            return;
        };
        if let Some(percent) = position(&before, &after, &event, vertical) {
            set.run(percent.clamp(LEAST, MOST));
        }
    };
    let pressed = move |event: PointerEvent| {
        if let Some(line) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            event.prevent_default();
            // Capture fails only when the pointer is already gone.
            let _ = line.set_pointer_capture(event.pointer_id());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => -2.0,
            "ArrowRight" | "ArrowDown" => 2.0,
            _ => return,
        };
        event.prevent_default();
        set.run((share.get_untracked() + step).clamp(LEAST, MOST));
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation=if vertical { "vertical" } else { "horizontal" }
            aria-valuemin=LEAST
            aria-valuemax=MOST
            aria-valuenow=move || share.get().round()
            on:pointerdown=pressed
            on:pointermove=dragged
            on:keydown=on_key
        ></div>
    }
}

fn position(before: &Element, after: &Element, event: &PointerEvent, vertical: bool) -> Option<f64> {
    let (first, last) = (before.get_bounding_client_rect(), after.get_bounding_client_rect());
    let (start, end, at) = if vertical {
        (first.left(), last.right(), f64::from(event.client_x()))
    } else {
        (first.top(), last.bottom(), f64::from(event.client_y()))
    };
    (end > start).then(|| (at - start) / (end - start) * 100.0)
}
