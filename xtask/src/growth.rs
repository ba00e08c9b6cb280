//! `bench growth`: what the pages and verbs of every day cost among ever more slips, beside a private PostgreSQL.

use crate::{postgres, tree};
use anyhow::Result;

/// The option that keeps what came of it.
pub const WRITE: &str = "--write";

const BENCH: [&str; 9] =
    ["cargo", "bench", "--profile", "swift", "--package", "desk", "--bench", "growth", "--"];

/// Our own option is `--write`, all others are the bench's.
pub fn measure(words: &[String]) -> Result<()> {
    let mut command: Vec<String> = BENCH.map(str::to_owned).to_vec();
    for word in words {
        command.push(word.clone());
        if word == WRITE {
            command.push(tree::root().join("docs/growth.md").display().to_string());
        }
    }
    postgres::beside(&command)
}
