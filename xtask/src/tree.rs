//! The checkout: where its files lie, and how a command is run in it.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The top of the checkout. Cargo tells it at run time, so a moved checkout is still found.
pub fn root() -> PathBuf {
    let room =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    room.parent().map_or_else(|| room.clone(), Path::to_path_buf)
}

/// A command that runs at the top of the checkout.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    // `cargo xtask` describes the xtask package in the environment. Build scripts of some dependencies ask to be run
    // again when those variables change, so a build from here and one typed by hand would undo each other.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
        if ours.iter().any(|start| name.starts_with(start)) {
            command.env_remove(name.as_ref());
        }
    }
    command
}

/// The same cargo that started us.
pub fn cargo() -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Nobody changes a line and compiles again where CI runs.
    if env::var_os("CI").is_some() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// Runs a command to its end and fails, naming it, when it fails.
pub fn must(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", typed(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", typed(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed, or nothing when it cannot be run or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}

/// The command as a person would type it.
pub fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// The first sixteen hexadecimal digits of the content's SHA-256: short enough for a file name, long enough to differ.
pub fn hash(pieces: &[&[u8]]) -> String {
    let mut sum = Sha256::new();
    for piece in pieces {
        // The length first, so that moving a byte from one piece to the next is a change.
        sum.update(piece.len().to_le_bytes());
        sum.update(piece);
    }
    sum.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Every file below a directory, sorted, as paths relative to it. A directory that is not there holds none.
pub fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    fn walk(dir: &Path, below: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                walk(&entry.path(), &name, found)?;
            } else {
                found.push(name);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    if dir.is_dir() {
        walk(dir, Path::new(""), &mut found).with_context(|| format!("cannot list {}", dir.display()))?;
    }
    found.sort();
    Ok(found)
}

/// Reads a file, naming it when that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file unless it already has that content, whole or not at all: a running server may be reading it.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let new = path.with_added_extension("new");
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(&new, content)?;
        fs::rename(&new, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}
