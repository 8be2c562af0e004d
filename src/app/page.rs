//! The page as its views see it. What the user owns lives in one [`State`]; views read its parts here and change it by
//! [`Page::send`] alone. What only concerns the view (the chosen tab, the theme) is a signal of its own.

use leptos::prelude::*;

pub use crate::state::fixes::Found;

use super::{
    browser::{files::Given, storage, theme::Theme},
    editor::Editor,
    key::ApiKey,
    mail::MailRoom,
    wiring::{acts::Offered, assist::Assistant, kept, linked, obey::obey, places::Places, shelved},
};
use crate::{
    diagnostic::{Document, Finding, Span},
    draft::{ActionDraft, Draft, Placement, Revision},
    mandrill::request::Endpoint,
    ory::{action::secrets::Secrets, present::Present},
    report::{
        Report, Verdict,
        answer::Answer,
        first_draft,
        lessons::{self, Lesson},
    },
    share::{artefacts::Leaving, link::Params},
    state::{
        Event, Notice, State,
        act::ActId,
        chosen::Chosen,
        keep::{self, Keeping, opening},
        own::Numbered,
    },
    worker::survey,
};

/// The template in one scenario.
pub type Cell = survey::Cell<Chosen, Answer>;

/// What is in memory only: the key, the receiver's secrets, the project's hooks.
pub type InMemory = (ApiKey, Secrets, Option<Present>);

/// The last body that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBody {
    /// The body.
    pub body: String,
    /// The title of the scenario it was made from.
    pub scenario: String,
}

/// The result panel's tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeeTab {
    /// The mail it becomes.
    Mail,
    /// The exact body.
    Body,
    /// The request around it.
    Request,
    /// Everything found.
    Checks,
    /// Limits and Ory's own words.
    Ory,
}

