//! `torture`, `bench load` and `bench attack`: builds the server and the crowd, and lets the crowd at it.

use crate::{need, run, say, tree};
use anyhow::{Context, Result, bail};

/// `cargo xtask torture`.
pub fn torture(words: &[String]) -> Result<()> {
    crowd("torture", "swift", "docs/torture.md", words)
}

/// The part of `cargo xtask bench` that goes over HTTP, against the release.
pub fn load(words: &[String]) -> Result<()> {
    crowd("load", "release", "docs/load.md", words)
}

/// What an honest order takes while somebody attacks: ratios, which a server that is quicker to build tells as well.
pub fn attack(words: &[String]) -> Result<()> {
    crowd("attack", "swift", "docs/load.md", words)
}

/// Our own option is `--write`, all others are the crowd's.
fn crowd(what: &str, profile: &str, page: &str, words: &[String]) -> Result<()> {
    let postgres = need::postgres()?;
    let server = run::server(profile)?;
    let crowd = say::step("crowd", || {
        tree::must(tree::cargo().args(["build", "--package", "crowd", "--profile", "swift"]))?;
        Ok(tree::target().join("swift/crowd"))
    })?;
    let mut crowd = tree::command(crowd);
    crowd.arg(what).arg("--sandan").arg(server).arg("--postgres-bin").arg(postgres);
    for word in words {
        match word.as_str() {
            "--write" => crowd.arg("--write").arg(tree::root().join(page)),
            word => crowd.arg(word),
        };
    }
    let status = crowd.status().context("cannot start the crowd")?;
    if !status.success() {
        bail!("{what} ended with {status}; what was wrong stands above");
    }
    Ok(())
}
