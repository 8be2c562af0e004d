//! What the user does to what the user owns: a pure machine. An [`Event`] comes in, the [`State`] changes as a whole, and
//! [`Command`]s say what the page has to do about it: set an editor's text, keep the draft, go to a place.
//!
//! Nothing typed is ever lost: a text that is replaced can be had again by undo in its editor, by undo of the act that
//! replaced it, or is kept as one of the user's own scenarios.

pub mod act;
pub mod chosen;
mod context;
pub mod fixes;
pub mod keep;
pub mod own;
pub mod text;

use crate::{
    diagnostic::{Document, Edit, Span, applied},
    draft::{ActionDraft, Draft, OwnScenario, Placement, Revision, setting::Setting},
};
use act::{Act, ActId, Owned, without};
use chosen::Chosen;
use keep::Keeping;
use own::OwnId;
use text::{Log, Splice};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Somebody typed, pasted or undid in an editor.
    Typed {
        /// Which text.
        document: Document,
        /// The whole text now.
        text: String,
        /// What changed, in the text before.
        changes: Vec<Splice>,
    },
    /// Make these edits, which were worked out for a revision; all or none.
    Apply(Revision, Vec<Edit>),
    /// Make these changes of the action and of where it stands, as one act that can be undone.
    Settle(Vec<Setting>),
    /// Put a whole new text in place, as one step that the editor can undo.
    Replace(Document, String),
    /// Go to a place that was worked out for a revision.
    Reveal(Revision, Document, Span),
    /// Take the context from a scenario.
    Choose(Chosen),
    /// Keep the context as a scenario of the user's own, and go on with that.
    Duplicate,
    /// Rename one of the user's own scenarios.
    Rename(OwnId, String),
    /// Delete one of the user's own scenarios.
    Delete(OwnId),
    /// Set what is chosen about the action.
    SetAction(ActionDraft),
    /// Set where it stands.
    SetPlacement(Placement),
    /// Mute the findings of a check, or let them be heard again.
    Mute(String, bool),
    /// These expressions of the template are pinned now, as [`Draft::pins`] has them.
    Pinned(Vec<(usize, usize)>),
    /// Open a draft (an example, a link, an import) and say so. The user's own scenarios stay, the draft's are added.
    Load(Box<Draft>, String),
    /// The same, with keys that are to go into their fields; what is in these comes back when the act is undone.
    Import(Box<Draft>, String),
    /// Start over with this draft, own scenarios and all; `secrets` when a key is typed on the page, which goes too.
    Reset {
        /// The draft of a first visit.
        draft: Box<Draft>,
        /// Whether there is a key to be put away.
        secrets: bool,
    },
    /// Take an act back; the last one when none is named.
    Undo(Option<ActId>),
    /// Say something.
    Say(String),
    /// The notice of this number is to go; whichever it is when none is named.
    Dismiss(Option<u64>),
    /// The browser kept the draft, or refused to.
    Kept(bool),
    /// Another tab has kept this draft in the common place.
    OtherTab(Box<Draft>),
    /// A newer version of the page has kept something in the common place.
    NewerPage,
    /// Of two tabs' drafts, keep this one.
    KeepThis,
    /// Of two tabs' drafts, take over the other.
    TakeOther,
}

/// What the page must do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Make these edits, in reading order, in an editor, as one step of its history.
    Edit(Document, Vec<Edit>),
    /// Replace an editor's text, as one step of its history.
    SetText(Document, String),
    /// Show another context. Each has a history of its own: the present one is put away under the one name, and the one
    /// under the other name is taken up, where there is one.
    Open {
        /// The name of the history that is put away.
        put_away: String,
        /// The name of the one that is taken up.
        take_up: String,
        /// The text.
        text: String,
    },
    /// Pin these expressions of the template, and no others.
    Pin(Vec<(usize, usize)>),
    /// Go to a place.
    Reveal(Document, Span),
    /// Keep the draft soon.
    Keep,
    /// Empty the fields of keys; what was in them can be brought back under the act's number.
    PutSecretsAway(ActId),
    /// Put the keys that were imported into their fields; what was in them can be brought back.
    TakeSecrets(ActId),
    /// Bring back what an act put away.
    BringSecretsBack(ActId),
    /// Come back with [`Event::Dismiss`] of this number in so many milliseconds, unless somebody is at the notice.
    DismissIn(u64, u32),
}

