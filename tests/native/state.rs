//! The machine of what the user owns: acts undone alone, texts never lost, places carried or refused.

use std::collections::BTreeSet;

use playground::{
    diagnostic::{Document, Edit, Span},
    draft::{Draft, OwnScenario, Revision},
    ory::scenarios,
    report::first_draft,
    state::{
        Command, Event, State,
        act::ActId,
        chosen::Chosen,
        keep::{Found, Keeping, opening},
        own::OwnId,
        text,
    },
};

const A: Chosen = Chosen::Catalogue("registration_after_password");
const B: Chosen = Chosen::Catalogue("recovery_after_code");

fn opened() -> State {
    State::open(first_draft(), Keeping::Here)
}

/// Types a whole text over what is there, as a paste over everything does.
fn paste(state: &mut State, document: Document, text: &str) -> Vec<Command> {
    let changes = vec![text::Splice { span: Span::new(0, state.text(document).len()), len: text.len() }];
    state.step(Event::Typed { document, text: text.to_owned(), changes })
}

/// Types one stretch for another.
fn type_at(state: &mut State, document: Document, from: &str, to: &str) {
    let old = state.text(document).to_owned();
    let start = old.find(from).unwrap_or_else(|| panic!("{from:?} is not in {old}"));
    let text = old.replacen(from, to, 1);
    let changes = vec![text::Splice { span: Span::new(start, start + from.len()), len: to.len() }];
    state.step(Event::Typed { document, text, changes });
}

fn names(state: &State) -> Vec<&str> {
    state.owned().own.iter().map(|(_, own)| own.name.as_str()).collect()
}

fn notice(state: &State) -> &str {
    state.notice().map_or("", |notice| &notice.text)
}

fn edit(document: Document, span: Span, text: &str) -> Edit {
    Edit { document, span, text: text.to_owned() }
}

/// Makes a scenario of the user's own with this text.
fn own(state: &mut State, name: &str, ctx: &str) -> OwnId {
    state.step(Event::Choose(A));
    paste(state, Document::Ctx, ctx);
    state.step(Event::Duplicate);
    let Chosen::Own(id) = state.owned().chosen else { panic!("a duplicate is gone on with") };
    state.step(Event::Rename(id, name.to_owned()));
    id
}

#[test]
fn undo_takes_back_one_act_alone() {
    let mut state = opened();
    let id = own(&mut state, "Mine", "{\"a\": 1}");
    state.step(Event::Delete(id));
    assert_eq!(names(&state), Vec::<&str>::new());
    let act = state.notice().and_then(|notice| notice.undo);
    paste(&mut state, Document::Template, "function(ctx) { rewritten: true }");
    let commands = state.step(Event::Undo(act));
    assert_eq!(state.owned().template, "function(ctx) { rewritten: true }");
    assert!(!commands.iter().any(|command| matches!(command, Command::SetText(Document::Template, _))), "{commands:?}");
    assert_eq!(names(&state), ["Mine"]);
    assert_eq!((state.owned().chosen, state.text(Document::Ctx)), (Chosen::Own(id), "{\"a\": 1}"));
}

#[test]
fn undo_of_a_delete_leaves_a_context_that_was_chosen_and_edited_since() {
    let mut state = opened();
    let id = own(&mut state, "Mine", "{\"a\": 1}");
    state.step(Event::Delete(id));
    let act = state.notice().and_then(|notice| notice.undo);
    state.step(Event::Choose(B));
    paste(&mut state, Document::Ctx, "{\"since\": true}");
    state.step(Event::Undo(act));
    assert_eq!(names(&state).len(), 2, "what was typed since is kept: {:?}", names(&state));
    assert!(state.owned().own.iter().any(|(_, own)| own.ctx == "{\"since\": true}"));
    assert!(notice(&state).contains("kept as"), "{}", notice(&state));
}

#[test]
fn each_scenario_has_a_history_of_its_own() {
    let mut state = opened();
    let alpha = own(&mut state, "Alpha", "{\"a\": 1}");
    let beta = own(&mut state, "Beta", "{\"b\": 1}");
    let commands = state.step(Event::Choose(Chosen::Own(alpha)));
    let open = Command::Open {
        put_away: Chosen::Own(beta).name(),
        take_up: Chosen::Own(alpha).name(),
        text: "{\"a\": 1}".to_owned(),
    };
    assert_eq!(commands.first(), Some(&open));
}

