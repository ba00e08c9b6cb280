//! What must be installed, and installs what is missing: from rustup, npm and Debian's packages, nothing else.
//!
//! Every look is cheap, because every command takes it. A C compiler is not looked for: without one this program could
//! not have been linked.

use crate::{say, tree};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What the browser part is built with.
pub fn browser_tools() -> Result<()> {
    wasm_target()?;
    npm("xtask")
}

/// What the browser tests need beside the product. Returns the browser to start.
pub fn browser_tests() -> Result<PathBuf> {
    npm("end2end")?;
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    // Without it every Chinese character on a screenshot is the same empty box.
    if !Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists() {
        missing.push("fonts-noto-cjk");
    }
    apt(&missing)?;
    chromium().context("chromium was installed, but is not on the PATH; set CHROMIUM to the program")
}

/// The directory of PostgreSQL's own programs, which Debian keeps off the PATH.
pub fn postgres() -> Result<PathBuf> {
    if newest_postgres().is_none() {
        apt(&["postgresql"])?;
    }
    newest_postgres().context("PostgreSQL was installed, but /usr/lib/postgresql/*/bin holds no `postgres`")
}

fn newest_postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    versions
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/postgres").exists() && path.join("bin/initdb").exists())
        .max_by_key(number)
        .map(|path| path.join("bin"))
}

fn chromium() -> Option<PathBuf> {
    match env::var_os("CHROMIUM") {
        Some(path) => Some(path.into()),
        None => ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_the_path),
    }
}

fn on_the_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(program)).find(|path| path.is_file())
}

fn wasm_target() -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let sysroot =
        tree::ask(tree::command("rustc").args(["--print", "sysroot"])).context("`rustc` does not answer")?;
    if Path::new(&sysroot).join("lib/rustlib").join(target).join("lib").is_dir() {
        return Ok(());
    }
    say::step("installing the wasm target", || {
        tree::must(tree::command("rustup").args(["target", "add", target]))
    })
}

/// Installs a room's npm packages as its lock file says, once per lock file.
fn npm(room: &str) -> Result<()> {
    let dir = tree::root().join(room);
    let lock = tree::read(&dir.join("package-lock.json"))?;
    let installed = dir.join("node_modules/.installed");
    if fs::read(&installed).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    if on_the_path("npm").is_none() {
        bail!(
            "Node.js with npm is needed (version 20 or newer): https://nodejs.org, or your system's packages"
        );
    }
    say::step(&format!("installing the npm packages of {room}/"), || {
        let mut npm = tree::command("npm");
        npm.current_dir(&dir).args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--loglevel=error",
        ]);
        tree::must(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").stdin(Stdio::null()))?;
        tree::write(&installed, &lock)
    })
}

/// Installs Debian packages as root or through passwordless sudo; otherwise says what to type.
fn apt(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    let sudo: &[&str] = match (is_root(), sudo_asks_nothing(), on_the_path("apt-get")) {
        (_, _, None) => bail!("please install what Debian calls: {names}"),
        (true, _, _) => &[],
        (false, true, _) => &["sudo", "-n"],
        (false, false, _) => {
            bail!(
                "missing: {names}. Please type:\n\n    sudo apt-get update && sudo apt-get install -y {names}\n"
            )
        }
    };
    say::step(&format!("installing {names}"), || {
        let apt_get = |arguments: &[&str]| {
            let mut words =
                sudo.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]).chain(arguments);
            let mut command = tree::command(words.next().context("an empty command")?);
            tree::must(command.args(words).stdin(Stdio::null()))
        };
        apt_get(&["update", "-qq"])?;
        apt_get(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
    })
}

/// Whether we are the superuser, whom PostgreSQL and Chromium's sandbox refuse to serve.
pub fn is_root() -> bool {
    tree::ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

fn sudo_asks_nothing() -> bool {
    tree::ask(Command::new("sudo").args(["-n", "true"]).stderr(Stdio::null())).is_some()
}