/// A passing message, with a way back where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: u64,
    /// What happened.
    pub text: String,
    /// The act that can be taken back.
    pub undo: Option<ActId>,
}

/// Milliseconds a notice stays.
const STAYS: u32 = 8_000;
/// The same where there is something to undo; the act can be taken back long after.
const STAYS_WITH_UNDO: u32 = 20_000;

/// What the user owns, and what is needed to change it without loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    owned: Owned,
    revision: Revision,
    template_log: Log,
    ctx_log: Log,
    /// What [`Draft::left_out`] was before a whole new context was put over this text.
    weighed: Option<(String, usize)>,
    acts: Vec<Act>,
    notice: Option<Notice>,
    keeping: Keeping,
    numbers: u64,
}

impl State {
    /// The state a draft opens with.
    pub fn open(draft: Draft, keeping: Keeping) -> Self {
        let mut own = Vec::new();
        let mut numbers = 0;
        for scenario in draft.own_scenarios {
            numbers += 1;
            let name = own::unique(&scenario.name, &own, None);
            own.push((OwnId(numbers), OwnScenario { name, ..scenario }));
        }
        let chosen = Chosen::of(&draft.ctx, &own);
        let mut owned = Owned {
            template: draft.template,
            ctx: draft.ctx,
            left_out: draft.left_out,
            action: draft.action,
            placement: draft.placement,
            own,
            chosen,
            muted: draft.muted,
            pins: draft.pins,
        };
        owned.pins = fitting(&owned.template, owned.pins);
        Self {
            owned,
            revision: Revision::default(),
            template_log: Log::default(),
            ctx_log: Log::default(),
            weighed: None,
            acts: Vec::new(),
            notice: None,
            keeping,
            numbers,
        }
    }

    /// What the user owns.
    pub fn owned(&self) -> &Owned {
        &self.owned
    }

    /// Counts every change of [`State::owned`].
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The passing message.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// How it stands with what the browser keeps.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// The acts that can be taken back, the last one last.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The text of a document; empty for the action, which is no text.
    pub fn text(&self, document: Document) -> &str {
        match document {
            Document::Template => &self.owned.template,
            Document::Ctx => &self.owned.ctx,
            Document::Action => "",
        }
    }

    /// A span that was worked out for a revision, in the present text; none when the text has changed there since.
    pub fn carry(&self, revision: Revision, document: Document, span: Span) -> Option<Span> {
        self.log(document)?.carry(revision, span)
    }

    fn log(&self, document: Document) -> Option<&Log> {
        match document {
            Document::Template => Some(&self.template_log),
            Document::Ctx => Some(&self.ctx_log),
            Document::Action => None,
        }
    }

