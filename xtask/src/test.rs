//! `test`: every check that CI runs, in stages, cheapest first.
//!
//! A stage that fails does not keep the others from running, so that one run tells everything; only code that does not
//! compile does. The last line is the sum, which CI reads: a stage that cannot count (formatting, compiling) adds
//! one to the failed when it fails, and nothing when it passes.

use crate::{
    need,
    postgres::{Postgres, URL_VARIABLE},
    programs::{Programs, Tests},
    say::lasting,
    site::{self, WasmOpt},
    tally::{Tally, Timed},
    tree,
};
use anyhow::{Context, Result, anyhow, bail};
use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

/// How many of the slowest tests are named at the end.
const SLOWEST: usize = 20;

/// How many stories are told at a time: most of them wait for a database, a process or a clock.
const STORIES: &str = "4";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Fmt,
    Build,
    Rust,
    Browser,
}

const STAGES: [(Stage, &str); 4] =
    [(Stage::Fmt, "fmt"), (Stage::Build, "build"), (Stage::Rust, "rust"), (Stage::Browser, "browser")];

/// How a stage ended.
struct Outcome {
    name: &'static str,
    tally: Tally,
    took: Duration,
    failure: Option<anyhow::Error>,
}

/// Runs the stages asked for, or all.
pub fn run(words: &[String]) -> Result<()> {
    let stages = chosen(words)?;
    let mut session = Session::default();
    let mut outcomes = Vec::new();
    for &(stage, name) in &stages {
        println!("\n━━ {name} ━━");
        let started = Instant::now();
        let mut tally = Tally::default();
        let failure = session.stage(stage, &mut tally).err();
        // A runner that failed without a failed test, or a stage that counts none, is one failure.
        if failure.is_some() && tally.failed == 0 {
            tally.failed = 1;
        }
        if let Some(failure) = &failure {
            eprintln!("✗ {name}: {failure:#}");
        }
        let took = started.elapsed();
        println!("━━ {name}: {}, {} ━━", if failure.is_none() { "passed" } else { "FAILED" }, lasting(took));
        outcomes.push(Outcome { name, tally, took, failure });
        if session.does_not_compile {
            println!("! the code does not compile, so the other stages are left out");
            break;
        }
    }
    drop(session);
    summary(&outcomes)
}

/// What the stages share.
#[derive(Default)]
struct Session {
    programs: Option<Programs>,
    postgres: Option<Postgres>,
    does_not_compile: bool,
}

impl Session {
    fn stage(&mut self, stage: Stage, tally: &mut Tally) -> Result<()> {
        match stage {
            Stage::Fmt => tree::must(tree::cargo().args(["fmt", "--all", "--check"])),
            Stage::Build => self.build(),
            Stage::Rust => self.rust(tally),
            Stage::Browser => self.browser(tally),
        }
    }

    /// Everything that the later stages run, and the browser part, linted on the way.
    fn build(&mut self) -> Result<()> {
        need::browser_tools()?;
        thread::scope(|scope| {
            // What goes out comes last, for it lies under the same name.
            let site = scope.spawn(|| site::lint().and_then(|()| site::build(WasmOpt::Yes)));
            let programs = self.programs().map(drop);
            let site = site.join().map_err(|_| anyhow!("building the browser part panicked"))?;
            programs.and(self.compiles(|| site))
        })
    }

    fn rust(&mut self, tally: &mut Tally) -> Result<()> {
        let programs = self.programs()?.tests.clone();
        let url = self.postgres()?;
        let mut failed = Vec::new();
        for tests in &programs {
            if !counted(tests, &url, tally)? {
                failed.push(tests.name.as_str());
            }
        }
        if !failed.is_empty() {
            bail!("tests failed in {}; their names stand above", failed.join("; "));
        }
        if tally.sqlite == 0 || tally.postgres == 0 {
            bail!(
                "{} tests ran on sqlite and {} on postgres; both must be tried",
                tally.sqlite,
                tally.postgres
            );
        }
        Ok(())
    }

