//! Counts tests, and how long each took, by reading what the runners print.

use anyhow::{Context, Result};
use serde_json::Value;
use std::{cmp::Reverse, time::Duration};

/// How many tests ended how, on which storage engine they ran, and how long each took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub ignored: u64,
    pub sqlite: u64,
    pub postgres: u64,
    pub times: Vec<Timed>,
}

/// One test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    pub name: String,
    pub took: Duration,
}

impl Tally {
    /// Reads one line of a program of tests: a test's own line for its engine and time, the last line for the counts.
    pub fn read(&mut self, program: &str, line: &str) {
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
            if let Some(took) = seconds(outcome) {
                self.times.push(Timed { name: format!("{program}: {name}"), took });
            }
        }
    }

    /// The tests that took longest, the longest first.
    pub fn slowest(&self, most: usize) -> Vec<&Timed> {
        let mut times: Vec<_> = self.times.iter().collect();
        times.sort_by_key(|timed| Reverse(timed.took));
        times.truncate(most);
        times
    }

    /// Reads Playwright's JSON report. A test that passed only at a second try has failed once, and counts as failed.
    pub fn of_playwright(report: &[u8]) -> Result<Self> {
        let report: Value = serde_json::from_slice(report).context("Playwright's report is not JSON")?;
        let stats = &report["stats"];
        let count =
            |name: &str| stats[name].as_u64().with_context(|| format!("Playwright's report has no {name}"));
        let failed = count("unexpected")? + count("flaky")?;
        let mut times = Vec::new();
        for suite in list(&report["suites"]) {
            times_of(suite, &mut times);
        }
        Ok(Self { passed: count("expected")?, failed, ignored: count("skipped")?, times, ..Self::default() })
    }
}

/// `ok <1.234s>`
fn seconds(outcome: &str) -> Option<Duration> {
    let (_, time) = outcome.split_once('<')?;
    time.strip_suffix("s>")?.parse().ok().map(Duration::from_secs_f64)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The tests of a file or a group in Playwright's report, and of what it holds.
fn times_of(suite: &Value, times: &mut Vec<Timed>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for spec in list(&suite["specs"]) {
        for test in list(&spec["tests"]) {
            let milliseconds =
                list(&test["results"]).iter().filter_map(|result| result["duration"].as_u64()).sum();
            let name =
                format!("{}: {} ({})", text(&spec["file"]), text(&spec["title"]), text(&test["projectName"]));
            times.push(Timed { name, took: Duration::from_millis(milliseconds) });
        }
    }
    for inner in list(&suite["suites"]) {
        times_of(inner, times);
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.sqlite += other.sqlite;
        self.postgres += other.postgres;
        self.times.extend(other.times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(name: &str, milliseconds: u64) -> Timed {
        Timed { name: name.to_owned(), took: Duration::from_millis(milliseconds) }
    }

    #[test]
    fn the_lines_of_a_program_of_tests_are_counted() {
        let mut tally = Tally::default();
        let lines = "\
running 4 tests
test request::a_stale_acceptance_is_refused::sqlite ... ok <0.250s>
test request::a_stale_acceptance_is_refused::postgres ... FAILED <1.500s>
test request::a_slow_one::postgres ... ignored, takes an hour
test rules::a_table_of_cases ... ok
test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.51s
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        lines.lines().for_each(|line| tally.read("desk", line));
        let sqlite = timed("desk: request::a_stale_acceptance_is_refused::sqlite", 250);
        let postgres = timed("desk: request::a_stale_acceptance_is_refused::postgres", 1_500);
        assert_eq!(tally.slowest(1), [&postgres]);
        let times = vec![sqlite, postgres];
        assert_eq!(tally, Tally { passed: 5, failed: 1, ignored: 1, sqlite: 1, postgres: 1, times });
    }

    #[test]
    fn a_flaky_browser_test_is_a_failed_one() -> Result<()> {
        let report = br#"{
            "stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2},
            "suites": [{"suites": [{"specs": [{
                "file": "order.spec.ts", "title": "an order",
                "tests": [{"projectName": "plain", "results": [{"duration": 900}, {"duration": 100}]}]
            }]}]}]
        }"#;
        let times = vec![timed("order.spec.ts: an order (plain)", 1_000)];
        assert_eq!(
            Tally::of_playwright(report)?,
            Tally { passed: 7, failed: 2, ignored: 2, times, ..Tally::default() }
        );
        assert!(Tally::of_playwright(b"{}").is_err());
        Ok(())
    }
}
