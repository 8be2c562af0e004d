//! How much of the mail each client shows.

use leptos::prelude::*;

use super::focus;
use crate::{
    app::{mail::clients::By, page::Page},
    mandrill::clients::told::{COLUMNS, Row, Standing, percent, rows},
};

/// A family a row, a platform a column.
#[component]
pub fn Table() -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let rows = Memo::new(move |_| clients.data.with(|loaded| loaded.as_ref().map(|loaded| rows(&loaded.data.clients))));
    let row = move |Row { name, cells }: Row| {
        let cells = cells.into_iter().map(|cell| view! { <td>{cell.map(|client| view! { <Cell client /> })}</td> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.collect_view()}
            </tr>
        }
    };
    view! {
        <table>
            <caption class="unseen">"How much of the html each client shows, in per cent; what works in part counts half"</caption>
            <thead>
                <tr>
                    <th scope="col">"Shows, %"</th>
                    {COLUMNS.map(|name| view! { <th scope="col">{name}</th> })}
                </tr>
            </thead>
            <tbody>{move || rows.get().unwrap_or_default().into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// One client's share; it leads to what it leaves out.
#[component]
fn Cell(client: usize) -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let share = Memo::new(move |_| clients.of(|_, verdict| verdict.clients.get(client).copied().flatten()));
    let standing =
        Memo::new(move |_| clients.of(|_, verdict| Some(verdict.standing(client))).unwrap_or(Standing::Unknown));
    let title = move || {
        clients.of(|data, verdict| {
            let name = data.clients.get(client).map(|client| client.name()).unwrap_or_default();
            let (none, partial) = verdict.of_client(client);
            match share.get() {
                _ if standing.get() == Standing::Unknown => format!("{name}: too little was tested"),
                Some(share) => format!("{name}: {} %, {none} left out, {partial} in part", percent(share)),
                None => name,
            }
        })
    };
    let class = move || match standing.get() {
        Standing::Good => "good",
        Standing::Fair => "fair",
        Standing::Poor => "poor",
        Standing::Unknown => "unknown",
    };
    let shown = move || match (standing.get(), share.get()) {
        (Standing::Good | Standing::Fair | Standing::Poor, Some(share)) => percent(share).to_string(),
        _ => "?".to_owned(),
    };
    let open = move |_| {
        clients.client.set(Some(client));
        clients.by.set(By::Feature);
        // What was clicked is gone.
        request_animation_frame(|| {
            let _ = focus::on("features-of");
        });
    };
    view! {
        <button type="button" class=class title=title aria-label=title style:--share=move || share.get().unwrap_or(0.0).to_string() on:click=open>
            {shown}
        </button>
    }
}