    fn browser(&mut self, tally: &mut Tally) -> Result<()> {
        let chromium = need::browser_tests()?;
        self.build()?;
        let server = self.programs()?.server()?.to_owned();
        let report = tree::target().join("playwright.json");
        let _ = fs::remove_file(&report);

        let dir = tree::root().join("end2end");
        let mut playwright = tree::command(dir.join("node_modules/.bin/playwright"));
        playwright.current_dir(&dir).args(["test", "--reporter=list,json"]);
        playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report).env("CHROMIUM", chromium);
        playwright.env("SANDAN_BIN", server).env("SANDAN_SITE_DIR", tree::root().join(site::DIR));
        playwright.env(URL_VARIABLE, self.postgres()?).stdin(Stdio::null());
        let result = tree::must(&mut playwright);
        if let Ok(report) = fs::read(&report) {
            *tally = Tally::of_playwright(&report)?;
        }
        result?;
        if tally.passed == 0 || tally.failed > 0 {
            bail!("{} browser tests passed, {} failed or were flaky", tally.passed, tally.failed);
        }
        Ok(())
    }

    fn compiles<T>(&mut self, build: impl FnOnce() -> Result<T>) -> Result<T> {
        build().inspect_err(|_| self.does_not_compile = true)
    }

    /// Compiled when the first stage needs them.
    fn programs(&mut self) -> Result<&Programs> {
        if self.programs.is_none() {
            self.programs = Some(self.compiles(Programs::compile)?);
        }
        self.programs.as_ref().context("just compiled")
    }

    /// One server for all stages, started when the first one needs it.
    fn postgres(&mut self) -> Result<String> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start()?);
        }
        Ok(self.postgres.as_ref().context("just started")?.url.clone())
    }
}

/// Runs a program of tests, passing its lines on as they come and counting them. Says whether it passed.
fn counted(tests: &Tests, postgres: &str, tally: &mut Tally) -> Result<bool> {
    println!("\n▸ {}", tests.name);
    let mut command = tree::command(&tests.program);
    command.current_dir(&tests.dir).env("CARGO_MANIFEST_DIR", &tests.dir).env(URL_VARIABLE, postgres);
    // How long each test takes is told by what is not yet stable; this asks for it at run time, of this program alone.
    command.env("RUSTC_BOOTSTRAP", "1").args(["-Zunstable-options", "--report-time"]);
    command.args(["--test-threads", STORIES]);
    let mut child = command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn()?;
    let stdout = child.stdout.take().context("its output was piped")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        tally.read(&tests.name, &line);
    }
    Ok(child.wait()?.success())
}

fn chosen(words: &[String]) -> Result<Vec<(Stage, &'static str)>> {
    let names = || STAGES.map(|(_, name)| name).join(", ");
    let mut only = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let name = match word.as_str() {
            "--only" => words.next().with_context(|| format!("--only which stage? There are {}", names()))?,
            other => bail!("`{other}` is not an option of test; there is --only STAGE, with {}", names()),
        };
        let stage = STAGES.iter().find(|(_, known)| known == name);
        only.push(*stage.with_context(|| format!("there is no stage `{name}`; there are {}", names()))?);
    }
    Ok(if only.is_empty() { STAGES.to_vec() } else { only })
}

/// The last words: the slowest tests, a table, the engines, and the sum alone on its line.
fn summary(outcomes: &[Outcome]) -> Result<()> {
    let mut sum = Tally::default();
    for outcome in outcomes {
        sum += outcome.tally.clone();
    }
    let slowest = sum.slowest(SLOWEST);
    if !slowest.is_empty() {
        println!("\nthe {} slowest tests", slowest.len());
    }
    for Timed { name, took } in slowest {
        println!("{:>9}  {name}", lasting(*took));
    }
    println!("\n{:<10}{:>8}{:>8}{:>9}  time", "stage", "passed", "failed", "skipped");
    for Outcome { name, tally, took, failure } in outcomes {
        let mark = if failure.is_some() { "  ✗" } else { "" };
        let Tally { passed, failed, ignored, .. } = tally;
        println!("{name:<10}{passed:>8}{failed:>8}{ignored:>9}  {}{mark}", lasting(*took));
    }
    println!("together  {:>27}", lasting(outcomes.iter().map(|outcome| outcome.took).sum()));
    if outcomes.iter().any(|outcome| outcome.name == "rust") {
        println!("engines: {} tests on sqlite, {} on postgres", sum.sqlite, sum.postgres);
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    match outcomes.iter().find(|outcome| outcome.failure.is_some()) {
        None => Ok(()),
        // Nothing more is printed: the sum stays the last line.
        Some(_) => std::process::exit(1),
    }
}