    /// Takes an event and says what to do.
    pub fn step(&mut self, event: Event) -> Vec<Command> {
        let mut commands = Vec::new();
        let before = self.revision;
        match event {
            Event::Typed { document, text, changes } => self.typed(document, text, changes),
            Event::Apply(revision, edits) => self.apply(revision, &edits, &mut commands),
            Event::Settle(settings) => self.settle(&settings, &mut commands),
            Event::Replace(document, text) => self.replace(document, text, &mut commands),
            Event::Reveal(revision, document, span) => {
                if let Some(log) = self.log(document) {
                    commands.push(Command::Reveal(document, log.nearest(revision, span)));
                }
            }
            Event::Choose(chosen) => self.choose(chosen, &mut commands),
            Event::Duplicate => self.duplicate(&mut commands),
            Event::Rename(id, name) => self.rename(id, &name),
            Event::Delete(id) => self.delete(id, &mut commands),
            Event::SetAction(action) => {
                if self.owned.action != action {
                    self.owned.action = action;
                    self.touch();
                }
            }
            Event::SetPlacement(placement) => {
                if self.owned.placement != placement {
                    self.owned.placement = placement;
                    self.touch();
                }
            }
            Event::Mute(id, mute) => {
                if self.owned.muted.contains(&id) != mute {
                    self.owned.muted.retain(|other| *other != id);
                    if mute {
                        self.owned.muted.push(id);
                    }
                    self.touch();
                }
            }
            Event::Pinned(pins) => {
                let pins = fitting(&self.owned.template, pins);
                if self.owned.pins != pins {
                    self.owned.pins = pins;
                    // Nothing has to be computed anew.
                    commands.push(Command::Keep);
                }
            }
            Event::Load(draft, words) => {
                self.load(*draft, words, false, &mut commands);
            }
            Event::Import(draft, words) => {
                let act = self.load(*draft, words, true, &mut commands);
                commands.push(Command::TakeSecrets(act));
            }
            Event::Reset { draft, secrets } => self.reset(*draft, secrets, &mut commands),
            Event::Undo(act) => self.undo(act, &mut commands),
            Event::Say(words) => self.say(words, None, &mut commands),
            Event::Dismiss(number) => {
                if number.is_none() || number == self.notice.as_ref().map(|notice| notice.id) {
                    self.notice = None;
                }
            }
            Event::Kept(kept) => self.kept(kept, &mut commands),
            Event::OtherTab(draft) => {
                if self.keeping != Keeping::Newer {
                    let same = self.owned.draft() == *draft;
                    self.keeping = if same { Keeping::Here } else { Keeping::Contested(draft) };
                }
            }
            Event::NewerPage => self.keeping = Keeping::Newer,
            Event::KeepThis => {
                if matches!(self.keeping, Keeping::Contested(_)) {
                    self.keeping = Keeping::Here;
                    commands.push(Command::Keep);
                }
            }
            Event::TakeOther => {
                if let Keeping::Contested(draft) = std::mem::replace(&mut self.keeping, Keeping::Here) {
                    self.load(*draft, "The draft of the other tab is open here.".to_owned(), false, &mut commands);
                }
            }
        }
        if self.revision != before {
            commands.push(Command::Keep);
        }
        commands
    }

    fn touch(&mut self) {
        self.revision.0 += 1;
    }

    fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Puts another text in place, in whatever holds it.
    fn put(&mut self, document: Document, text: String, changes: Vec<Splice>) {
        self.touch();
        match document {
            Document::Template => {
                let pins = std::mem::take(&mut self.owned.pins);
                self.owned.pins = pins.into_iter().filter_map(|pin| text::follow(&changes, pin)).collect();
                self.template_log.note(self.revision, changes);
                self.owned.template = text;
            }
            Document::Ctx => {
                self.ctx_log.note(self.revision, changes);
                self.owned.ctx = text;
                self.sync_own();
            }
            Document::Action => {}
        }
    }

    fn typed(&mut self, document: Document, text: String, changes: Vec<Splice>) {
        let old = self.text(document);
        let fit = |splice: &Splice| splice.span.start <= splice.span.end && splice.span.end <= old.len();
        let added: usize = changes.iter().map(|splice| splice.len).sum();
        let removed: usize = changes.iter().filter(|splice| fit(splice)).map(|s| s.span.end - s.span.start).sum();
        let told = changes.iter().all(fit) && old.len() + added == text.len() + removed;
        let changes = if told { changes } else { text::difference(old, &text) };
        if document == Document::Ctx {
            self.weigh(&text, &changes);
        }
        self.put(document, text, changes);
    }

