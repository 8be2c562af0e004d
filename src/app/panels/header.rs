//! The name of the page, and what concerns the whole of it.

use leptos::prelude::*;

use crate::{
    app::{
        browser::theme::Theme,
        page::Page,
        parts::{picker::Picker, update::UpdateButton},
    },
    choice::Choice,
    mandrill::gallery::{self, EXAMPLES},
    report::{first_draft, opening},
    state::Event,
};

/// The bar at the top.
#[component]
pub fn Header() -> impl IntoView {
    let page = expect_context::<Page>();
    let theme = move || match page.theme.get() {
        Theme::System => ("◐", "Theme: as the system has it"),
        Theme::Light => ("☀", "Theme: light"),
        Theme::Dark => ("☾", "Theme: dark"),
    };
    let browsing = page.browsing;
    let pick = move |id: String| {
        if let Some(example) = EXAMPLES.iter().find(|example| example.id == id) {
            let draft = page.look(|state| opening::example(example, &state.owned().draft()));
            page.send(Event::Load(Box::new(draft), format!("“{}” is open.", example.title)));
        }
    };
    view! {
        <header class="header">
            <h1>
                "Ory Actions " <b>"Playground "</b> <span>"· mail through Mailchimp Transactional"</span>
            </h1>
            <UpdateButton />
            <button type="button" class="examples" aria-haspopup="dialog" on:click=move |_| browsing.set(true)>
                "Examples"
            </button>
            <Picker
                id="example"
                title="Examples"
                open=browsing
                choices=Signal::stored(examples())
                current=Signal::stored(String::new())
                pick=pick
            />
            <button type="button" class="plain" aria-haspopup="dialog" on:click=move |_| page.drafts.set(true)>
                "Drafts"
            </button>
            <button type="button" class="plain" aria-haspopup="dialog" on:click=move |_| page.importing.set(true)>
                "Import"
            </button>
            <button type="button" class="plain" aria-haspopup="dialog" on:click=move |_| page.sharing.set(true)>
                "Share"
            </button>
            <button
                type="button"
                class="plain"
                title="Start over with the template of Ory's docs; can be undone"
                on:click=move |_| {
                    let secrets = page.holds_secrets();
                    page.send(Event::Reset { draft: Box::new(first_draft()), secrets });
                }
            >
                "Reset"
            </button>
            <button
                type="button"
                class="icon"
                title=move || theme().1
                aria-label=move || theme().1
                on:click=move |_| page.theme.update(|theme| *theme = theme.next())
            >
                {move || theme().0}
            </button>
            <button
                type="button"
                class="icon"
                title="Help and shortcuts (?)"
                aria-label="Help and shortcuts"
                on:click=move |_| page.help.set(true)
            >
                "?"
            </button>
        </header>
    }
}

fn examples() -> Vec<Choice> {
    let choice = |example: &gallery::Example| Choice {
        id: example.id.to_owned(),
        group: format!("After {}", example.flow.name()),
        title: example.title.to_owned(),
        detail: example.what.to_owned(),
    };
    let mut choices: Vec<Choice> = EXAMPLES.iter().map(choice).collect();
    // Those of one flow stand together under its heading.
    choices.sort_by_key(|choice| choice.group != "After registration");
    choices
}