impl SeeTab {
    /// The tab the page opens with: the one its address names, or else the mail, where the receiver takes mails.
    fn of(params: &Params, url: &str) -> Self {
        match params.view.as_deref() {
            Some("mail") => Self::Mail,
            Some("body") => Self::Body,
            Some("request") => Self::Request,
            Some("checks") => Self::Checks,
            Some("ory") => Self::Ory,
            _ if Endpoint::of(url).is_some() => Self::Mail,
            _ => Self::Body,
        }
    }
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

/// Everything the views read, and the way in for what they do. Cheap to copy; lives in the context.
#[derive(Clone, Copy)]
pub struct Page {
    state: RwSignal<State>,
    /// The template, as typed.
    pub template: Memo<String>,
    /// The context, as typed.
    pub ctx: Memo<String>,
    /// What is chosen about the action.
    pub action: Memo<ActionDraft>,
    /// Where it is placed.
    pub placement: Memo<Placement>,
    /// The user's own scenarios.
    pub own: Memo<Vec<Numbered>>,
    /// The scenario the context was taken from.
    pub chosen: Memo<Chosen>,
    /// Whether the context is a catalogue's scenario with changes, or comes from nowhere.
    pub edited: Memo<bool>,
    /// The passing message.
    pub notice: Memo<Option<Notice>>,
    /// How it stands with what the browser keeps.
    pub keeping: Memo<Keeping>,
    /// All that the user owns as one, and its revision.
    pub draft: Memo<(Revision, Draft)>,
    /// What the template does in every scenario.
    pub survey: RwSignal<Vec<Cell>>,
    /// Whether the survey was broken off, one scenario after the other having been stopped.
    pub survey_broke_off: RwSignal<bool>,
    /// Whether the survey takes every scenario, or those that fit the placement.
    pub survey_all: RwSignal<bool>,
    /// The API key, in memory only.
    pub key: RwSignal<ApiKey>,
    /// What proves Ory to another receiver, in memory only.
    pub secrets: RwSignal<Secrets>,
    /// The project's hooks as they are, with what is secret in them, in memory only.
    pub present: RwSignal<Option<Present>>,
    /// What the engine last said.
    pub answer: RwSignal<Answer>,
    /// Everything found, here and by the survey.
    pub found: Memo<Vec<Found>>,
    /// How much of that is worth a look, with its class; a little later, so that it does not flicker as one types.
    pub loud: RwSignal<(usize, &'static str)>,
    /// Whether what comes behind the first body has come; until then only what that body needs is on the screen.
    pub whole: RwSignal<bool>,
    /// Whether that cannot be had now, and is tried again.
    pub cut_off: RwSignal<bool>,
    /// Whether all of the page has come.
    pub all_here: RwSignal<bool>,
    /// The last good body; it stays while the draft is broken.
    pub last_body: RwSignal<Option<LastBody>>,
    /// Ranges of the body that the expression at the caret made.
    pub made: RwSignal<Vec<Span>>,
    /// Answers what the editors ask.
    pub assistant: StoredValue<Assistant, LocalStorage>,
    /// What the light bulb offered last.
    pub offered: StoredValue<Offered, LocalStorage>,
    /// Lists of places in the template.
    pub places: Places,
    /// The chosen tab of the result.
    pub see: RwSignal<SeeTab>,
    /// The mail, and how it is looked at.
    pub mail: MailRoom,
    /// The column a narrow screen shows.
    pub column: RwSignal<Column>,
    /// Light, dark or the system's.
    pub theme: RwSignal<Theme>,
    /// Whether the shortcuts are shown.
    pub help: RwSignal<bool>,
    /// Whether the dialog for sharing is shown.
    pub sharing: RwSignal<bool>,
    /// Whether the dialog of drafts is shown.
    pub drafts: RwSignal<bool>,
    /// When the page last thought of putting the draft aside, in milliseconds since 1970.
    pub put_aside_at: StoredValue<f64>,
    /// Whether the dialog for importing is shown.
    pub importing: RwSignal<bool>,
    /// What it was given.
    pub given: RwSignal<Given>,
    /// Whether files are held over the page.
    pub held_over: RwSignal<bool>,
    /// What an import brings into memory, until its act is there.
    pub secrets_coming: StoredValue<Option<InMemory>>,
    /// What was in memory before an act that can be undone, and what the act left there.
    pub secrets_away: StoredValue<Vec<(ActId, InMemory, InMemory)>>,
    /// Whether long lines are broken in the editors.
    pub wrap: RwSignal<bool>,
    /// Whether values stand at the line ends of the template.
    pub values: RwSignal<bool>,
    /// Grows when something is pinned.
    pub pins: RwSignal<u32>,
    /// What screen readers were last told of the result.
    pub spoken: RwSignal<String>,
    /// Whether it is said what this page is: to a first visitor.
    pub intro: RwSignal<bool>,
    /// The step of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// Whether the list of examples is open.
    pub browsing: RwSignal<bool>,
    /// Whether the page stands in a frame of another one. Then it keeps nothing and takes nothing up.
    pub embedded: bool,
    /// The draft is to be kept when this has passed.
    pub pending: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    copy: StoredValue<Option<Box<dyn Fn()>>, LocalStorage>,
    template_editor: StoredValue<Option<Editor>, LocalStorage>,
    ctx_editor: StoredValue<Option<Editor>, LocalStorage>,
}

impl Page {
    /// The page as it was left, or as it is for a first visitor.
    pub fn open() -> Self {
        let params = linked::params();
        let nothing = || (keep::Found::Nothing, keep::Found::Nothing);
        let (in_tab, shared) = if params.embed { nothing() } else { (kept::in_tab(), kept::shared()) };
        let first = !params.embed
            && !matches!(in_tab, keep::Found::Draft(_))
            && matches!(shared, keep::Found::Nothing)
            && !matches!(storage::read(kept::INTRODUCED), Ok(Some(_)));
        let (draft, keeping, words) = opening(in_tab, shared, first_draft());
        let theme = storage::read(kept::THEME).ok().flatten().map_or(Theme::System, |name| Theme::named(&name));
        let see = SeeTab::of(&params, &draft.action.url);
        let mut state = State::open(draft, keeping);
        if let Some(words) = words {
            // Nothing but a word: there is nothing to obey yet.
            drop(state.step(Event::Say(words.to_owned())));
        }
        let state = RwSignal::new(state);
        let survey = RwSignal::new(Vec::new());
        let answer = RwSignal::new(Answer::Starting);
        Self {
            state,
            template: Memo::new(move |_| state.with(|state| state.owned().template.clone())),
            ctx: Memo::new(move |_| state.with(|state| state.owned().ctx.clone())),
            action: Memo::new(move |_| state.with(|state| state.owned().action.clone())),
            placement: Memo::new(move |_| state.with(|state| state.owned().placement.clone())),
            own: Memo::new(move |_| state.with(|state| state.owned().own.clone())),
            chosen: Memo::new(move |_| state.with(|state| state.owned().chosen)),
            edited: Memo::new(move |_| state.with(State::edited)),
            notice: Memo::new(move |_| state.with(|state| state.notice().cloned())),
            keeping: Memo::new(move |_| state.with(|state| state.keeping().clone())),
            draft: Memo::new(move |_| state.with(|state| (state.revision(), state.owned().draft()))),
            survey,
            survey_broke_off: RwSignal::new(false),
            survey_all: RwSignal::new(false),
            key: RwSignal::new(ApiKey::default()),
            secrets: RwSignal::new(Secrets::default()),
            present: RwSignal::new(None),
            answer,
            found: Memo::new(move |_| found(state, answer, survey)),
            loud: RwSignal::new((0, "")),
            whole: RwSignal::new(false),
            cut_off: RwSignal::new(false),
            all_here: RwSignal::new(false),
            last_body: RwSignal::new(None),
            made: RwSignal::new(Vec::new()),
            assistant: StoredValue::new_local(Assistant::default()),
            offered: StoredValue::new_local(Offered::default()),
            places: Places::default(),
            see: RwSignal::new(see),
            mail: MailRoom::empty(),
            column: RwSignal::new(if params.view.is_some() { Column::See } else { Column::Write }),
            theme: RwSignal::new(theme),
            help: RwSignal::new(false),
            sharing: RwSignal::new(false),
            drafts: RwSignal::new(false),
            put_aside_at: StoredValue::new(0.0),
            importing: RwSignal::new(false),
            given: RwSignal::new(Given::default()),
            held_over: RwSignal::new(false),
            wrap: RwSignal::new(false),
            values: RwSignal::new(!params.embed && matches!(storage::read(kept::VALUES), Ok(Some(on)) if on == "on")),
            pins: RwSignal::new(0),
            spoken: RwSignal::new(String::new()),
            intro: RwSignal::new(first),
            tour: RwSignal::new(None),
            browsing: RwSignal::new(false),
            embedded: params.embed,
            secrets_coming: StoredValue::new(None),
            secrets_away: StoredValue::new(Vec::new()),
            pending: StoredValue::new_local(None),
            copy: StoredValue::new_local(None),
            template_editor: StoredValue::new_local(None),
            ctx_editor: StoredValue::new_local(None),
        }
    }