#[test]
fn edits_forms_fixes_and_conversions_of_an_own_scenario_stay_with_it() {
    let mut state = opened();
    let id = own(&mut state, "Mine", "{\"a\": 1}");
    state.step(Event::Apply(state.revision(), vec![edit(Document::Ctx, Span::new(6, 7), "2")]));
    state.step(Event::Choose(B));
    state.step(Event::Choose(Chosen::Own(id)));
    assert_eq!(state.text(Document::Ctx), "{\"a\": 2}");
    state.step(Event::Replace(Document::Ctx, "{\"converted\": true}".to_owned()));
    state.step(Event::Choose(B));
    state.step(Event::Choose(Chosen::Own(id)));
    assert_eq!(state.text(Document::Ctx), "{\"converted\": true}");
    assert_eq!(names(&state), ["Mine"], "nothing was kept twice");
}

#[test]
fn a_deleted_scenario_does_not_come_back() {
    let mut state = opened();
    let id = own(&mut state, "Mine", "{\"a\": 1}");
    state.step(Event::Delete(id));
    assert!(matches!(state.owned().chosen, Chosen::Catalogue(_)), "one that fits is shown instead");
    state.step(Event::Choose(B));
    assert_eq!(names(&state), Vec::<&str>::new());
}

#[test]
fn changes_that_are_kept_are_told_and_can_be_undone() {
    let mut state = opened();
    type_at(&mut state, Document::Ctx, "ada@example.org", "eve@example.org");
    let edited = state.text(Document::Ctx).to_owned();
    state.step(Event::Choose(B));
    assert_eq!(names(&state), ["Registration by password, mine"]);
    assert_eq!(notice(&state), "Your changes are kept as “Registration by password, mine”.");
    state.step(Event::Undo(state.notice().and_then(|notice| notice.undo)));
    assert_eq!((state.owned().chosen, state.text(Document::Ctx)), (A, edited.as_str()));
    assert_eq!(names(&state), Vec::<&str>::new());
}

#[test]
fn what_is_trivial_is_not_kept() {
    let mut state = opened();
    type_at(&mut state, Document::Ctx, "{\n", "{\n\n   ");
    state.step(Event::Choose(B));
    assert_eq!(names(&state), Vec::<&str>::new(), "spaces");
    for _ in 0..4 {
        state.step(Event::Choose(A));
        type_at(&mut state, Document::Ctx, "ada@example.org", "eve@example.org");
        state.step(Event::Choose(B));
    }
    assert_eq!(names(&state), ["Registration by password, mine"], "the same change four times");
    state.step(Event::Choose(A));
    type_at(&mut state, Document::Ctx, "ada@example.org", "a da@example.org");
    state.step(Event::Choose(B));
    assert_eq!(names(&state).len(), 2, "a space inside a string is a change");
}

#[test]
fn names_are_unique() {
    let mut state = opened();
    own(&mut state, "Alpha", "{\"a\": 1}");
    let beta = own(&mut state, "Alpha", "{\"b\": 1}");
    assert_eq!(names(&state), ["Alpha", "Alpha 2"]);
    state.step(Event::Rename(beta, "  Alpha ".to_owned()));
    assert_eq!(names(&state), ["Alpha", "Alpha 2"]);
    state.step(Event::Rename(beta, " ".to_owned()));
    assert_eq!(names(&state), ["Alpha", "Alpha 2"]);
    let scenario = |ctx: &str| OwnScenario { name: "Same".to_owned(), ctx: ctx.to_owned(), left_out: 0 };
    let draft = Draft { own_scenarios: vec![scenario("1"), scenario("2")], ..first_draft() };
    assert_eq!(names(&State::open(draft, Keeping::Here)), ["Same", "Same 2"]);
}

#[test]
fn a_whole_context_weighs_what_it_is() {
    let mut state = opened();
    let weight = state.owned().left_out;
    assert!(weight > 0, "the catalogue's is short");
    type_at(&mut state, Document::Ctx, "ada@example.org", "eve@example.org");
    assert_eq!(state.owned().left_out, weight, "an edit of a short one leaves it short");
    let short = state.text(Document::Ctx).to_owned();
    paste(&mut state, Document::Ctx, "{\"whole\": true}");
    assert_eq!(state.owned().left_out, 0);
    // Undo in the editor comes as typing.
    paste(&mut state, Document::Ctx, &short);
    assert_eq!(state.owned().left_out, weight);
    state.step(Event::Replace(Document::Ctx, "{\"converted\": true}".to_owned()));
    assert_eq!(state.owned().left_out, 0);
}

