//! The state of the page: what the user owns as signals, what derives as memos.

use leptos::prelude::*;

use super::{
    browser::{storage, theme::Theme},
    editor::Editor,
    key::ApiKey,
};
use crate::{
    diagnostic::{Document, Edit, Finding, Span},
    draft::{ActionDraft, Draft, OwnScenario, Placement},
    ory::scenarios,
    report::{
        Report, Verdict, first_draft,
        lessons::{Lesson, failures},
    },
    share::saved,
};

/// Where the draft is kept in the browser.
pub const SAVED: &str = "ory-actions-playground.draft";
/// Where the theme is kept in the browser.
pub const THEME: &str = "ory-actions-playground.theme";

/// What the engine last said.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing yet: the engine is being loaded.
    Starting,
    /// A report, and how long it took, in microseconds.
    Report(Box<Report>, u64),
    /// The template did not end within Ory's limit.
    Stopped,
    /// The template took the engine down; a fresh one is running.
    Crashed,
    /// No engine can be started here.
    Unavailable,
}

/// Where the context comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// A scenario of the catalogue, by its id; it may have been edited since.
    Catalogue(&'static str),
    /// One of the user's own, by its position.
    Own(usize),
    /// Neither.
    Free,
}

impl Chosen {
    fn of(ctx: &str, own: &[OwnScenario]) -> Self {
        let in_catalogue = scenarios::all().iter().find(|scenario| scenario.ctx == ctx).map(|scenario| scenario.id);
        let among_own = own.iter().position(|scenario| scenario.ctx == ctx);
        in_catalogue.map(Chosen::Catalogue).or(among_own.map(Chosen::Own)).unwrap_or(Chosen::Free)
    }
}

/// The template in one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Which scenario.
    pub scenario: Chosen,
    /// Its title.
    pub title: String,
    /// What came of it; none while it has not run.
    pub answer: Option<Answer>,
}

/// The result panel's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeeTab {
    /// The exact body.
    Body,
    /// Everything found.
    Checks,
    /// Limits and Ory's own words.
    Ory,
}

/// What can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artefact {
    /// The command, in one piece.
    Command,
    /// The command with its files.
    Files,
    /// `webhook-action.json`.
    Action,
    /// The template.
    Template,
    /// The template as base64.
    Base64,
}

/// The columns, one of which a narrow screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Template and context.
    Write,
    /// The result.
    See,
    /// Action and command.
    Ship,
}

/// A passing message, with a way back where there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What happened.
    pub text: String,
    /// The draft as it was before.
    pub undo: Option<Box<Draft>>,
}

/// Everything the views read and change. Cheap to copy; lives in the context.
#[derive(Clone, Copy)]
pub struct Page {
    /// The template, as typed.
    pub template: RwSignal<String>,
    /// The context, as typed.
    pub ctx: RwSignal<String>,
    /// See [`Draft::left_out`].
    pub left_out: RwSignal<usize>,
    /// What is chosen about the action.
    pub action: RwSignal<ActionDraft>,
    /// Where it is placed.
    pub placement: RwSignal<Placement>,
    /// The user's own scenarios.
    pub own: RwSignal<Vec<OwnScenario>>,
    /// The scenario the context was taken from.
    pub chosen: RwSignal<Chosen>,
    /// What the template does in every scenario.
    pub survey: RwSignal<Vec<Cell>>,
    /// Whether the survey takes every scenario, or those that fit the placement.
    pub survey_all: RwSignal<bool>,
    /// The API key, in memory only.
    pub key: RwSignal<ApiKey>,
    /// What the engine last said.
    pub answer: RwSignal<Answer>,
    /// The last good body; shown dimmed while the draft is broken.
    pub last_body: RwSignal<Option<String>>,
    /// The chosen tab of the result.
    pub see: RwSignal<SeeTab>,
    /// The chosen artefact.
    pub artefact: RwSignal<Artefact>,
    /// The column a narrow screen shows.
    pub column: RwSignal<Column>,
    /// Light, dark or the system's.
    pub theme: RwSignal<Theme>,
    /// The passing message.
    pub notice: RwSignal<Option<Notice>>,
    /// Whether the shortcuts are shown.
    pub help: RwSignal<bool>,
    /// All of the above that the user owns, as one.
    pub draft: Memo<Draft>,
    copy: StoredValue<Option<Box<dyn Fn()>>, LocalStorage>,
    template_editor: StoredValue<Option<Editor>, LocalStorage>,
    ctx_editor: StoredValue<Option<Editor>, LocalStorage>,
}

