//! A template without an end ends itself, by the clock it is given.

use std::sync::atomic::{AtomicU64, Ordering};

use playground::{
    assist::ask::{self, Answer, Ask},
    mandrill::gallery,
    report::{self, Verdict, World, first_draft},
};

/// A clock that shows 10 ms more each time it is looked at, so that nothing here hangs on the machine's speed.
fn hurried() -> f64 {
    static LOOKS: AtomicU64 = AtomicU64::new(0);
    LOOKS.fetch_add(1, Ordering::Relaxed) as f64 * 10.0
}

/// A clock that stands still.
fn still() -> f64 {
    0.0
}

const ENDLESS: &[&str] = &[
    "function(ctx) local f(n) = f(n + 1) tailstrict; f(0)",
    "function(ctx) local f(n) = if n < 0 then 0 else f(n + 1) tailstrict; { a: f(1) }",
    "function(ctx) std.foldl(function(a, b) a + b, std.range(1, 1000000), 0)",
    "function(ctx) std.length([x for x in std.range(1, 3000) for y in std.range(1, 3000) if x + y < 0])",
    "function(ctx) local fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2); fib(60)",
    "function(ctx) std.foldl(function(a, b) a, std.map(function(x) std.sum(std.range(1, x)), std.range(1, 100000)), 0)",
    "function(ctx) local o(n) = { a: if n == 0 then 1 else o(n - 1).a + o(n - 1).a }; o(60).a",
];

#[test]
fn a_template_without_an_end_ends_itself() {
    for template in ENDLESS {
        let mut draft = first_draft();
        draft.template = (*template).to_owned();
        let report = report::build_in(&draft, World { now: None, stopwatch: Some(hurried) });
        assert_eq!(report.verdict, Verdict::Stopped, "{template}: {:?}", report.trouble);
        assert_eq!(report.trouble.map(|trouble| trouble.words).as_deref(), Some("eval: context deadline exceeded"));
    }
}

#[test]
fn an_editor_s_question_about_one_is_answered() {
    for template in ENDLESS {
        let answer = ask::answer_in_time(template, "{}", &Ask::Hover(template.len() - 2), hurried);
        // What it says is not the point: that it says something in the end is.
        assert!(matches!(answer, Answer::Text(_) | Answer::Nothing), "{template}: {answer:?}");
    }
}

#[test]
fn what_ends_in_time_is_the_same_with_a_clock_and_after_one_that_ran_out() {
    for example in gallery::EXAMPLES {
        let mut draft = first_draft();
        draft.template = example.template.to_owned();
        let without = report::build(&draft);
        draft.template = ENDLESS[0].to_owned();
        assert_eq!(report::build_in(&draft, World { now: None, stopwatch: Some(hurried) }).verdict, Verdict::Stopped);
        draft.template = example.template.to_owned();
        let with = report::build_in(&draft, World { now: None, stopwatch: Some(still) });
        assert_eq!(with, without, "{}", example.template);
    }
}