#[test]
fn an_example_says_so_and_can_be_taken_back() {
    let mut state = opened();
    paste(&mut state, Document::Template, "function(ctx) { mine: 1 }");
    type_at(&mut state, Document::Ctx, "ada@example.org", "eve@example.org");
    let before = state.owned().clone();
    let example = Draft { template: "function(ctx) {}".to_owned(), ctx: "{}".to_owned(), ..first_draft() };
    let commands = state.step(Event::Load(Box::new(example), "“X” is open.".to_owned()));
    assert!(commands.contains(&Command::SetText(Document::Template, "function(ctx) {}".to_owned())));
    assert!(notice(&state).starts_with("“X” is open. Your context is kept as"), "{}", notice(&state));
    state.step(Event::Undo(None));
    assert_eq!(state.owned(), &before);
}

#[test]
fn reset_tells_what_goes_and_undo_brings_it_back() {
    let mut state = opened();
    own(&mut state, "Mine", "{\"a\": 1}");
    paste(&mut state, Document::Template, "function(ctx) { mine: 1 }");
    let before = state.owned().clone();
    let commands = state.step(Event::Reset { draft: Box::new(first_draft()), secrets: true });
    assert!(commands.iter().any(|command| matches!(command, Command::PutSecretsAway(_))));
    assert_eq!(state.owned().draft(), first_draft());
    assert_eq!(notice(&state), "Everything is as on the first visit, and your own scenario is gone, the key too.");
    let commands = state.step(Event::Undo(None));
    assert!(commands.iter().any(|command| matches!(command, Command::BringSecretsBack(_))));
    assert_eq!(state.owned(), &before);
}

#[test]
fn the_keys_of_an_import_go_with_its_undo_and_with_no_other() {
    let acts = |commands: &[Command]| -> Vec<ActId> {
        let act = |command: &Command| match command {
            Command::PutSecretsAway(act) | Command::TakeSecrets(act) | Command::BringSecretsBack(act) => Some(*act),
            _ => None,
        };
        commands.iter().filter_map(act).collect()
    };
    let mut state = opened();
    let draft = Box::new(Draft { template: "function(ctx) {}".to_owned(), ..first_draft() });
    let import = acts(&state.step(Event::Import(draft.clone(), "It is open.".to_owned())));
    let reset = acts(&state.step(Event::Reset { draft: Box::new(first_draft()), secrets: true }));
    assert!(import.len() == 1 && reset.len() == 1 && import != reset, "{import:?} {reset:?}");
    // A load has none.
    assert!(acts(&state.step(Event::Load(draft, "It is open.".to_owned()))).is_empty());
    assert!(acts(&state.step(Event::Undo(None))).is_empty());
    assert_eq!(acts(&state.step(Event::Undo(Some(import[0])))), import);
    assert_eq!(acts(&state.step(Event::Undo(None))), reset);
}

#[test]
fn a_later_choice_survives_the_undo_of_an_earlier_act() {
    let mut state = opened();
    state.step(Event::Reset { draft: Box::new(first_draft()), secrets: false });
    let mut placement = state.owned().placement.clone();
    placement.project = "later".to_owned();
    state.step(Event::SetPlacement(placement));
    state.step(Event::Undo(None));
    assert_eq!(state.owned().placement.project, "later");
}

#[test]
fn an_edit_belongs_to_the_revision_it_was_worked_out_for() {
    let mut state = opened();
    paste(&mut state, Document::Template, "function(ctx) ctx.identity.name");
    let found = state.revision();
    let span = Span::new(14, 31);
    let fix = vec![edit(Document::Template, span, "std.get(ctx.identity, \"name\")")];

    // A line before it and a word after it: the edit is carried.
    let text = "// a line\nfunction(ctx) ctx.identity.name";
    let changes = vec![text::Splice { span: Span::new(0, 0), len: 10 }];
    state.step(Event::Typed { document: Document::Template, text: text.to_owned(), changes });
    assert_eq!(state.carry(found, Document::Template, span), Some(Span::new(24, 41)));
    let commands = state.step(Event::Apply(found, fix.clone()));
    assert_eq!(state.text(Document::Template), "// a line\nfunction(ctx) std.get(ctx.identity, \"name\")");
    assert!(matches!(commands.first(), Some(Command::Edit(Document::Template, edits)) if edits.len() == 1));

    // Once more, its place is gone: nothing is done, and that is said.
    let before = state.owned().clone();
    let commands = state.step(Event::Apply(found, fix));
    assert_eq!(state.owned(), &before);
    assert!(!commands.iter().any(|command| matches!(command, Command::Edit(..))), "{commands:?}");
    assert!(notice(&state).contains("changed there since"), "{}", notice(&state));
}

