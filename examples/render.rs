//! The corpus runner: JSON lines `{name, template, ctx}` in, one JSON line each out, in order:
//! `{name, verdict, output, error, line, column}`.
//!
//! `verdict` is `ok`, `cancel`, `error` or `stopped` (over Ory's limit of one second, or the evaluator died). `error`
//! is Ory's own words; `line` and `column` are 1-based, the column counted in UTF-8 bytes, of the innermost place in
//! the template.
//!
//! The cases run in a child process, so that one that does not end, or that ends the process, costs only itself.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use case::{Answer, answer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Ory's limit on an evaluation.
const LIMIT: Duration = Duration::from_secs(1);

/// A case as it comes in.
#[derive(Deserialize)]
struct Case {
    name: String,
    template: String,
    #[serde(default)]
    ctx: Option<Box<RawValue>>,
}

/// What came of it.
#[derive(Serialize)]
struct Outcome {
    name: String,
    #[serde(flatten)]
    answer: Answer,
}

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("--evaluate") {
        return evaluate_lines();
    }
    let mut out = io::stdout().lock();
    let mut runner: Option<Runner> = None;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let running = match &mut runner {
            Some(running) => running,
            None => runner.insert(Runner::start()?),
        };
        match running.run(&line) {
            Some(outcome) => writeln!(out, "{outcome}")?,
            None => {
                runner = None;
                let name = serde_json::from_str::<Case>(&line).map(|case| case.name).unwrap_or_default();
                writeln!(out, "{}", serde_json::to_string(&Outcome { name, answer: Answer::stopped() })?)?;
            }
        }
    }
    out.flush()
}

/// The child's part: a line in, a line out.
fn evaluate_lines() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let outcome = match serde_json::from_str::<Case>(&line?) {
            Ok(Case { name, template, ctx }) => {
                let ctx = ctx.as_deref().map_or("null", RawValue::get);
                Outcome { answer: answer(&template, ctx), name }
            }
            Err(error) => Outcome { name: String::new(), answer: Answer::unreadable(&error.to_string()) },
        };
        writeln!(out, "{}", serde_json::to_string(&outcome)?)?;
        out.flush()?;
    }
    Ok(())
}

/// A child that evaluates.
struct Runner {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Runner {
    fn start() -> io::Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .arg("--evaluate")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the child has no pipes"));
        };
        let (send, answers) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, input, answers })
    }

    /// The child's line, unless it took too long or died.
    fn run(&mut self, line: &str) -> Option<String> {
        writeln!(self.input, "{line}").and_then(|()| self.input.flush()).ok()?;
        self.answers.recv_timeout(LIMIT).ok()
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // A child that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A report as the runner prints it.
mod case {
    use playground::{
        draft::Draft,
        report::{Report, Verdict, build, first_draft},
    };
    use serde::Serialize;

    /// What came of a case.
    #[derive(Serialize)]
    pub struct Answer {
        verdict: &'static str,
        output: Option<String>,
        error: Option<String>,
        line: Option<usize>,
        column: Option<usize>,
    }

    impl Answer {
        /// It did not end in time.
        pub fn stopped() -> Self {
            let error = Some("jsonnetsecure: eval: context deadline exceeded".to_owned());
            Self { verdict: "stopped", output: None, error, line: None, column: None }
        }

        /// The line was no case.
        pub fn unreadable(why: &str) -> Self {
            Self { verdict: "error", output: None, error: Some(why.to_owned()), line: None, column: None }
        }
    }

    /// Reports on one case.
    pub fn answer(template: &str, ctx: &str) -> Answer {
        let draft = Draft { template: template.to_owned(), ctx: ctx.to_owned(), left_out: 0, ..first_draft() };
        let Report { verdict, body, trouble, .. } = build(&draft);
        let place = trouble.as_ref().and_then(|trouble| trouble.in_template);
        Answer {
            verdict: match verdict {
                Verdict::Sends => "ok",
                Verdict::Cancelled => "cancel",
                Verdict::Fails => "error",
                Verdict::Stopped => "stopped",
            },
            output: body,
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            error: trouble.map(|trouble| trouble.words),
        }
    }
}
