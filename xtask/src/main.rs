//! The commands of this repository: `cargo xtask run`, `build`, `test` and a few smaller ones.
//!
//! What the room is for: everything a newcomer would otherwise type by hand or find in a wiki. It installs what is
//! missing, builds the browser part and the server, starts the demo, and runs every check that CI runs; `.ci/run` is
//! one line over it. What it must never do: hold a rule of the product, or be needed by a machine in production.
//!
//! Where to start reading: [`run`] for the shortest path through everything, then [`site`] for the browser part and
//! [`test`] for the checks.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]
#![allow(clippy::disallowed_methods, reason = "it measures how long real steps take on a real clock")]

mod clone;
mod crowd;
mod growth;
mod need;
mod postgres;
mod programs;
mod run;
mod say;
mod site;
mod tally;
mod test;
mod tree;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
Sandan, the commands

  cargo xtask run [--fast] [-- ARGS]   start the demo town on http://127.0.0.1:3000
  cargo xtask test [--only STAGE]...   every check CI runs: fmt, build, rust, browser
  cargo xtask build                    the release: target/release/sandan and target/site
  cargo xtask site [--fast]            only the browser part: target/site
  cargo xtask fresh                    the test command in a fresh clone of HEAD
  cargo xtask bench [growth|load|attack]
                                       what a thousand times as many slips cost, how much a server does in a second, and
                                       what an honest order takes while somebody attacks
  cargo xtask torture [OPTIONS]        a crowd at real servers that are killed, cut off and starved, and what is left
  cargo xtask postgres -- COMMAND      a command with a private PostgreSQL beside it
  cargo xtask help                     this text

What you need first: rustup, Node 20 or newer with npm, a C compiler. The rest (the wasm target, two npm tools and,
for `test` alone, Debian's postgresql, chromium and fonts-noto-cjk) is installed when it is missing.

run
  Builds what has changed and starts the server with the demo district. Ctrl-C stops it.
  Its data lies in var/, delete that directory to begin again. Set SANDAN_ADDR, SANDAN_DATA_DIR or any other setting
  of `sandan serve` in the environment, or pass options after the dashes:  cargo xtask run -- --help
  --fast leaves out wasm-opt: some seconds less to wait, a browser part about a fifth larger.

test
  One stage alone:     cargo xtask test --only rust
  Two of them:         cargo xtask test --only fmt --only build
  One test by name:    cargo xtask postgres -- cargo test -p store acceptance
  `build` compiles with the lints on what the others run. The store's tests run on SQLite and on PostgreSQL; the last
  lines say how many ran on each, how long each stage took, and which tests took longest.

bench growth
  --engine chooses one of them, --write writes docs/growth.md. It wants 20 GB of disk and some twenty minutes.

bench load
  --engine chooses one of them, --clients says how many ask at once, --write writes docs/load.md.

bench attack
  --engine and --attack choose one of them, --write writes the section \"Under attack\" of docs/load.md. Some ten minutes.

torture
  Of each fault on each engine some rounds:  cargo xtask torture --rounds 100 --seed 7
  --engine and --fault choose one of them, --clients says how many people are at work, --write writes docs/torture.md.

Where things lie
  target/site          what the browser gets; target/site/manifest.json maps plain names to hashed ones
  target/debug         the server that `run` and `test` use: quick to build, fast enough
  target/swift         the server that the benches measure
  target/release       the server that `build` makes: slow to build, fastest
  target/site-parts    results of build steps, kept by the hash of their inputs; safe to delete
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<()> {
    let Some((command, rest)) = words.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    let (own, passed_on) = at_the_dashes(rest);
    match command.as_str() {
        "run" => run::run(only_fast(own)?, passed_on),
        "build" => none(own).and_then(|()| run::build()),
        "site" => {
            let wasm_opt = only_fast(own)?;
            need::browser_tools()?;
            site::build(wasm_opt)
        }
        "test" => test::run(own),
        "fresh" => none(own).and_then(|()| clone::test()),
        "bench" => bench(own),
        "torture" => crowd::torture(own),
        "postgres" => none(own).and_then(|()| postgres::beside(passed_on)),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}

/// One of the three by its name, or all.
fn bench(words: &[String]) -> Result<()> {
    match words.split_first() {
        Some((word, rest)) if word == "growth" => growth::measure(rest),
        Some((word, rest)) if word == "load" => crowd::load(rest),
        Some((word, rest)) if word == "attack" => crowd::attack(rest),
        _ => {
            let write: Vec<String> = words.iter().filter(|word| *word == growth::WRITE).cloned().collect();
            growth::measure(&write).and_then(|()| crowd::load(words)).and_then(|()| crowd::attack(words))
        }
    }
}

/// Our own options, and what stands after `--` for somebody else.
fn at_the_dashes(words: &[String]) -> (&[String], &[String]) {
    match words.iter().position(|word| word == "--") {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (words, &[]),
    }
}

fn none(words: &[String]) -> Result<()> {
    match words.first() {
        None => Ok(()),
        Some(word) => bail!("`{word}` is not an option of this command; `cargo xtask help` tells"),
    }
}

fn only_fast(words: &[String]) -> Result<site::WasmOpt> {
    match words {
        [] => Ok(site::WasmOpt::Yes),
        [word] if word == "--fast" => Ok(site::WasmOpt::No),
        [first, ..] => {
            bail!(
                "`{first}` is not an option of this command; options for the server follow `--`, as in `-- --help`"
            )
        }
    }
}
