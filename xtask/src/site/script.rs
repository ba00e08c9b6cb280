//! Small scripts of our own: as short as they can be, in words that old phones read.

use super::{ESBUILD_TARGET, npm_tool, parts::part};
use crate::tree;
use anyhow::Result;

/// The script without what only its readers need. `name` tells its part from those of others.
pub fn minified(name: &str, script: &[u8]) -> Result<Vec<u8>> {
    let made = part(name, &[script, ESBUILD_TARGET.as_bytes()], |made| {
        tree::write(&made.join("script.js"), script)?;
        let mut esbuild = npm_tool("esbuild")?;
        esbuild.args(["--minify", "--format=esm", "--log-level=warning", ESBUILD_TARGET]);
        esbuild.arg(format!("--outfile={}", made.join("script.min.js").display()));
        tree::must(esbuild.arg(made.join("script.js")))
    })?;
    tree::read(&made.join("script.min.js"))
}