#[test]
fn edits_are_made_all_or_none() {
    let mut state = opened();
    paste(&mut state, Document::Template, "aé b");
    let before = state.owned().clone();
    for wrong in [Span::new(0, 2), Span::new(3, 2), Span::new(4, 99)] {
        let edits = vec![edit(Document::Template, Span::new(4, 5), "c"), edit(Document::Template, wrong, "x")];
        state.step(Event::Apply(state.revision(), edits));
        assert_eq!(state.owned(), &before, "{wrong:?}");
    }
    let overlap = vec![edit(Document::Template, Span::new(0, 3), "x"), edit(Document::Template, Span::new(1, 4), "y")];
    state.step(Event::Apply(state.revision(), overlap));
    assert_eq!(state.owned(), &before);
}

#[test]
fn a_jump_goes_to_what_is_left_of_its_place() {
    let mut state = opened();
    paste(&mut state, Document::Template, "one two three");
    let found = state.revision();
    type_at(&mut state, Document::Template, "two", "2");
    let to = |state: &mut State, span| match state.step(Event::Reveal(found, Document::Template, span)).first() {
        Some(Command::Reveal(Document::Template, span)) => *span,
        other => panic!("{other:?}"),
    };
    assert_eq!(to(&mut state, Span::new(8, 13)), Span::new(6, 11), "carried");
    assert_eq!(to(&mut state, Span::new(5, 7)), Span::new(4, 4), "gone, but near");
}

#[test]
fn two_tabs_do_not_overwrite_each_other_silently() {
    let mut state = opened();
    let other = Draft { template: "function(ctx) { other: 1 }".to_owned(), ..first_draft() };
    state.step(Event::OtherTab(Box::new(first_draft())));
    assert_eq!(state.keeping(), &Keeping::Here, "the same work is no conflict");
    state.step(Event::OtherTab(Box::new(other.clone())));
    assert_eq!(state.keeping(), &Keeping::Contested(Box::new(other.clone())));
    let mut this = state.clone();
    assert_eq!(this.step(Event::KeepThis), [Command::Keep]);
    assert_eq!((this.keeping(), &this.owned().draft()), (&Keeping::Here, &first_draft()));
    state.step(Event::TakeOther);
    assert_eq!((state.keeping(), &state.owned().draft()), (&Keeping::Here, &other));
    state.step(Event::Undo(None));
    assert_eq!(state.owned().draft(), first_draft());
}

#[test]
fn a_newer_state_stays_untouched_and_a_reload_finds_its_own_work() {
    let mine = Draft { template: "mine".to_owned(), ..first_draft() };
    let other = Draft { template: "other".to_owned(), ..first_draft() };
    let found = |draft: &Draft| Found::Draft(Box::new(draft.clone()));
    let open = |in_tab, shared| {
        let (draft, keeping, words) = opening(in_tab, shared, first_draft());
        (draft.template, keeping, words.is_some())
    };
    assert_eq!(open(found(&mine), Found::Newer), ("mine".to_owned(), Keeping::Newer, false));
    assert_eq!(
        open(found(&mine), found(&other)),
        ("mine".to_owned(), Keeping::Contested(Box::new(other.clone())), false)
    );
    assert_eq!(open(found(&mine), found(&mine)), ("mine".to_owned(), Keeping::Here, false));
    assert_eq!(open(Found::Nothing, found(&other)), ("other".to_owned(), Keeping::Here, false));
    assert_eq!(open(Found::Nothing, Found::Damaged), (first_draft().template, Keeping::Here, true));
    assert_eq!(open(Found::Forbidden, Found::Forbidden), (first_draft().template, Keeping::Nowhere, true));
    let mut state = State::open(mine, Keeping::Newer);
    state.step(Event::OtherTab(Box::new(other)));
    assert_eq!(state.keeping(), &Keeping::Newer, "what an older tab writes does not make it ours");
}

#[test]
fn a_notice_leaves_by_its_number() {
    let mut state = opened();
    let commands = state.step(Event::Say("One.".to_owned()));
    let Some(Command::DismissIn(one, _)) = commands.last() else { panic!("{commands:?}") };
    state.step(Event::Say("Two.".to_owned()));
    state.step(Event::Dismiss(Some(*one)));
    assert_eq!(notice(&state), "Two.");
    state.step(Event::Dismiss(None));
    assert_eq!(state.notice(), None);
}