    fn apply(&mut self, revision: Revision, edits: &[Edit], commands: &mut Vec<Command>) {
        let carried = self.carried(revision, edits);
        let mine = |document: Document| {
            let edits: Vec<Edit> = carried.as_ref()?.iter().filter(|edit| edit.document == document).cloned().collect();
            text::in_order(self.text(document), &edits)
        };
        let (Some(template), Some(ctx)) = (mine(Document::Template), mine(Document::Ctx)) else {
            let words = "The text has changed there since; nothing was done. Look at what is found now.";
            return self.say(words.to_owned(), None, commands);
        };
        for (document, edits) in [(Document::Template, template), (Document::Ctx, ctx)] {
            if edits.is_empty() {
                continue;
            }
            let text = applied(self.text(document), &edits);
            let changes = edits.iter().map(|edit| Splice { span: edit.span, len: edit.text.len() }).collect();
            self.put(document, text, changes);
            commands.push(Command::Edit(document, edits));
        }
    }

    fn settle(&mut self, settings: &[Setting], commands: &mut Vec<Command>) {
        let before = self.owned.clone();
        for setting in settings {
            setting.set(&mut self.owned.action, &mut self.owned.placement);
        }
        if self.owned == before {
            return self.say("It is so already.".to_owned(), None, commands);
        }
        self.touch();
        let words: Vec<String> = settings.iter().map(Setting::done).collect();
        self.record(before, words.join(" "), false, commands);
    }

    fn replace(&mut self, document: Document, text: String, commands: &mut Vec<Command>) {
        if document == Document::Action || self.text(document) == text {
            return;
        }
        let changes = vec![Splice { span: Span::new(0, self.text(document).len()), len: text.len() }];
        if document == Document::Ctx {
            self.weigh(&text, &changes);
        }
        commands.push(Command::SetText(document, text.clone()));
        self.put(document, text, changes);
    }

    fn load(&mut self, draft: Draft, words: String, secrets: bool, commands: &mut Vec<Command>) -> ActId {
        let before = self.owned.clone();
        let (put_away, kept) = self.leave();
        for scenario in draft.own_scenarios {
            let there = |(_, own): &(OwnId, OwnScenario)| own.ctx == scenario.ctx && own.name == scenario.name;
            if !self.owned.own.iter().any(there) {
                let id = OwnId(self.number());
                let name = own::unique(&scenario.name, &self.owned.own, None);
                self.owned.own.push((id, OwnScenario { name, ..scenario }));
            }
        }
        self.owned.action = draft.action;
        self.owned.placement = draft.placement;
        self.owned.muted = draft.muted;
        self.touch();
        self.replace(Document::Template, draft.template, commands);
        self.pin(draft.pins, commands);
        let chosen = Chosen::of(&draft.ctx, &self.owned.own);
        self.open_context(chosen, draft.ctx, draft.left_out, put_away, None, commands);
        let kept = kept.map(|name| format!(" Your context is kept as “{name}”.")).unwrap_or_default();
        self.record(before, words + &kept, secrets, commands)
    }

    /// Pins these and no others, in the text as it is.
    fn pin(&mut self, pins: Vec<(usize, usize)>, commands: &mut Vec<Command>) {
        let pins = fitting(&self.owned.template, pins);
        // The editor may have carried along what was pinned in the text before.
        commands.push(Command::Pin(pins.clone()));
        self.owned.pins = pins;
    }

    fn reset(&mut self, draft: Draft, secrets: bool, commands: &mut Vec<Command>) {
        let before = self.owned.clone();
        let put_away = self.owned.chosen.name();
        let gone = self.owned.own.len();
        self.owned.own.clear();
        self.owned.action = draft.action;
        self.owned.placement = draft.placement;
        self.owned.muted = draft.muted;
        self.touch();
        self.replace(Document::Template, draft.template, commands);
        self.pin(draft.pins, commands);
        let chosen = Chosen::of(&draft.ctx, &[]);
        self.open_context(chosen, draft.ctx, draft.left_out, put_away, None, commands);
        let mut words = "Everything is as on the first visit".to_owned();
        match gone {
            0 => {}
            1 => words += ", and your own scenario is gone",
            _ => words += &format!(", and your {gone} own scenarios are gone"),
        }
        if secrets {
            words += ", the key too";
        }
        let act = self.record(before, words + ".", secrets, commands);
        if secrets {
            commands.push(Command::PutSecretsAway(act));
        }
    }

