//! How many tests a runner says it ran, read from what it printed.

use std::ops::AddAssign;

/// Tests that passed and tests that did not.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed, or never got to run.
    pub failed: u32,
    /// Those that cannot be run on this machine, which is no success.
    pub skipped: u32,
}

impl Tally {
    /// A check that is one test in itself.
    pub fn one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed), skipped: 0 }
    }

    /// A check that this machine has not what it needs for.
    pub fn skipped() -> Self {
        Self { skipped: 1, ..Self::default() }
    }

    /// A runner's own count, unless its exit code says otherwise: a failure it did not count is one, and so is a run
    /// without any test.
    pub fn of(counted: Self, succeeded: bool) -> Self {
        let uncounted = counted.failed == 0 && (!succeeded || counted.passed == 0);
        Self { failed: counted.failed + u32::from(uncounted), ..counted }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Cargo's and wasm-bindgen's runner: `test result: ok. 3 passed; 0 failed; …`, once a target.
pub fn cargo(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines().filter(|line| line.contains("test result: ")) {
        tally += words(line, &["passed;"], &["failed;"]);
    }
    tally
}

/// Node's own runner: `# pass 3` or `ℹ pass 3` at its end.
pub fn node(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines() {
        let Some(line) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else { continue };
        match line.split_once(' ') {
            Some(("pass", count)) => tally.passed += count.trim().parse().unwrap_or(0),
            Some(("fail" | "cancelled", count)) => tally.failed += count.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    tally
}

/// Playwright: lines of their own at the end, such as `3 passed (4.2s)` and `1 did not run`. What passed at a second try alone
/// is among what passed, and named by [`at_a_second_try`].
pub fn playwright(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        tally += words(line, &["passed", "flaky"], &["failed", "interrupted", "did"]);
    }
    tally
}

/// The journeys that failed once and then passed: what stands indented below Playwright's `1 flaky`, and the lines that
/// tests/engines prints of its own, which Node's runner puts a `# ` before.
pub fn at_a_second_try(said: &str) -> Vec<&str> {
    let engines = said.lines().filter_map(|line| line.strip_prefix("# failed once and then passed: "));
    let mut lines = said.lines().skip_while(|line| line.trim().split_once(' ').is_none_or(|(_, what)| what != "flaky"));
    lines.next();
    engines.chain(lines.take_while(|line| line.starts_with("    ")).map(str::trim)).collect()
}

/// Adds up the numbers that stand right before the given words.
fn words(line: &str, good: &[&str], bad: &[&str]) -> Tally {
    let parts: Vec<&str> = line.split_whitespace().collect();
    let mut tally = Tally::default();
    for pair in parts.windows(2) {
        let Ok(count) = pair[0].parse::<u32>() else { continue };
        if good.contains(&pair[1]) {
            tally.passed += count;
        } else if bad.contains(&pair[1]) {
            tally.failed += count;
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed, skipped: 0 }
    }

    #[test]
    fn cargo_counts_every_target() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(cargo(said), tally(7, 2));
    }

    #[test]
    fn node_counts_in_both_of_its_styles() {
        assert_eq!(node("# tests 6\n# pass 5\n# fail 1\n# cancelled 0\n"), tally(5, 1));
        assert_eq!(node("ℹ tests 6\nℹ pass 6\nℹ fail 0\n"), tally(6, 0));
    }

    #[test]
    fn playwright_counts_what_did_not_run_as_failed() {
        let said = "  ✓  1 csp.spec.ts:5:1 › loads (1.2s)\n\n  1 failed\n    csp.spec.ts:9:1 › starts\n  2 did not run\n  1 passed (4.2s)\n";
        assert_eq!(playwright(said), tally(1, 3));
    }

    #[test]
    fn what_passed_at_a_second_try_is_named() {
        let said = "  1 flaky\n    csp.spec.ts:9:1 › starts \n  3 passed (4.2s)\n";
        assert_eq!(playwright(said), tally(4, 0));
        assert_eq!(at_a_second_try(said), ["csp.spec.ts:9:1 › starts"]);
        assert_eq!(at_a_second_try("  3 passed (4.2s)\n"), [""; 0]);
        let said =
            "# webkit 2.50.6\n# failed once and then passed: type (NoSuchSessionError)\n# Subtest: type\nok 2 - type\n";
        assert_eq!(at_a_second_try(said), ["type (NoSuchSessionError)"]);
    }

    #[test]
    fn the_exit_code_has_the_last_word() {
        let counted = tally(3, 0);
        assert_eq!(Tally::of(counted, true), counted);
        assert_eq!(Tally::of(counted, false), tally(3, 1));
        assert_eq!(Tally::of(Tally::default(), true), tally(0, 1));
        assert_eq!(Tally::of(tally(3, 2), false), tally(3, 2));
    }
}
