//! Counts tests by reading what the runners print.

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests ended how, and on which storage engine they ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub ignored: u64,
    pub sqlite: u64,
    pub postgres: u64,
}

impl Tally {
    /// Reads one line of `cargo test`: a test's own line for its engine, a binary's last line for the counts.
    pub fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            for part in result.split([';', '.']) {
                match part.split_whitespace().collect::<Vec<_>>()[..] {
                    [number, "passed"] => self.passed += number.parse().unwrap_or(0),
                    [number, "failed"] => self.failed += number.parse().unwrap_or(0),
                    [number, "ignored"] => self.ignored += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some((name, outcome)) =
            line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "))
            && !outcome.starts_with("ignored")
        {
            self.sqlite += u64::from(name.ends_with("::sqlite"));
            self.postgres += u64::from(name.ends_with("::postgres"));
        }
    }

    /// Reads Playwright's JSON report. A test that passed only at a second try has failed once, and counts as failed.
    pub fn of_playwright(report: &[u8]) -> Result<Self> {
        let report: Value = serde_json::from_slice(report).context("Playwright's report is not JSON")?;
        let stats = &report["stats"];
        let count =
            |name: &str| stats[name].as_u64().with_context(|| format!("Playwright's report has no {name}"));
        let failed = count("unexpected")? + count("flaky")?;
        Ok(Self { passed: count("expected")?, failed, ignored: count("skipped")?, ..Self::default() })
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.sqlite += other.sqlite;
        self.postgres += other.postgres;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_cargo_test_are_counted() {
        let mut tally = Tally::default();
        let lines = "\
running 4 tests
test request::a_stale_acceptance_is_refused::sqlite ... ok
test request::a_stale_acceptance_is_refused::postgres ... FAILED
test request::a_slow_one::postgres ... ignored, takes an hour
test rules::a_table_of_cases ... ok
test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.51s
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        lines.lines().for_each(|line| tally.read(line));
        assert_eq!(tally, Tally { passed: 5, failed: 1, ignored: 1, sqlite: 1, postgres: 1 });
    }

    #[test]
    fn a_flaky_browser_test_is_a_failed_one() -> Result<()> {
        let report = br#"{"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        assert_eq!(
            Tally::of_playwright(report)?,
            Tally { passed: 7, failed: 2, ignored: 2, ..Tally::default() }
        );
        assert!(Tally::of_playwright(b"{}").is_err());
        Ok(())
    }
}
