//! What the page is, and its shortcuts.

use leptos::prelude::*;

use crate::app::{page::Page, parts::modal};

const SHORTCUTS: [(&str, &str); 26] = [
    ("Ctrl/⌘ Enter", "Copy what the third step shows"),
    (
        "Alt 1 … Alt 4",
        "Go to template, context, result, action; where Alt types another character, only outside of a text",
    ),
    ("Ctrl/⌘ F", "Search in an editor"),
    ("Ctrl/⌘ Z", "Undo in an editor; with Shift, redo"),
    ("Ctrl/⌘ Z elsewhere", "Take back the last delete, reset, example or change of scenario"),
    ("Ctrl Space", "What can be written here"),
    ("Ctrl/⌘ Shift Space", "The parameters of the call around the caret"),
    (
        "Shift Alt H",
        "What stands at the caret: its value here and in the other scenarios, and its documentation; also Ctrl/⌘ K, Ctrl/⌘ I",
    ),
    ("F12 or Ctrl/⌘ F12", "Go to where a name is bound; in the body, to what made a line"),
    ("Shift F12", "Where the name is used"),
    ("Ctrl/⌘ Shift O", "Outline: go to a local, a function or a field of the template"),
    ("F2", "Rename a local or a parameter"),
    ("Ctrl/⌘ .", "What can be done at the caret: fixes and refactorings, each with what it changes"),
    ("Shift Alt F", "Format the template as jsonnetfmt does"),
    ("Shift Alt V", "Show at each line's end what it gives, or hide it"),
    ("Shift Alt P", "Pin the value at the caret or of the selection beside its line; on what is pinned, unpin it"),
    ("Ctrl Shift [ ]", "Fold and unfold; on a Mac ⌘ Option"),
    ("F8", "Go to what was found next in an editor"),
    ("Ctrl/⌘ D", "Select the next place that has the same text"),
    ("Alt ↑ ↓", "Move a line; with Shift, copy it"),
    ("Ctrl/⌘ Shift K", "Delete a line"),
    ("Ctrl/⌘ Alt G", "Go to a line"),
    ("Ctrl/⌘ /", "Comment a line of the template"),
    ("Escape, then Tab", "Leave an editor by keyboard"),
    ("← →", "Choose a tab or a scenario, move a splitter"),
    ("?", "This help"),
];

/// The help, as a dialog.
#[component]
pub fn Help() -> impl IntoView {
    let page = expect_context::<Page>();
    let dialog = modal::shown_while(move || page.help.get(), || {}, || {});
    let rows = SHORTCUTS.map(|(keys, what)| view! { <dt><kbd>{keys}</kbd></dt><dd>{what}</dd> }).collect_view();
    view! {
        <dialog class="help" node_ref=dialog aria-labelledby="help-title" on:close=move |_| page.help.set(false)>
            <h2 id="help-title">"What this page does"</h2>
            <p>
                "It evaluates the Jsonnet template of an Ory web hook as Ory does, shows the exact body Ory would post to "
                "Mailchimp Transactional, and makes the command that installs the hook. Nothing leaves this page."
            </p>
            <p>
                "It cannot know what Mailchimp answers: a key that is revoked or a domain that is not verified shows only there."
            </p>
            <dl>{rows}</dl>
            <div class="acts">
                <button
                    type="button"
                    on:click=move |_| {
                        page.help.set(false);
                        page.tour.set(Some(0));
                    }
                >
                    "Show me around"
                </button>
                <a href="./checks.html" target="_blank" rel="noopener">
                    "All checks"
                </a>
                <button type="button" class="main" on:click=move |_| page.help.set(false)>
                    "Close"
                </button>
            </div>
        </dialog>
    }
}
