//! The supervisor with invented time: latest wins, one in flight, ended over its time, restarted from a spare.

use playground::worker::{
    protocol::RunId,
    supervisor::{Command, Event, Rules, Supervisor, WorkerId},
};

const RULES: Rules = Rules { limit_ms: 1000.0, start_ms: 20_000.0, memory: 1_000_000, spare: true, failed_starts: 3 };

fn answered(worker: u64, run: u64) -> Event<&'static str> {
    Event::Answered { worker: WorkerId(worker), run: RunId(run), memory: 1000 }
}

/// Everything but the alarm, which most tests do not care for.
fn step(supervisor: &mut Supervisor<&'static str>, now: f64, event: Event<&'static str>) -> Vec<Command<&'static str>> {
    let mut commands = supervisor.step(now, event);
    commands.retain(|command| !matches!(command, Command::WakeIn(_)));
    commands
}

/// A supervisor that has done a first run (0) and whose worker (0) and spare (1) are up.
fn ready() -> Supervisor<&'static str> {
    let mut supervisor = Supervisor::new(RULES);
    let commands = step(&mut supervisor, 0.0, Event::Submit("first"));
    assert_eq!(commands, [Command::Spawn(WorkerId(0))], "the spare waits for the first");
    let commands = step(&mut supervisor, 5.0, Event::Ready(WorkerId(0)));
    assert_eq!(commands, [Command::Send(WorkerId(0), RunId(0), "first")], "and for its run");
    let commands = step(&mut supervisor, 8.0, answered(0, 0));
    assert_eq!(commands, [Command::Deliver(RunId(0)), Command::Spawn(WorkerId(1))]);
    assert_eq!(step(&mut supervisor, 9.0, Event::Ready(WorkerId(1))), []);
    supervisor
}

#[test]
fn what_is_submitted_before_the_worker_is_up_runs_when_it_is() {
    let mut supervisor = Supervisor::new(RULES);
    step(&mut supervisor, 0.0, Event::Submit("first"));
    step(&mut supervisor, 1.0, Event::Submit("second"));
    let commands = step(&mut supervisor, 50.0, Event::Ready(WorkerId(0)));
    assert_eq!(commands, [Command::Send(WorkerId(0), RunId(0), "second")]);
}

#[test]
fn one_is_in_flight_and_the_latest_edit_wins() {
    let mut supervisor = ready();
    assert_eq!(step(&mut supervisor, 10.0, Event::Submit("a")), [Command::Send(WorkerId(0), RunId(1), "a")]);
    assert_eq!(step(&mut supervisor, 11.0, Event::Submit("ab")), [], "one is in flight");
    assert_eq!(step(&mut supervisor, 12.0, Event::Submit("abc")), []);
    assert!(supervisor.busy());
    assert_eq!(
        step(&mut supervisor, 13.0, answered(0, 1)),
        [Command::Send(WorkerId(0), RunId(2), "abc")],
        "\"ab\" was overtaken, and the answer to \"a\" is no longer the latest"
    );
    assert_eq!(step(&mut supervisor, 14.0, answered(0, 2)), [Command::Deliver(RunId(2))]);
    assert!(!supervisor.busy());
}

#[test]
fn a_run_over_its_time_is_ended_and_the_spare_goes_on() {
    let mut supervisor = ready();
    let sent = supervisor.step(10.0, Event::Submit("loop"));
    assert!(sent.contains(&Command::WakeIn(1000.0)), "the alarm is set to the limit: {sent:?}");
    step(&mut supervisor, 500.0, Event::Submit("next"));
    assert_eq!(step(&mut supervisor, 1009.9, Event::Tick), [], "not yet");
    assert_eq!(
        step(&mut supervisor, 1010.0, Event::Tick),
        [Command::Terminate(WorkerId(0)), Command::Spawn(WorkerId(2)), Command::Send(WorkerId(1), RunId(2), "next"),],
        "no start has to be waited for, and nobody asks for the end of \"loop\" any more"
    );
    step(&mut supervisor, 1020.0, Event::Ready(WorkerId(2)));
    assert_eq!(
        step(&mut supervisor, 2010.0, Event::Tick),
        [Command::Terminate(WorkerId(1)), Command::Stopped(RunId(2)), Command::Spawn(WorkerId(3))]
    );
}

