//! `fresh`: runs the test command in a fresh clone of HEAD, so that a file forgotten in `git add`, or a tool that only
//! this machine has, is found before others find it.

use crate::{say, tree};
use anyhow::{Context, Result};

/// Clones, tests, removes the clone.
pub fn test() -> Result<()> {
    if tree::ask(tree::command("git").args(["status", "--porcelain"]))
        .is_none_or(|changes| !changes.is_empty())
    {
        println!("! there are uncommitted changes; they are not part of this test");
    }
    let place = tempfile::Builder::new()
        .prefix("sandan-fresh-")
        .tempdir()
        .context("cannot make a temporary directory")?;
    let clone = place.path().join("sandan");
    say::step("cloning HEAD", || {
        tree::must(tree::command("git").args(["clone", "--quiet"]).arg(tree::root()).arg(&clone))
    })?;
    // `place` is removed when it goes out of scope, after a failure too.
    let mut cargo = tree::cargo();
    tree::must(cargo.args(["xtask", "test"]).current_dir(&clone).env_remove("CARGO_TARGET_DIR"))
}