    /// Takes what happened: changes the state and does what follows from it.
    pub fn send(self, event: Event) {
        shelved::before(self, &event);
        let commands = self.state.try_update(|state| state.step(event)).unwrap_or_default();
        for command in commands {
            obey(self, command);
        }
    }

    /// Looks at the state as it is now, without following it.
    pub fn look<T>(self, at: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(at)
    }

    /// Looks at the state, and again when it changes.
    pub fn watch<T>(self, at: impl FnOnce(&State) -> T) -> T {
        self.state.with(at)
    }

    /// The last report, when the last answer was one.
    pub fn report(self) -> Option<Report> {
        self.answer.with(|answer| answer.report().map(|(_, report)| report.clone()))
    }

    /// Whether the last answer is a body that Ory would post.
    pub fn sends(self) -> bool {
        self.answer.with(|answer| answer.report().is_some_and(|(_, report)| report.verdict == Verdict::Sends))
    }

    /// Ranges of the body that the expression at the caret makes; none while nothing is sent.
    pub fn made_spans(self) -> Vec<Span> {
        if self.sends() { self.made.get() } else { Vec::new() }
    }

    /// What was found in a text, its places carried into what the text is now; what has been changed since
    /// has no place any more.
    pub fn findings_in(self, document: Document) -> Vec<Finding> {
        let here = |finding: &&Finding| finding.document == document;
        self.answer.with(|answer| {
            let Some((revision, report)) = answer.report() else { return Vec::new() };
            self.look(|state| {
                let carried = |finding: &Finding| {
                    // Kept without its span, so that every finding keeps its place in the list.
                    let span = finding.span.and_then(|span| state.carry(revision, document, span));
                    Finding { span, ..finding.clone() }
                };
                report.findings.iter().filter(here).map(carried).collect()
            })
        })
    }

