//! Everything found, with its reason and its remedy.

use leptos::prelude::*;

use crate::{
    app::{
        page::{Found, Page},
        parts::{
            fix::{FixActs, Looked, Preview},
            focus,
            prose::Prose,
        },
    },
    diagnostic::{Document, Level, Place},
    report::ended::is_documented,
    state::Event,
};

/// The list of findings.
#[component]
pub fn Checks() -> impl IntoView {
    let page = expect_context::<Page>();
    let looked = Looked::new(Vec::new());
    view! {
        <Show
            when=move || !page.found.with(Vec::is_empty)
            fallback=|| view! { <p class="empty">"Nothing to say: no error, no warning."</p> }
        >
            <ul class="checks">
                {move || {
                    let row = |(at, found)| view! { <Row at found looked /> };
                    page.found.get().into_iter().enumerate().map(row).collect_view()
                }}
            </ul>
        </Show>
    }
}

#[component]
fn Row(at: usize, found: Found, looked: Looked) -> impl IntoView {
    let page = expect_context::<Page>();
    let Found { revision, finding } = found;
    let (class, mark, level) = match finding.level {
        Level::Error => ("error", "✕", "Error"),
        Level::Warning => ("warning", "!", "Warning"),
        Level::Note => ("note-row", "i", "Note"),
    };
    let document = finding.document;
    let goto = finding.span.map(|span| {
        let place = page.look(|state| Place::of(state.text(document), span.start));
        let text = match document {
            Document::Template => format!("template, line {}", place.line),
            Document::Ctx => format!("context, line {}", place.line),
            Document::Action => "action".to_owned(),
        };
        view! {
            <button type="button" class="link" on:click=move |_| page.send(Event::Reveal(revision, document, span))>
                {text}
            </button>
        }
    });
    let mends = finding.can_be_mended();
    let found = Found { revision, finding: finding.clone() };
    let preview = format!("preview-{at}");
    let fix = mends.then(|| view! { <FixActs found=found.clone() looked id=preview.clone() /> });
    let shown = mends.then(|| view! { <Preview found looked id=preview /> });
    let muted = finding.muted;
    // What Ory itself says cannot be muted.
    let mute = finding.ory.is_none().then(|| {
        let id = finding.id.clone();
        view! {
            <button
                type="button"
                class="plain"
                title=if muted { "Count what this check finds again" } else { "Count nothing that this check finds, in this draft" }
                on:click=move |_| {
                    focus::on("result");
                    page.send(Event::Mute(id.clone(), !muted));
                }
            >
                {if muted { "Bring back" } else { "Mute" }}
            </button>
        }
    });
    let docs = is_documented(&finding.id).then(|| {
        view! {
            <a href=format!("./checks.html#{}", finding.id) target="_blank" rel="noopener" title="What this check looks for, with its source and examples">
                "About"
                <span class="unseen">{format!(" {}", finding.id)}</span>
            </a>
        }
    });
    let acts = (goto.is_some() || fix.is_some() || mute.is_some() || docs.is_some())
        .then(|| view! { <div class="acts">{goto} {fix} {mute} {docs}</div> });
    view! {
        <li class=class data-id=finding.id data-muted=muted.then_some("")>
            <span class="mark" aria-hidden="true">
                {mark}
            </span>
            <h3>
                <span class="unseen">{level} {if muted { ", muted: " } else { ": " }}</span>
                <Prose text=finding.what />
            </h3>
            {finding.ory.map(|words| view! { <p class="ory">{words}</p> })}
            {finding.path.map(|path| view! { <p class="why">"In the output: " <code>{path}</code></p> })}
            {(!finding.why.is_empty()).then(|| view! { <p class="why"><Prose text=finding.why /></p> })}
            {(!finding.remedy.is_empty()).then(|| view! { <p><Prose text=finding.remedy /></p> })}
            {acts}
            {shown}
        </li>
    }
}
