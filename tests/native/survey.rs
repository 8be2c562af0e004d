//! The survey with invented time: again from the start at every change, and never an answer of another template.

use playground::worker::survey::{Command, ENDS_IN_A_ROW, Event, Survey};

type Machine = Survey<char, u32>;

fn run(round: u64, at: usize) -> Option<Command> {
    Some(Command::Run { round, at })
}

fn answered(round: u64, at: usize, answer: u32) -> Event<char, u32> {
    Event::Answered { round, at, answer, ended: false }
}

fn ended(round: u64, at: usize) -> Event<char, u32> {
    Event::Answered { round, at, answer: 0, ended: true }
}

fn known(survey: &Machine) -> Vec<Option<u32>> {
    survey.cells().iter().map(|cell| cell.answer).collect()
}

/// A survey whose first round has begun.
fn begun(keys: &str) -> Machine {
    let mut survey = Machine::default();
    assert_eq!(survey.step(0.0, Event::Changed(keys.chars().collect())), Some(Command::WakeIn(150.0)));
    assert_eq!(survey.step(150.0, Event::Tick), run(1, 0));
    survey
}

#[test]
fn one_after_the_other() {
    let mut survey = begun("abc");
    assert_eq!(survey.step(160.0, answered(1, 0, 7)), run(1, 1));
    assert_eq!(known(&survey), [Some(7), None, None]);
    assert_eq!(survey.step(170.0, answered(1, 1, 8)), run(1, 2));
    assert_eq!(survey.step(180.0, answered(1, 2, 9)), None);
    assert_eq!(known(&survey), [Some(7), Some(8), Some(9)]);
    assert!(!survey.broke_off());
}

#[test]
fn it_waits_for_a_pause_in_typing() {
    let mut survey = begun("a");
    survey.step(200.0, Event::Changed(vec!['a']));
    survey.step(300.0, Event::Changed(vec!['a']));
    assert_eq!(survey.step(350.0, Event::Tick), Some(Command::WakeIn(100.0)), "the alarm of the change before");
    assert_eq!(survey.step(450.0, Event::Tick), run(3, 0));
    assert_eq!(survey.step(451.0, Event::Tick), None, "an alarm too many does nothing");
}

#[test]
fn nothing_of_an_older_template_is_shown() {
    let mut survey = begun("ab");
    survey.step(160.0, answered(1, 0, 7));
    survey.step(170.0, Event::Changed(vec!['a', 'b']));
    assert_eq!(known(&survey), [None, None], "unknown, at once");
    assert_eq!(survey.step(180.0, answered(1, 1, 8)), None, "what was under way is of the old one");
    assert_eq!(known(&survey), [None, None]);
    assert_eq!(survey.step(320.0, Event::Tick), run(2, 0));
    assert_eq!(survey.step(330.0, answered(1, 0, 7)), None);
    assert_eq!(known(&survey), [None, None]);
}

#[test]
fn a_template_that_never_ends_does_not_take_the_limit_in_each() {
    let mut survey = begun("abcdefgh");
    for at in 0..ENDS_IN_A_ROW as usize - 1 {
        assert_eq!(survey.step(1000.0, ended(1, at)), run(1, at + 1));
    }
    assert_eq!(survey.step(4000.0, ended(1, ENDS_IN_A_ROW as usize - 1)), None);
    assert!(survey.broke_off());
    assert_eq!(known(&survey)[ENDS_IN_A_ROW as usize], None);
    survey.step(5000.0, Event::Changed(vec!['a']));
    assert!(!survey.broke_off(), "a change begins anew, whatever happened");
    assert_eq!(survey.step(5150.0, Event::Tick), run(2, 0));
}

#[test]
fn one_that_ends_in_between_is_no_reason_to_break_off() {
    let mut survey = begun("abcdefgh");
    for at in 0..7 {
        let event = if at % 2 == 0 { ended(1, at) } else { answered(1, at, 1) };
        assert_eq!(survey.step(200.0, event), run(1, at + 1));
    }
}

#[test]
fn without_scenarios_there_is_nothing_to_do() {
    let mut survey = Machine::default();
    survey.step(0.0, Event::Changed(Vec::new()));
    assert_eq!(survey.step(150.0, Event::Tick), None);
}
