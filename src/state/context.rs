//! The context and where it comes from: choosing, keeping, deleting, and what its shortened UI nodes weigh.

use super::{
    Command, State,
    act::Owned,
    chosen::Chosen,
    own::{self, OwnId},
    text::{self, Splice},
};
use crate::{diagnostic::Span, draft::OwnScenario, ory::scenarios};

impl State {
    /// The context of a scenario, and what it leaves out; none of one that is not there.
    pub fn context_of(&self, chosen: Chosen) -> Option<(&str, usize)> {
        match chosen {
            Chosen::Catalogue(id) => scenarios::find(id).map(|scenario| (scenario.ctx(), scenario.left_out)),
            Chosen::Own(id) => self.own(id).map(|own| (own.ctx.as_str(), own.left_out)),
            Chosen::Free => None,
        }
    }

    /// The title of a scenario, for people.
    pub fn title_of(&self, chosen: Chosen) -> &str {
        match chosen {
            Chosen::Catalogue(id) => scenarios::find(id).map_or("", |scenario| &scenario.title),
            Chosen::Own(id) => self.own(id).map_or("", |own| &own.name),
            Chosen::Free => "Your own",
        }
    }

    /// Whether the context is a catalogue's scenario with changes, or comes from nowhere.
    pub fn edited(&self) -> bool {
        match self.owned.chosen {
            Chosen::Catalogue(id) => scenarios::find(id).is_some_and(|scenario| self.owned.ctx != scenario.ctx()),
            Chosen::Own(_) => false,
            Chosen::Free => true,
        }
    }

    fn own(&self, id: OwnId) -> Option<&OwnScenario> {
        self.owned.own.iter().find(|(other, _)| *other == id).map(|(_, own)| own)
    }

    fn own_mut(&mut self, id: OwnId) -> Option<&mut OwnScenario> {
        self.owned.own.iter_mut().find(|(other, _)| *other == id).map(|(_, own)| own)
    }

    /// Whatever changes the context changes the user's own scenario that it is.
    pub(super) fn sync_own(&mut self) {
        let (ctx, left_out) = (self.owned.ctx.clone(), self.owned.left_out);
        if let Chosen::Own(id) = self.owned.chosen
            && let Some(own) = self.own_mut(id)
        {
            own.ctx = ctx;
            own.left_out = left_out;
        }
    }

    /// A whole context that is put over a short one is a whole one; taken back, the short one weighs what it did.
    pub(super) fn weigh(&mut self, text: &str, changes: &[Splice]) {
        let old = &self.owned.ctx;
        let first = old.len() - old.trim_start().len();
        let last = old.trim_end().len();
        let whole = |splice: &Splice| splice.span.start <= first && splice.span.end >= last && splice.len > 0;
        match &self.weighed {
            Some((before, weight)) if before == text => self.owned.left_out = *weight,
            _ if self.owned.left_out > 0 && changes.iter().any(whole) => {
                self.weighed = Some((old.clone(), self.owned.left_out));
                self.owned.left_out = 0;
            }
            _ => {}
        }
    }

    /// Gets ready to show another context: changes that would be lost become a scenario of the user's own. Gives the
    /// name under which the present history is put away, and the name of what was kept.
    pub(super) fn leave(&mut self) -> (String, Option<String>) {
        let name = self.owned.chosen.name();
        if !self.edited() || self.owned.ctx.trim().is_empty() || self.only_spaces() {
            return (name, None);
        }
        // The same text is not kept twice.
        let same = self.owned.own.iter().find(|(_, own)| own.ctx == self.owned.ctx);
        if let Some((id, _)) = same {
            return (Chosen::Own(*id).name(), None);
        }
        let (id, kept) = self.keep_as_own();
        (Chosen::Own(id).name(), Some(kept))
    }

    fn only_spaces(&self) -> bool {
        self.context_of(self.owned.chosen).is_some_and(|(ctx, _)| text::same_but_spaces(ctx, &self.owned.ctx))
    }

    fn keep_as_own(&mut self) -> (OwnId, String) {
        let title = if self.owned.chosen == Chosen::Free { "Context" } else { self.title_of(self.owned.chosen) };
        let name = own::mine(title, &self.owned.own);
        let id = OwnId(self.number());
        let (ctx, left_out) = (self.owned.ctx.clone(), self.owned.left_out);
        self.owned.own.push((id, OwnScenario { name: name.clone(), ctx, left_out }));
        self.touch();
        (id, name)
    }

