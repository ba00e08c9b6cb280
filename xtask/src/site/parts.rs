//! Results of build steps, kept by the hash of everything they were made from.

use crate::tree;
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Returns the directory that `make` filled, now or in an earlier run with the same inputs.
pub fn part(name: &str, inputs: &[&[u8]], make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let parts = tree::root().join("target/site-parts").join(name);
    let done = parts.join(tree::hash(inputs));
    if done.is_dir() {
        return Ok(done);
    }
    let here = || format!("in {}", parts.display());
    let _ = fs::remove_dir_all(&parts);
    fs::create_dir_all(&parts).with_context(here)?;
    // Filled under another name first: a step that was interrupted must not look finished.
    let making = tempfile::tempdir_in(&parts).with_context(here)?;
    make(making.path())?;
    fs::rename(making.keep(), &done).with_context(here)?;
    Ok(done)
}
