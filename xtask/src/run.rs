//! Running other programs, and telling how it went.

use std::io::{IsTerminal, Write};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A numbered list of things to do, told as they are done: `[2/5] trunk 0.21.14 … there`.
pub struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// A list of so many things.
    pub fn of(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Begins the next one and says what it is.
    pub fn begin(&mut self, what: &str) {
        self.done += 1;
        print!("[{}/{}] {what} … ", self.done, self.total);
        let _ = std::io::stdout().flush();
    }

    /// Does the next one; its own words, or its error, end the line.
    pub fn step(&mut self, what: &str, work: impl FnOnce() -> Result<String, String>) -> Result<(), String> {
        self.begin(what);
        match work() {
            Ok(said) => {
                println!("{said}");
                Ok(())
            }
            Err(why) => {
                println!("not done");
                Err(why)
            }
        }
    }
}

/// A time as a person says it: `3 m 12 s`.
pub fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds @ 1..60 => format!("{seconds} s"),
        seconds => format!("{} m {} s", seconds / 60, seconds % 60),
    }
}

/// What a program prints, when it is there and succeeds.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Everything a program printed, both streams, and whether it succeeded; an error when it cannot start.
pub fn captured(command: &mut Command) -> Result<(bool, String), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|why| cannot_start(command, &why))?;
    Ok((output.status.success(), both(&output)))
}

/// The same with the least claim to the processors, where the system knows of such.
pub fn behind(command: Command) -> Command {
    if !crate::tools::has("nice") {
        return command;
    }
    let mut behind = Command::new("nice");
    behind.args(["-n", "19"]).arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        behind.current_dir(folder);
    }
    behind
}

/// Does a long piece of work: watched at a terminal, else silent unless it fails. Answers how long it took.
pub fn long(command: &mut Command) -> Result<Duration, String> {
    let begun = Instant::now();
    if std::io::stderr().is_terminal() {
        println!();
        let status = command.stdin(Stdio::null()).status().map_err(|why| cannot_start(command, &why))?;
        if !status.success() {
            return Err(format!("`{}` failed ({status}); what it said stands above.", line(command)));
        }
    } else {
        let (succeeded, said) = captured(command)?;
        if !succeeded {
            return Err(format!("{said}\n`{}` failed; what it said stands above.", line(command)));
        }
    }
    Ok(begun.elapsed())
}

/// Hands the terminal to a program until it ends.
pub fn shown(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|why| cannot_start(command, &why))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status}).", line(command))) }
}

/// The command as somebody would type it.
pub fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command, why: &std::io::Error) -> String {
    format!("`{}` cannot start: {why}", line(command))
}

fn both(output: &Output) -> String {
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_spoken() {
        assert_eq!(spoken(Duration::from_millis(40)), "40 ms");
        assert_eq!(spoken(Duration::from_secs(59)), "59 s");
        assert_eq!(spoken(Duration::from_secs(192)), "3 m 12 s");
    }
}
