//! `run` and `build`: from a checkout to a running server, with as little waiting as two cores allow.

use crate::{
    need, say,
    site::{self, WasmOpt},
    tree,
};
use anyhow::{Context, Result, anyhow};
use std::{env, os::unix::process::CommandExt as _, path::PathBuf, process::Command, thread};

/// Builds what has changed and becomes the demo server.
pub fn run(wasm_opt: WasmOpt, passed_on: &[String]) -> Result<()> {
    need::browser_tools()?;
    let binary = both(wasm_opt, "dev")?;

    let mut server = tree::command(binary);
    server.args(["serve", "--demo"]).args(passed_on);
    server.env("SANDAN_SITE_DIR", tree::root().join(site::DIR));
    default_env(&mut server, "SANDAN_ADDR", "127.0.0.1:3000");
    default_env(&mut server, "SANDAN_DATA_DIR", tree::root().join("var"));
    println!("▸ starting: {}", tree::typed(&server));
    // This process becomes the server, and cargo had become this process: Ctrl-C and SIGTERM reach the server itself,
    // and its exit code is ours.
    Err(server.exec()).context("cannot start the server")
}

/// The release: what is copied to a machine in production.
pub fn build() -> Result<()> {
    need::browser_tools()?;
    let binary = both(WasmOpt::Yes, "release")?;
    println!("\n  {}\n  {}", binary.display(), tree::root().join(site::DIR).display());
    Ok(())
}

/// The browser part and the server at the same time: the browser part's linking and shrinking keep only one core busy.
pub fn both(wasm_opt: WasmOpt, profile: &str) -> Result<PathBuf> {
    thread::scope(|scope| {
        let site = scope.spawn(|| site::build(wasm_opt));
        let binary = server(profile);
        let site = site.join().map_err(|_| anyhow!("building the browser part panicked"))?;
        site.and(binary)
    })
}

/// The server alone.
pub fn server(profile: &str) -> Result<PathBuf> {
    say::step(&format!("server, profile {profile}"), || {
        let mut cargo = tree::cargo();
        cargo.args(["build", "--package", "server", "--profile", profile]);
        // Two cargos draw at the same time here, and two progress bars would overwrite each other.
        tree::must(cargo.env("CARGO_TERM_PROGRESS_WHEN", "never"))?;
        // Cargo's one exception: what this profile makes lies in `debug`.
        let dir = if profile == "dev" { "debug" } else { profile };
        Ok(tree::target().join(dir).join("sandan"))
    })
}

fn default_env(command: &mut Command, name: &str, value: impl Into<PathBuf>) {
    if env::var_os(name).is_none() {
        command.env(name, value.into());
    }
}
