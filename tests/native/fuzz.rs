//! Mutated templates and contexts through the whole native path: each ends in a report or runs until it is left behind,
//! and none panics. Seeded; a minute in CI, a few seconds elsewhere (`FUZZ_SECONDS`, `SEED`).

use std::{
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use playground::{
    draft::Draft,
    report::{self, first_draft},
};

/// Enough for what Ory's 500 frames need natively.
const STACK: usize = 512 << 20;

/// As long as Ory lets an evaluation run.
const LIMIT: Duration = Duration::from_secs(1);

const PIECES: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    "::",
    ":::",
    "+:",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!",
    "~",
    "if ",
    " then ",
    " else ",
    "local a = a; ",
    "function(x) ",
    "ctx",
    "self",
    "super",
    "$",
    "std.",
    "std.range(0, 100)",
    "error ",
    "assert ",
    "[x for x in ",
    "1e999",
    "0.1",
    "1_000",
    "null",
    "'",
    "\"",
    "|||\n",
    "@'",
    "\\u",
    "\\ud800",
    "🦀",
    "\u{0}",
    "\u{2028}",
    "\u{feff}",
    " in ",
    " tailstrict",
    "import 'x'",
    ".identity",
    "[0]",
    "[1:2:0]",
    "local f(n) = f(n + 1); f(0)",
    "std.repeat('x', 1000)",
    "std.foldl(function(a, b) a + b, std.range(0, 500), 0)",
    "/*",
    "#",
    "//",
    "a.b.c.d",
    "local o = { a: self.a }; o.a",
    "[[[[[[[[[[[[[[[[",
    "`",
    "`a ${ctx.flow.id} b`",
    "?",
    "?.",
    " ?? ",
    " ? a : b",
    "=>",
    "(a, b) => a",
    "===",
    "let a = 1;",
    "return ",
    "not ",
    " and ",
    " elif ",
    "if (a) ",
    "“",
    "f'{a}'",
    ".length",
    ".split('a')",
    "{ [x]: 1 for x in ['a'] }",
    "std.parseJson('{')",
    "'%s' % [1, 2]",
];

struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn mutate(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..1 + self.below(5) {
            let (one, other) = (self.boundary(&text), self.boundary(&text));
            let (from, to) = (one.min(other), one.max(other));
            let far = to - from > 60;
            match self.below(6) {
                0 if !far => text.replace_range(from..to, ""),
                1 if !far => text = [&text[..to], &text[from..to], &text[to..]].concat(),
                2 if self.below(10) == 0 => text.truncate(from),
                _ => text.insert_str(from, PIECES[self.below(PIECES.len())]),
            }
        }
        text
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn nothing_that_is_typed_brings_it_down() {
    let seconds = number("FUZZ_SECONDS").unwrap_or(if std::env::var_os("CI").is_some() { 60 } else { 5 });
    let seed = number("SEED").unwrap_or(0x0005_eed0_f0e1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut random = Random(seed);
    let templates = [
        first_draft().template,
        include_str!("../cases/kratos/templates/welcome.jsonnet").to_owned(),
        include_str!("../cases/kratos/templates/template-with-vars.jsonnet").to_owned(),
    ];
    let (mut runs, mut left_behind) = (0, 0);
    while Instant::now() < end && left_behind < 8 {
        let (work, drafts) = channel::<Draft>();
        let (done, answers) = channel();
        thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || {
                while let Ok(draft) = drafts.recv() {
                    let report = report::build(&draft);
                    if done.send(report.verdict).is_err() {
                        return;
                    }
                }
            })
            .unwrap();
        while Instant::now() < end {
            let mut draft = first_draft();
            draft.template = templates[random.below(templates.len())].clone();
            if random.below(4) > 0 {
                draft.template = random.mutate(&draft.template);
            } else {
                draft.ctx = random.mutate(&draft.ctx);
            }
            work.send(draft.clone()).unwrap();
            runs += 1;
            match answers.recv_timeout(LIMIT * 4) {
                Ok(_) => {}
                // Endless: a thread cannot be ended, so it is left behind, as a worker would be ended.
                Err(RecvTimeoutError::Timeout) => {
                    left_behind += 1;
                    break;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("seed {seed}, run {runs} panicked:\n{}\n--- ctx\n{}", draft.template, draft.ctx)
                }
            }
        }
    }
    println!("seed {seed}: {runs} runs in {seconds} s, {left_behind} endless");
    assert!(runs > 100, "{runs} runs only");
}
