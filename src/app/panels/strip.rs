//! Every scenario at once: a bar of all, and one cell each, which opens it. The failing ones are named.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    app::page::Page,
    diagnostic::Document,
    state::{Event, chosen::Chosen},
    strip::{Cell, Counts, Group, count, groups},
};

/// Up to so many scenarios are shown by name; of more, the failing ones are.
const NAMED: usize = 16;

/// The strip below the result.
#[component]
pub fn Strip() -> impl IntoView {
    let page = expect_context::<Page>();
    let counts = Memo::new(move |_| page.survey.with(|cells| count(cells)));
    let grouped = Memo::new(move |_| page.watch(|state| page.survey.with(|cells| groups(state, cells))));
    let all = move || page.survey_all.get();
    // What pointer or keyboard is at.
    let at = RwSignal::new(None::<String>);
    let named = move || counts.get().all() <= NAMED;
    let rows = move || {
        let groups = grouped.get();
        let several = groups.len() > 1;
        groups.into_iter().map(|group| view! { <Row group several at /> }).collect_view()
    };
    view! {
        <section class="strip" aria-label="Scenarios">
            <div class="summary">
                <span>{move || summary(counts.get(), page.survey_broke_off.get())}</span>
                <button type="button" class="link" on:click=move |_| page.survey_all.update(|all| *all = !*all)>
                    {move || if all() { "Only those that fit" } else { "Run every scenario" }}
                </button>
            </div>
            <Bar counts />
            <div class="cells" class:named=named role="group" aria-label="Open a scenario" on:keydown=walk>
                {rows}
            </div>
            <p class="readout" aria-hidden="true" hidden=named>
                {move || at.get().unwrap_or_else(|| "Each cell is a scenario: ← → walk through them, Enter opens one.".to_owned())}
            </p>
        </section>
    }
}

fn summary(counts: Counts, broke_off: bool) -> impl IntoView {
    let Counts { sends, lost, cancelled, fails, unknown } = counts;
    let of = counts.all();
    let words = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let lost = (lost > 0)
        .then(|| view! { " · " <b class="warn">{words(lost, "sends without a mail", "send without a mail")}</b> });
    let cancelled = (cancelled > 0).then(|| view! { " · " {format!("{cancelled} cancelled")} });
    let fails = view! { " · " <b class:bad=fails != 0>{words(fails, "fails", "fail")}</b> };
    let rest = match (broke_off, unknown) {
        (true, _) => format!(" · stopped three times in a row, so the other {unknown} were not run"),
        (false, 0) => String::new(),
        (false, _) => format!(" · {unknown} to come"),
    };
    view! { <b>{words(sends, "sends", "send")}</b> {lost} {cancelled} {fails} {format!(" · of {of}")} {rest} }
}

/// The whole as one line: how much of it sends, is cancelled, fails.
#[component]
fn Bar(counts: Memo<Counts>) -> impl IntoView {
    let part = move |class: &'static str, of: fn(Counts) -> usize| {
        view! { <i class=class style:flex-grow=move || of(counts.get()).to_string()></i> }
    };
    view! {
        <div class="share" aria-hidden="true">
            {part("good", |counts| counts.sends)}
            {part("warn", |counts| counts.lost)}
            {part("off", |counts| counts.cancelled)}
            {part("bad", |counts| counts.fails)}
            {part("unknown", |counts| counts.unknown)}
        </div>
    }
}

#[component]
fn Row(group: Group, several: bool, at: RwSignal<Option<String>>) -> impl IntoView {
    let methods = group.parts.len() > 1;
    let heading = several.then(|| view! { <h3>{group.title}</h3> });
    let parts = group
        .parts
        .into_iter()
        .map(|part| {
            let method = (methods && !part.method.is_empty()).then(|| view! { <small>{part.method}</small> });
            let cells = part.cells.into_iter().map(|cell| view! { <CellButton cell at /> }).collect_view();
            view! { <div class="part">{method} {cells}</div> }
        })
        .collect_view();
    view! { <div class="row">{heading} {parts}</div> }
}

#[component]
fn CellButton(cell: Cell, at: RwSignal<Option<String>>) -> impl IntoView {
    let page = expect_context::<Page>();
    let Cell { scenario, mark, label, name, place } = cell;
    let (class, sign, _) = mark.face();
    let chosen = move || page.chosen.get() == scenario;
    // One stop for the keyboard: the chosen scenario, or the first where none of these is chosen.
    let stop = move || chosen() || page.survey.with(|cells| first(cells, page.chosen.get()) == Some(scenario));
    let open = move |_| {
        page.send(Event::Choose(scenario));
        if let Some((revision, span)) = place {
            page.send(Event::Reveal(revision, Document::Template, span));
        }
    };
    let (hover, focus) = (name.clone(), name.clone());
    view! {
        <button
            type="button"
            class=format!("cell {class}")
            title=name.clone()
            aria-label=name
            aria-current=move || chosen().to_string()
            tabindex=move || if stop() { "0" } else { "-1" }
            on:click=open
            on:pointerenter=move |_| at.set(Some(hover.clone()))
            on:pointerleave=move |_| at.set(None)
            on:focus=move |_| at.set(Some(focus.clone()))
            on:blur=move |_| at.set(None)
        >
            <span class="sign">{sign}</span>
            <span class="label">{label}</span>
        </button>
    }
}

/// The first cell, where the chosen one is not among them.
fn first(cells: &[crate::app::page::Cell], chosen: Chosen) -> Option<Chosen> {
    let there = cells.iter().any(|cell| cell.key == chosen);
    cells.first().map(|cell| cell.key).filter(|_| !there)
}

/// Arrow keys walk from cell to cell.
fn walk(event: KeyboardEvent) {
    let buttons = document().query_selector_all(".strip .cell").ok();
    let Some(buttons) = buttons else { return };
    let button = |at: u32| buttons.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let focused = document().active_element();
    let last = buttons.length().saturating_sub(1);
    let at = (0..buttons.length()).find(|at| button(*at).map(Into::into) == focused).unwrap_or(0);
    let to = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => (at + 1).min(last),
        "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    if let Some(button) = button(to) {
        // Focus fails only for an element that is gone.
        let _ = button.focus();
    }
}