impl Page {
    /// The page as it was left, or as it is for a first visitor.
    pub fn open() -> Self {
        let kept = storage::read(SAVED);
        let (draft, notice) = match kept.as_ref().map(|text| text.as_deref().map(saved::read)) {
            Ok(Some(Ok(draft))) => (draft, None),
            Ok(None) => (first_draft(), None),
            Ok(Some(Err(unreadable))) => (first_draft(), Some(unreadable_words(&unreadable).to_owned())),
            Err(_) => (
                first_draft(),
                Some("This browser keeps nothing for this page: your work lasts until you close it.".to_owned()),
            ),
        };
        let theme = storage::read(THEME).ok().flatten().map_or(Theme::System, |name| Theme::named(&name));
        let chosen = Chosen::of(&draft.ctx, &draft.own_scenarios);
        let template = RwSignal::new(draft.template);
        let ctx = RwSignal::new(draft.ctx);
        let left_out = RwSignal::new(draft.left_out);
        let action = RwSignal::new(draft.action);
        let placement = RwSignal::new(draft.placement);
        let own = RwSignal::new(draft.own_scenarios);
        Self {
            template,
            ctx,
            left_out,
            action,
            placement,
            own,
            chosen: RwSignal::new(chosen),
            survey: RwSignal::new(Vec::new()),
            survey_all: RwSignal::new(false),
            key: RwSignal::new(ApiKey::default()),
            answer: RwSignal::new(Answer::Starting),
            last_body: RwSignal::new(None),
            see: RwSignal::new(SeeTab::Body),
            artefact: RwSignal::new(Artefact::Command),
            column: RwSignal::new(Column::Write),
            theme: RwSignal::new(theme),
            notice: RwSignal::new(notice.map(|text| Notice { text, undo: None })),
            help: RwSignal::new(false),
            draft: Memo::new(move |_| Draft {
                template: template.get(),
                ctx: ctx.get(),
                left_out: left_out.get(),
                action: action.get(),
                placement: placement.get(),
                own_scenarios: own.get(),
            }),
            copy: StoredValue::new_local(None),
            template_editor: StoredValue::new_local(None),
            ctx_editor: StoredValue::new_local(None),
        }
    }

    /// The last report, when the last answer was one.
    pub fn report(self) -> Option<Box<Report>> {
        match self.answer.get() {
            Answer::Report(report, _) => Some(report),
            _ => None,
        }
    }

    /// What the survey teaches: the ways in which scenarios fail.
    pub fn lessons(self) -> Vec<Finding> {
        self.survey.with(|cells| {
            let lessons: Vec<Lesson> = cells
                .iter()
                .map(|cell| Lesson {
                    title: &cell.title,
                    report: match &cell.answer {
                        Some(Answer::Report(report, _)) => Some(report),
                        _ => None,
                    },
                })
                .collect();
            failures(&lessons)
        })
    }

    /// What the last report found in a text.
    pub fn findings_in(self, document: Document) -> Vec<Finding> {
        let findings = self.report().map(|report| report.findings).unwrap_or_default();
        findings.into_iter().filter(|finding| finding.document == document).collect()
    }