    fn record(&mut self, before: Owned, words: String, secrets: bool, commands: &mut Vec<Command>) -> ActId {
        let id = ActId(self.number());
        self.acts.push(Act { id, before: Box::new(before), after: Box::new(self.owned.clone()), secrets });
        if self.acts.len() > act::REMEMBERED {
            self.acts.remove(0);
        }
        self.say(words, Some(id), commands);
        id
    }

    fn say(&mut self, text: String, undo: Option<ActId>, commands: &mut Vec<Command>) {
        let id = self.number();
        self.notice = Some(Notice { id, text, undo });
        commands.push(Command::DismissIn(id, if undo.is_some() { STAYS_WITH_UNDO } else { STAYS }));
    }

    fn undo(&mut self, which: Option<ActId>, commands: &mut Vec<Command>) {
        let at = match which {
            Some(id) => self.acts.iter().position(|act| act.id == id),
            None => self.acts.len().checked_sub(1),
        };
        let Some(at) = at else {
            return self.say("There is nothing to take back.".to_owned(), None, commands);
        };
        let Act { id, before, after, secrets } = self.acts.remove(at);
        let lacks = |own: &[own::Numbered], id: OwnId| own.iter().all(|(other, _)| *other != id);
        for (at, (id, scenario)) in before.own.iter().enumerate() {
            if lacks(&after.own, *id) && lacks(&self.owned.own, *id) {
                let name = own::unique(&scenario.name, &self.owned.own, None);
                let at = at.min(self.owned.own.len());
                self.owned.own.insert(at, (*id, OwnScenario { name, ..scenario.clone() }));
            }
        }
        let kept = self.undo_context(&before, &after, commands);
        // What the act made goes again, unless something was made of it since.
        let chosen = self.owned.chosen;
        self.owned
            .own
            .retain(|own| !lacks(&before.own, own.0) || !after.own.contains(own) || chosen == Chosen::Own(own.0));
        self.owned.action = without(&before.action, &after.action, &self.owned.action);
        self.owned.placement = without(&before.placement, &after.placement, &self.owned.placement);
        self.owned.muted = without(&before.muted, &after.muted, &self.owned.muted);
        self.touch();
        if before.template != after.template {
            // Whatever was typed since can be had again by undo in the editor.
            self.replace(Document::Template, before.template, commands);
            self.pin(before.pins, commands);
        } else if before.pins != after.pins && self.owned.pins == after.pins {
            self.pin(before.pins, commands);
        }
        if secrets {
            commands.push(Command::BringSecretsBack(id));
        }
        let words = kept.map(|name| format!("Undone. Your changes since are kept as “{name}”."));
        self.say(words.unwrap_or_else(|| "Undone.".to_owned()), None, commands);
    }

    fn kept(&mut self, kept: bool, commands: &mut Vec<Command>) {
        match (&self.keeping, kept) {
            // Said once, when it begins to fail.
            (Keeping::Here, false) => {
                self.keeping = Keeping::Nowhere;
                let words = "This browser keeps no more for this page: your work lasts until you close it.";
                self.say(words.to_owned(), None, commands);
            }
            (Keeping::Nowhere, true) => self.keeping = Keeping::Here,
            _ => {}
        }
    }
}

/// So many pins are kept: more than anybody reads.
const PINS: usize = 100;

/// Those that are stretches of a text, in its order, each once.
fn fitting(text: &str, mut pins: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    pins.retain(|(start, end)| start < end && text.get(*start..*end).is_some());
    pins.sort_unstable();
    pins.dedup();
    pins.truncate(PINS);
    pins
}