    /// A finding in a text, by its place in [`Page::findings_in`] when that was last shown.
    pub fn finding(self, document: Document, at: usize) -> Option<Found> {
        self.answer.with_untracked(|answer| {
            let (revision, report) = answer.report()?;
            let finding = report.findings.iter().filter(|finding| finding.document == document).nth(at)?;
            Some(Found { revision, finding: finding.clone() })
        })
    }

    /// Makes the changes that mend what was found. A key that they take out of the template goes into its field, unless one
    /// is typed there.
    pub fn apply(self, Found { revision, finding }: Found) {
        let key = self.look(|state| {
            let span = state.carry(revision, Document::Template, finding.takes_key?)?;
            Some(ApiKey::typed(span.of(state.text(Document::Template))))
        });
        if let Some(key) = key.filter(|_| self.key.with_untracked(|typed| typed.reveal().is_none())) {
            self.key.set(key);
        }
        if !finding.fix.is_empty() {
            self.send(Event::Apply(revision, finding.fix));
        }
        if !finding.settings.is_empty() {
            self.send(Event::Settle(finding.settings));
        }
    }

    /// Whether there is anything in memory only.
    pub fn holds_secrets(self) -> bool {
        let key = self.key.with_untracked(|key| key.reveal().is_some());
        key || self.secrets.with_untracked(|secrets| !secrets.is_empty())
            || self.present.with_untracked(Option::is_some)
    }

    /// What is in memory only, without following it.
    pub fn in_memory(self) -> InMemory {
        (self.key.get_untracked(), self.secrets.get_untracked(), self.present.get_untracked())
    }

    /// Takes the draft as it leaves the page; as it is shown, without the key and the secrets: the screen may be shared.
    pub fn leave<T>(self, shown: bool, take: impl FnOnce(Leaving) -> T) -> T {
        let warning = self.answer.with(|answer| answer.report().and_then(|(_, report)| report.warning()));
        let (_, draft) = self.draft.get();
        // The hooks that were shown belong to a draft; an undone one may have others.
        let fits = |whole: &Present| draft.placement.present.as_ref() == Some(&whole.summary());
        let present = self.present.get().filter(fits);
        let (key, secrets, present) = if shown {
            (ApiKey::default(), Secrets::default(), present.as_ref().map(Present::masked))
        } else {
            (self.key.get(), self.secrets.get(), present)
        };
        take(Leaving { draft: &draft, key: key.reveal(), secrets: &secrets, present: present.as_ref(), warning })
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

    /// Pins these expressions of the template, and no others.
    pub fn pin(self, pins: &[(usize, usize)]) {
        self.with_editor(Document::Template, |editor| editor.set_pins(&editor.text(), pins));
        self.pins.update(|times| *times += 1);
    }

    fn slot(self, document: Document) -> Option<StoredValue<Option<Editor>, LocalStorage>> {
        match document {
            Document::Template => Some(self.template_editor),
            Document::Ctx => Some(self.ctx_editor),
            Document::Action => None,
        }
    }
}

/// What the last report found, and then what the survey teaches. What fails here and now is said first, and not once more.
fn found(state: RwSignal<State>, answer: RwSignal<Answer>, survey: RwSignal<Vec<Cell>>) -> Vec<Found> {
    let mut found: Vec<Found> = answer.with(|answer| match answer.report() {
        Some((revision, report)) => {
            report.findings.iter().map(|finding| Found { revision, finding: finding.clone() }).collect()
        }
        None => Vec::new(),
    });
    survey.with(|cells| {
        let reports = || cells.iter().filter_map(|cell| cell.answer.as_ref().and_then(Answer::report));
        let Some(revision) = reports().map(|(revision, _)| revision).min() else { return };
        let lessons = state.with_untracked(|state| {
            let lessons: Vec<Lesson> = cells
                .iter()
                .map(|cell| Lesson {
                    title: state.title_of(cell.key),
                    report: cell.answer.as_ref().and_then(Answer::report).map(|(_, report)| report),
                })
                .collect();
            lessons::all(&lessons)
        });
        let said = |lesson: &Finding| {
            found.iter().any(|Found { finding, .. }| match lesson.ory {
                Some(_) => finding.ory == lesson.ory,
                None => finding.id == lesson.id,
            })
        };
        let new: Vec<Finding> = lessons.into_iter().filter(|lesson| !said(lesson)).collect();
        found.extend(new.into_iter().map(|finding| Found { revision, finding }));
    });
    found
}