    /// Whether the last answer is a body that Ory would post.
    pub fn sends(self) -> bool {
        self.answer.with(|answer| matches!(answer, Answer::Report(report, _) if report.verdict == Verdict::Sends))
    }

    /// Says how to copy what the third step shows.
    pub fn on_copy(self, copy: impl Fn() + 'static) {
        self.copy.set_value(Some(Box::new(copy)));
    }

    /// Copies what the third step shows.
    pub fn copy(self) {
        self.copy.with_value(|copy| {
            if let Some(copy) = copy {
                copy();
            }
        });
    }

    /// Remembers the editor that shows a text.
    pub fn attach(self, document: Document, editor: Editor) {
        if let Some(slot) = self.slot(document) {
            slot.set_value(Some(editor));
        }
    }

    /// Does something with the editor of a text, when it is mounted.
    pub fn with_editor(self, document: Document, act: impl FnOnce(&Editor)) {
        if let Some(slot) = self.slot(document) {
            slot.with_value(|editor| {
                if let Some(editor) = editor {
                    act(editor);
                }
            });
        }
    }

    fn slot(self, document: Document) -> Option<StoredValue<Option<Editor>, LocalStorage>> {
        match document {
            Document::Template => Some(self.template_editor),
            Document::Ctx => Some(self.ctx_editor),
            Document::Action => None,
        }
    }

    /// The text of a document; empty for the action, which is no text.
    pub fn text(self, document: Document) -> String {
        match document {
            Document::Template => self.template.get_untracked(),
            Document::Ctx => self.ctx.get_untracked(),
            Document::Action => String::new(),
        }
    }

    /// Puts a whole new text into an editor, as one step that can be undone there.
    pub fn replace(self, document: Document, text: &str) {
        match document {
            Document::Template => self.template.set(text.to_owned()),
            Document::Ctx => self.ctx.set(text.to_owned()),
            Document::Action => return,
        }
        self.with_editor(document, |editor| editor.set_text(text));
    }

    /// Makes edits that belong together.
    pub fn apply(self, edits: &[Edit]) {
        for document in [Document::Template, Document::Ctx] {
            let mut mine: Vec<&Edit> = edits.iter().filter(|edit| edit.document == document).collect();
            if mine.is_empty() {
                continue;
            }
            // From the end, so that the earlier spans still fit.
            mine.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            let text = mine.into_iter().fold(self.text(document), |text, edit| edit.apply(&text));
            self.replace(document, &text);
        }
    }

    /// Goes to a place in a text.
    pub fn reveal(self, document: Document, span: Span) {
        self.column.set(Column::Write);
        let text = self.text(document);
        self.with_editor(document, |editor| editor.reveal(&text, span));
    }

    /// Puts a whole draft in place, saying so, with a way back.
    pub fn load(self, draft: Draft, said: &str) {
        let before = self.draft.get_untracked();
        self.set_draft(draft);
        self.notice.set(Some(Notice { text: said.to_owned(), undo: Some(Box::new(before)) }));
    }

    /// Puts a whole draft in place.
    pub fn set_draft(self, draft: Draft) {
        self.replace(Document::Template, &draft.template);
        self.replace(Document::Ctx, &draft.ctx);
        self.chosen.set(Chosen::of(&draft.ctx, &draft.own_scenarios));
        self.left_out.set(draft.left_out);
        self.action.set(draft.action);
        self.placement.set(draft.placement);
        self.own.set(draft.own_scenarios);
    }

    /// Takes what was typed into an editor.
    pub fn typed(self, document: Document, text: String) {
        match document {
            Document::Template => self.template.set(text),
            Document::Ctx => {
                if let Chosen::Own(at) = self.chosen.get_untracked() {
                    self.own.update(|own| {
                        if let Some(scenario) = own.get_mut(at) {
                            scenario.ctx.clone_from(&text);
                        }
                    });
                }
                self.ctx.set(text);
            }
            Document::Action => {}
        }
    }