    /// Shows a context. `take_up` names the history that goes on, where it is not that of the scenario.
    pub(super) fn open_context(
        &mut self,
        chosen: Chosen,
        ctx: String,
        left_out: usize,
        put_away: String,
        take_up: Option<String>,
        commands: &mut Vec<Command>,
    ) {
        let changes = vec![Splice { span: Span::new(0, self.owned.ctx.len()), len: ctx.len() }];
        self.touch();
        self.ctx_log.note(self.revision, changes);
        self.weighed = None;
        self.owned.chosen = chosen;
        self.owned.ctx.clone_from(&ctx);
        self.owned.left_out = left_out;
        let take_up = take_up.unwrap_or_else(|| chosen.name());
        commands.push(Command::Open { put_away, take_up, text: ctx });
    }

    pub(super) fn choose(&mut self, chosen: Chosen, commands: &mut Vec<Command>) {
        let Some((ctx, left_out)) = self.context_of(chosen).map(|(ctx, left_out)| (ctx.to_owned(), left_out)) else {
            return;
        };
        if chosen == self.owned.chosen && ctx == self.owned.ctx {
            return;
        }
        let before = self.owned.clone();
        let (put_away, kept) = self.leave();
        self.open_context(chosen, ctx, left_out, put_away, None, commands);
        if let Some(name) = kept {
            self.record(before, format!("Your changes are kept as “{name}”."), false, commands);
        }
    }

    pub(super) fn duplicate(&mut self, commands: &mut Vec<Command>) {
        let before = self.owned.clone();
        let (id, name) = self.keep_as_own();
        self.owned.chosen = Chosen::Own(id);
        self.record(before, format!("This context is kept as “{name}”."), false, commands);
    }

    pub(super) fn rename(&mut self, id: OwnId, name: &str) {
        let name = own::unique(name.trim(), &self.owned.own, Some(id));
        if let Some(own) = self.own_mut(id).filter(|own| !name.trim().is_empty() && own.name != name) {
            own.name = name;
            self.touch();
        }
    }

    pub(super) fn delete(&mut self, id: OwnId, commands: &mut Vec<Command>) {
        let before = self.owned.clone();
        let Some(at) = self.owned.own.iter().position(|(other, _)| *other == id) else { return };
        let (_, gone) = self.owned.own.remove(at);
        self.touch();
        if self.owned.chosen == Chosen::Own(id) {
            let fits = scenarios::fitting(&self.owned.placement, &self.owned.action);
            if let Some(next) = fits.first().copied().or(scenarios::all().first()) {
                let put_away = self.owned.chosen.name();
                let chosen = Chosen::Catalogue(next.id);
                self.open_context(chosen, next.ctx().to_owned(), next.left_out, put_away, None, commands);
            }
        }
        self.record(before, format!("“{}” is deleted.", gone.name), false, commands);
    }

    /// Takes back what an act did to the context. Gives the name under which changes made since are kept.
    pub(super) fn undo_context(
        &mut self,
        before: &Owned,
        after: &Owned,
        commands: &mut Vec<Command>,
    ) -> Option<String> {
        if (before.chosen, &before.ctx) == (after.chosen, &after.ctx) {
            return None;
        }
        // One that was deleted since is nobody's any more.
        let chosen = match before.chosen {
            Chosen::Own(id) if self.own(id).is_none() => Chosen::Free,
            chosen => chosen,
        };
        let untouched = (self.owned.chosen, &self.owned.ctx) == (after.chosen, &after.ctx);
        if before.ctx == after.ctx && untouched {
            // Only the name that it went under changed.
            self.owned.chosen = chosen;
            return None;
        }
        // What the act put there, and nobody has touched since, is not kept.
        let (put_away, kept) = if untouched { (after.chosen.name(), None) } else { self.leave() };
        // One of the user's own goes on with what it is now.
        let now = match chosen {
            Chosen::Own(_) => self.context_of(chosen).map(|(ctx, left_out)| (ctx.to_owned(), left_out)),
            _ => None,
        };
        let (ctx, left_out) = now.unwrap_or_else(|| (before.ctx.clone(), before.left_out));
        // The history of changes that the act kept under a name of their own.
        let kept_by_act = after.own.iter().find(|own| !before.own.contains(own) && own.1.ctx == ctx);
        let take_up = kept_by_act.map(|(id, _)| Chosen::Own(*id).name());
        self.open_context(chosen, ctx, left_out, put_away, take_up, commands);
        kept
    }
}