#[test]
fn an_answer_after_the_limit_counts_as_stopped() {
    let mut supervisor = ready();
    step(&mut supervisor, 0.0, Event::Submit("slow"));
    assert_eq!(step(&mut supervisor, 1000.0, answered(0, 1)), [Command::Stopped(RunId(1))]);
}

#[test]
fn an_answer_of_an_ended_worker_is_not_shown() {
    let mut supervisor = ready();
    step(&mut supervisor, 0.0, Event::Submit("loop"));
    step(&mut supervisor, 1000.0, Event::Tick);
    assert_eq!(step(&mut supervisor, 1001.0, answered(0, 1)), []);
    assert_eq!(step(&mut supervisor, 1001.0, Event::Died(WorkerId(0))), []);
}

#[test]
fn a_worker_that_dies_in_a_run_is_replaced_and_said_so() {
    let mut supervisor = ready();
    step(&mut supervisor, 0.0, Event::Submit("trap"));
    assert_eq!(
        step(&mut supervisor, 3.0, Event::Died(WorkerId(0))),
        [Command::Terminate(WorkerId(0)), Command::Crashed(RunId(1)), Command::Spawn(WorkerId(2))]
    );
    assert_eq!(step(&mut supervisor, 4.0, Event::Submit("mended")), [Command::Send(WorkerId(1), RunId(2), "mended")]);
}

#[test]
fn a_spare_that_dies_is_replaced_in_silence() {
    let mut supervisor = ready();
    assert_eq!(
        step(&mut supervisor, 0.0, Event::Died(WorkerId(1))),
        [Command::Terminate(WorkerId(1)), Command::Spawn(WorkerId(2))]
    );
}

#[test]
fn it_gives_up_on_workers_that_never_start_and_tries_again_with_the_next_change() {
    let mut supervisor = Supervisor::new(RULES);
    step(&mut supervisor, 0.0, Event::Submit("job"));
    step(&mut supervisor, 1.0, Event::Died(WorkerId(0)));
    step(&mut supervisor, 2.0, Event::Died(WorkerId(1)));
    assert_eq!(
        step(&mut supervisor, 3.0, Event::Died(WorkerId(2))),
        [Command::Terminate(WorkerId(2)), Command::GaveUp]
    );
    assert!(supervisor.gave_up());
    assert_eq!(step(&mut supervisor, 4.0, Event::Tick), [], "no loop of starts");
    assert_eq!(
        step(&mut supervisor, 5.0, Event::Submit("changed")),
        [Command::TriesAgain, Command::Spawn(WorkerId(3))],
        "one start for each change, and that is said"
    );
    assert_eq!(
        step(&mut supervisor, 6.0, Event::Died(WorkerId(3))),
        [Command::Terminate(WorkerId(3)), Command::GaveUp]
    );
    step(&mut supervisor, 7.0, Event::Submit("again"));
    let commands = step(&mut supervisor, 8.0, Event::Ready(WorkerId(4)));
    assert!(commands.contains(&Command::Send(WorkerId(4), RunId(0), "again")), "{commands:?}");
    assert!(!supervisor.gave_up());
}