    /// The context of a scenario, and what it leaves out.
    pub fn ctx_of(self, scenario: Chosen) -> Option<(String, usize)> {
        match scenario {
            Chosen::Catalogue(id) => scenarios::find(id).map(|scenario| (scenario.ctx.clone(), scenario.left_out)),
            Chosen::Own(at) => {
                self.own.with_untracked(|own| own.get(at).map(|scenario| (scenario.ctx.clone(), scenario.left_out)))
            }
            Chosen::Free => None,
        }
    }

    /// Fills the context from a scenario; an edited context is kept as one of the user's own first.
    pub fn choose(self, scenario: Chosen) {
        let Some((ctx, left_out)) = self.ctx_of(scenario) else { return };
        self.keep_edits();
        self.left_out.set(left_out);
        self.chosen.set(scenario);
        self.replace(Document::Ctx, &ctx);
    }

    /// Whether the context is a catalogue's scenario with changes, or comes from nowhere.
    pub fn edited(self) -> bool {
        let chosen = self.chosen.get();
        match chosen {
            Chosen::Catalogue(id) => scenarios::find(id).is_some_and(|scenario| self.ctx.get() != scenario.ctx),
            Chosen::Own(_) => false,
            Chosen::Free => true,
        }
    }

    fn keep_edits(self) {
        if untrack(move || self.edited()) && !self.ctx.with_untracked(|ctx| ctx.trim().is_empty()) {
            self.duplicate();
        }
    }

    /// Keeps the context as a scenario of the user's own, and goes on with that.
    pub fn duplicate(self) {
        let name = match self.chosen.get_untracked() {
            Chosen::Catalogue(id) => scenarios::find(id).map_or_else(String::new, |scenario| scenario.title.to_owned()),
            Chosen::Own(at) => {
                self.own.with_untracked(|own| own.get(at).map(|own| own.name.clone())).unwrap_or_default()
            }
            Chosen::Free => "Context".to_owned(),
        };
        let ctx = self.ctx.get_untracked();
        let left_out = self.left_out.get_untracked();
        let at = self.own.with_untracked(Vec::len);
        self.own.update(|own| {
            let name = free_name(&name, own);
            own.push(OwnScenario { name, ctx, left_out });
        });
        self.chosen.set(Chosen::Own(at));
    }

    /// Renames one of the user's own scenarios.
    pub fn rename(self, at: usize, name: &str) {
        let name = name.trim();
        if !name.is_empty() {
            self.own.update(|own| {
                if let Some(scenario) = own.get_mut(at) {
                    name.clone_into(&mut scenario.name);
                }
            });
        }
    }

    /// Deletes one of the user's own scenarios; the context stays until another is chosen.
    pub fn delete(self, at: usize) {
        let before = self.draft.get_untracked();
        let Some(name) = before.own_scenarios.get(at).map(|scenario| scenario.name.clone()) else { return };
        self.own.update(|own| drop(own.remove(at)));
        self.chosen.set(Chosen::Free);
        self.notice.set(Some(Notice { text: format!("“{name}” is deleted."), undo: Some(Box::new(before)) }));
    }
}

/// `name, mine`, with a number when that is taken.
fn free_name(name: &str, own: &[OwnScenario]) -> String {
    let base = name.split(", mine").next().unwrap_or(name);
    let taken = |name: &str| own.iter().any(|scenario| scenario.name == name);
    let first = format!("{base}, mine");
    if !taken(&first) {
        return first;
    }
    (2..).map(|number| format!("{first} {number}")).find(|name| !taken(name)).unwrap_or(first)
}

fn unreadable_words(unreadable: &saved::Unreadable) -> &'static str {
    match unreadable {
        saved::Unreadable::Damaged(_) => "What was kept here was damaged and could not be read; this is a fresh start.",
        saved::Unreadable::Newer(_) => {
            "What was kept here was written by a newer version of this page; it was not read."
        }
    }
}