/// A small generator of numbers, so that a failure can be run again.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most.max(1)
    }
}

/// What the editors hold: texts that undo in them, or in a history that was put away, brings back.
#[derive(Default)]
struct Editors {
    histories: BTreeSet<String>,
}

impl Editors {
    fn obey(&mut self, before: &State, commands: &[Command]) {
        for command in commands {
            match command {
                Command::Edit(document, _) | Command::SetText(document, _) => {
                    self.histories.insert(before.text(*document).to_owned());
                }
                _ => {}
            }
        }
    }
}

/// Every text that can be had again: what is there, what is kept, and what undo of each act brings.
fn reachable(state: &State, editors: &Editors) -> BTreeSet<String> {
    let mut texts = editors.histories.clone();
    let mut state = state.clone();
    loop {
        texts.extend([state.owned().template.clone(), state.owned().ctx.clone()]);
        texts.extend(state.owned().own.iter().map(|(_, own)| own.ctx.clone()));
        if state.acts().is_empty() {
            return texts;
        }
        state.step(Event::Undo(None));
    }
}

fn any_event(random: &mut Random, state: &State, serial: usize) -> Event {
    let own: Vec<OwnId> = state.owned().own.iter().map(|(id, _)| *id).collect();
    let catalogue = scenarios::all();
    match random.below(16) {
        0..=3 => typed(random, state, Document::Ctx, serial),
        4 => typed(random, state, Document::Template, serial),
        5 | 6 => Event::Choose(Chosen::Catalogue(catalogue[random.below(4)].id)),
        7 | 8 if !own.is_empty() => Event::Choose(Chosen::Own(own[random.below(own.len())])),
        9 => Event::Duplicate,
        10 if !own.is_empty() => Event::Delete(own[random.below(own.len())]),
        11 if !own.is_empty() => Event::Rename(own[random.below(own.len())], format!("Name {}", random.below(3))),
        12 => Event::Replace(Document::Ctx, format!("{{\"converted\": {serial}}}")),
        13 => {
            let draft = Draft { template: format!("loaded {serial}"), ..state.owned().draft() };
            Event::Load(Box::new(draft), "Loaded.".to_owned())
        }
        14 if random.below(4) == 0 => Event::Reset { draft: Box::new(first_draft()), secrets: false },
        _ => Event::Undo(None),
    }
}

fn typed(random: &mut Random, state: &State, document: Document, serial: usize) -> Event {
    let old = state.text(document);
    let at = (0..=old.len()).rev().find(|at| old.is_char_boundary(*at) && *at <= random.below(old.len() + 1));
    let at = at.unwrap_or(0);
    let new = format!("/{serial}/");
    let text = format!("{}{new}{}", &old[..at], &old[at..]);
    Event::Typed { document, text, changes: vec![text::Splice { span: Span::new(at, at), len: new.len() }] }
}

#[test]
fn nothing_typed_is_ever_lost() {
    for seed in 0..150 {
        let mut random = Random(seed);
        let mut state = opened();
        let mut editors = Editors::default();
        // Fewer than the acts that are remembered: what is older may be gone.
        for serial in 0..18 {
            let event = any_event(&mut random, &state, serial);
            let before = state.clone();
            let had = reachable(&before, &editors);
            let commands = state.step(event.clone());
            editors.obey(&before, &commands);
            let told = format!("seed {seed}, step {serial}: {event:?}");

            if let Event::Typed { document, .. } = event {
                // The editor that was typed in can undo it.
                editors.histories.insert(before.text(document).to_owned());
            }
            let have = reachable(&state, &editors);
            let lost: Vec<&String> = had.difference(&have).filter(|text| worth_keeping(text)).collect();
            assert!(lost.is_empty(), "{told}\nlost: {lost:#?}");

            let names: BTreeSet<&str> = names(&state).into_iter().collect();
            assert_eq!(names.len(), state.owned().own.len(), "{told}: names are unique");
            let counted = state.owned() == before.owned() || state.revision() != before.revision();
            assert!(counted, "{told}: a change has a revision");
            if let Chosen::Own(id) = state.owned().chosen {
                let own = state.owned().own.iter().find(|(other, _)| *other == id);
                let own = own.unwrap_or_else(|| panic!("{told}: the chosen scenario is there"));
                assert_eq!(own.1.ctx, state.owned().ctx, "{told}: it is what is shown");
            }
            if state.revision() != before.revision() {
                assert!(commands.contains(&Command::Keep), "{told}: every change is kept");
            }
        }
    }
}