#[test]
fn spares_that_cannot_start_are_no_reason_to_give_up() {
    let mut supervisor = ready();
    for id in 1..=3 {
        let commands = step(&mut supervisor, 10.0, Event::Died(WorkerId(id)));
        assert!(!commands.contains(&Command::GaveUp), "{commands:?}");
        if id < 3 {
            assert!(commands.contains(&Command::Spawn(WorkerId(id + 1))), "{commands:?}");
        } else {
            // The first spare had started; the next two had not.
            assert!(commands.contains(&Command::Spawn(WorkerId(4))), "{commands:?}");
        }
    }
    assert_eq!(
        step(&mut supervisor, 11.0, Event::Died(WorkerId(4))),
        [Command::Terminate(WorkerId(4))],
        "no more spares"
    );
    assert!(!supervisor.gave_up());
    assert_eq!(step(&mut supervisor, 12.0, Event::Submit("a")), [Command::Send(WorkerId(0), RunId(1), "a")]);
    assert_eq!(
        step(&mut supervisor, 1012.0, Event::Tick),
        [Command::Terminate(WorkerId(0)), Command::Stopped(RunId(1)), Command::Spawn(WorkerId(5))],
        "the worker itself is replaced all the same"
    );
}

#[test]
fn a_crash_of_what_is_no_longer_the_latest_is_not_told() {
    let mut supervisor = ready();
    step(&mut supervisor, 0.0, Event::Submit("trap"));
    step(&mut supervisor, 1.0, Event::Submit("mended"));
    assert_eq!(
        step(&mut supervisor, 3.0, Event::Died(WorkerId(0))),
        [Command::Terminate(WorkerId(0)), Command::Spawn(WorkerId(2)), Command::Send(WorkerId(1), RunId(2), "mended")]
    );
}

#[test]
fn a_worker_that_never_says_it_is_ready_counts_as_dead() {
    let mut supervisor = Supervisor::new(RULES);
    assert_eq!(supervisor.step(0.0, Event::Submit("job")), [Command::Spawn(WorkerId(0)), Command::WakeIn(20_000.0)]);
    assert_eq!(
        step(&mut supervisor, 20_000.0, Event::Tick),
        [Command::Terminate(WorkerId(0)), Command::Spawn(WorkerId(1))]
    );
}

#[test]
fn without_a_spare_there_is_one_worker() {
    let mut supervisor = Supervisor::new(Rules { spare: false, ..RULES });
    step(&mut supervisor, 0.0, Event::Submit("a"));
    assert_eq!(step(&mut supervisor, 1.0, Event::Ready(WorkerId(0))), [Command::Send(WorkerId(0), RunId(0), "a")]);
    assert_eq!(
        step(&mut supervisor, 2000.0, Event::Tick),
        [Command::Terminate(WorkerId(0)), Command::Stopped(RunId(0)), Command::Spawn(WorkerId(1))]
    );
}

#[test]
fn a_worker_that_has_grown_too_large_is_replaced_after_its_answer() {
    let mut supervisor = ready();
    step(&mut supervisor, 0.0, Event::Submit("200 MB of text"));
    let grown = Event::Answered { worker: WorkerId(0), run: RunId(1), memory: 1_000_001 };
    assert_eq!(
        step(&mut supervisor, 5.0, grown),
        [Command::Deliver(RunId(1)), Command::Terminate(WorkerId(0)), Command::Spawn(WorkerId(2))]
    );
    assert_eq!(step(&mut supervisor, 6.0, Event::Submit("next")), [Command::Send(WorkerId(1), RunId(2), "next")]);
}

#[test]
fn loading_a_part_of_the_module_in_a_run_is_not_the_templates_time() {
    let mut supervisor = ready();
    step(&mut supervisor, 10.0, Event::Submit("a"));
    assert_eq!(step(&mut supervisor, 20.0, Event::Loading(WorkerId(0))), []);
    assert_eq!(step(&mut supervisor, 5000.0, Event::Tick), []);
    assert_eq!(step(&mut supervisor, 5010.0, Event::Ready(WorkerId(0))), []);
    assert_eq!(step(&mut supervisor, 6000.0, Event::Tick), []);
    assert_eq!(
        step(&mut supervisor, 6010.0, Event::Tick),
        [Command::Terminate(WorkerId(0)), Command::Stopped(RunId(1)), Command::Spawn(WorkerId(2))]
    );
}
