//! The tour: five places of the page, each with a sentence. It can be ignored, and the page works while it is shown.

use leptos::{ev, html::Button, prelude::*};
use web_sys::KeyboardEvent;

use crate::app::{
    page::{Column, Page},
    parts::focus,
};

/// A place, and what there is to say about it.
struct Step {
    selector: &'static str,
    column: Column,
    title: &'static str,
    words: &'static str,
}

const STEPS: [Step; 5] = [
    Step {
        selector: ".template",
        column: Column::Write,
        title: "The template",
        words: "Your Jsonnet. It runs at every keystroke, as Ory would run it. Ctrl Space says what can be written; hovering explains it.",
    },
    Step {
        selector: ".context",
        column: Column::Write,
        title: "The context",
        words: "What Ory hands over as ctx, as a mock. Take another scenario, change it, or paste one of your own.",
    },
    Step {
        selector: "#see",
        column: Column::See,
        title: "What comes of it",
        words: "The mail as it will read, the exact body and request, and the checks: what is wrong, why, and a button that mends it.",
    },
    Step {
        selector: ".strip",
        column: Column::See,
        title: "Every scenario at once",
        words: "The same template for everybody who may come: red would fail for them. Choose one to see it.",
    },
    Step {
        selector: "#ship",
        column: Column::Ship,
        title: "Ship it",
        words: "Say when it runs, and copy the command. The API key stays in memory and goes only into what you copy.",
    },
];

/// The card, and the ring around what it speaks of.
#[component]
pub fn Tour() -> impl IntoView {
    let page = expect_context::<Page>();
    let next = NodeRef::<Button>::new();
    // Left, top, width and height of the place.
    let at = RwSignal::new([0.0; 4]);
    let measure = move || {
        let Some(step) = page.tour.get_untracked().and_then(|at| STEPS.get(at)) else { return };
        if let Some(place) = document().query_selector(step.selector).ok().flatten() {
            let rect = place.get_bounding_client_rect();
            at.set([rect.left(), rect.top(), rect.width(), rect.height()]);
        }
    };
    Effect::new(move || {
        let Some(step) = page.tour.get().and_then(|at| STEPS.get(at)) else { return };
        page.column.set(step.column);
        // The column must be on the screen first.
        request_animation_frame(move || {
            if let Some(place) = document().query_selector(step.selector).ok().flatten() {
                place.scroll_into_view();
            }
            measure();
            if let Some(next) = next.get_untracked() {
                // Focus fails only for an element that is gone.
                let _ = next.focus();
            }
        });
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let end = move || {
        page.tour.set(None);
        focus::settle();
    };
    let go = move |by: isize| {
        let to = page.tour.get_untracked().map_or(0, |at| at.saturating_add_signed(by));
        if to < STEPS.len() { page.tour.set(Some(to)) } else { end() }
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => end(),
        "ArrowRight" => go(1),
        "ArrowLeft" => go(-1),
        _ => {}
    };
    let number = move || page.tour.get().unwrap_or(0);
    let step = move || &STEPS[number().min(STEPS.len() - 1)];
    let last = move || number() + 1 == STEPS.len();
    let px = move |at_side: usize| move || format!("{}px", at.get()[at_side]);
    view! {
        <Show when=move || page.tour.get().is_some()>
            <div
                class="tour"
                style:--left=px(0)
                style:--top=px(1)
                style:--width=px(2)
                style:--height=px(3)
            >
                <div class="ring" aria-hidden="true"></div>
                <div
                    class="card"
                    role="dialog"
                    aria-labelledby="tour-title"
                    aria-describedby="tour-words"
                    on:keydown=on_key
                >
                    <h2 id="tour-title">{move || step().title}</h2>
                    <p id="tour-words">{move || step().words}</p>
                    <div class="acts">
                        <small>{move || format!("{} of {}", number() + 1, STEPS.len())}</small>
                        <button type="button" class="plain" on:click=move |_| end()>
                            "Skip"
                        </button>
                        <button type="button" disabled=move || number() == 0 on:click=move |_| go(-1)>
                            "Back"
                        </button>
                        <button type="button" class="main" node_ref=next on:click=move |_| go(1)>
                            {move || if last() { "Done" } else { "Next" }}
                        </button>
                    </div>
                </div>
            </div>
        </Show>
    }
}