/// What is in the catalogue can be had from there.
fn worth_keeping(text: &str) -> bool {
    scenarios::all().iter().all(|scenario| !text::same_but_spaces(scenario.ctx(), text))
}

#[test]
fn places_are_carried_to_the_same_characters() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let mut state = opened();
        // Every character once, so that a place can be told by what stands there.
        let alphabet: String = ('a'..='z').chain('α'..='ω').collect();
        paste(&mut state, Document::Template, &alphabet);
        let found: Revision = state.revision();
        let starts: Vec<usize> = alphabet.char_indices().map(|(at, _)| at).chain([alphabet.len()]).collect();
        for _ in 0..random.below(12) {
            let text = state.text(Document::Template).to_owned();
            let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = ends.remove(random.below(ends.len()));
            let to = ends.iter().copied().find(|end| *end >= from).unwrap_or(text.len());
            let new = ["", "1", "22é"][random.below(3)];
            let changed = format!("{}{new}{}", &text[..from], &text[to..]);
            let changes = vec![text::Splice { span: Span::new(from, to), len: new.len() }];
            state.step(Event::Typed { document: Document::Template, text: changed, changes });
        }
        for pair in starts.windows(4) {
            let span = Span::new(pair[0], pair[3]);
            if let Some(now) = state.carry(found, Document::Template, span) {
                assert_eq!(now.of(state.text(Document::Template)), span.of(&alphabet), "seed {seed}");
            }
        }
    }
}

/// What is pinned, as texts.
fn pinned(state: &State) -> Vec<&str> {
    state.owned().pins.iter().map(|(start, end)| &state.text(Document::Template)[*start..*end]).collect()
}

#[test]
fn pins_follow_the_text_and_come_back_with_the_draft() {
    let mut state = opened();
    paste(&mut state, Document::Template, "{ é: ctx.flow.id, b: ctx.b }");
    let at = |state: &State, what: &str| {
        let start = state.text(Document::Template).find(what).expect(what);
        (start, start + what.len())
    };
    let pins = vec![at(&state, "ctx.b"), at(&state, "ctx.flow.id"), (4, 4), (3, 6), (0, 9_999)];
    let commands = state.step(Event::Pinned(pins));
    assert!(commands.contains(&Command::Keep));
    assert_eq!(pinned(&state), ["ctx.flow.id", "ctx.b"], "what is no stretch of the text is left out");
    let revision = state.revision();
    assert_eq!(state.step(Event::Pinned(state.owned().pins.clone())), Vec::new());
    type_at(&mut state, Document::Template, "é", "first");
    type_at(&mut state, Document::Template, ".flow", "?.flow");
    type_at(&mut state, Document::Template, "ctx.b", "ctx.b.c");
    assert_eq!(pinned(&state), ["ctx?.flow.id", "ctx.b.c"]);
    let span = Span::new(2, 2);
    state.step(Event::Apply(state.revision(), vec![edit(Document::Template, span, "z: 1, ")]));
    assert_eq!(pinned(&state), ["ctx?.flow.id", "ctx.b.c"]);
    assert!(state.revision() > revision);
    let again = State::open(state.owned().draft(), Keeping::Here);
    assert_eq!(pinned(&again), ["ctx?.flow.id", "ctx.b.c"]);
    type_at(&mut state, Document::Template, "b: ctx.b.c ", "");
    assert_eq!(pinned(&state), ["ctx?.flow.id"], "a pin goes with its text");
}

#[test]
fn pins_of_a_text_that_was_replaced_come_back_with_it() {
    let mut state = opened();
    state.step(Event::Pinned(vec![(0, 8)]));
    let before = pinned(&state).concat();
    let loaded = Draft { template: "function(ctx) {}".to_owned(), ..first_draft() };
    let commands = state.step(Event::Load(Box::new(loaded), "An example.".to_owned()));
    assert_eq!(pinned(&state), [""; 0]);
    assert!(commands.contains(&Command::Pin(Vec::new())), "{commands:?}");
    let commands = state.step(Event::Undo(None));
    assert_eq!(pinned(&state), [before]);
    assert!(commands.contains(&Command::Pin(vec![(0, 8)])), "{commands:?}");
}
