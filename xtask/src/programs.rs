//! The programs that the tests run, compiled once: with clippy in the compiler's place, so that looking for lints and
//! compiling are one pass, and with the server among them, which the browser tests use.

use crate::tree;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    env,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The packages that are compiled together, with one set of features.
const PRODUCT: &[&str] = &["domain", "store", "desk", "islands", "app", "server", "crowd"];
/// Alone it is built with the same features as for `cargo xtask`, and its large dependencies are not built twice.
const XTASK: &[&str] = &["xtask"];

/// Every warning is an error; clippy's driver splits its arguments at this word.
const LINTS: &str = "-Dwarnings__CLIPPY_HACKERY__";

/// A program with tests in it.
#[derive(Debug, Clone)]
pub struct Tests {
    /// `desk`, or `desk, within` for the tests that stand beside the code.
    pub name: String,
    pub program: PathBuf,
    /// Where cargo would start it.
    pub dir: PathBuf,
}

/// All that was compiled.
#[derive(Debug, Default)]
pub struct Programs {
    pub tests: Vec<Tests>,
    server: Option<PathBuf>,
}

impl Programs {
    /// Compiles what has changed, with the lints of the house.
    pub fn compile() -> Result<Self> {
        let mut programs = Self::default();
        for packages in [PRODUCT, XTASK] {
            let mut cargo = linting();
            // Benches and examples are looked at by the lints, too.
            cargo.args(["test", "--no-run", "--all-targets", "--message-format", "json-render-diagnostics"]);
            cargo.args(packages.iter().flat_map(|package| ["-p", package]));
            println!("▸ {}", tree::typed(&cargo));
            programs.read(&mut cargo)?;
        }
        Ok(programs)
    }

    /// The server, compiled with the tests.
    pub fn server(&self) -> Result<&Path> {
        self.server.as_deref().context("cargo did not say where it put the server")
    }

    fn read(&mut self, cargo: &mut Command) -> Result<()> {
        let mut child =
            cargo.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().context("cannot start cargo")?;
        let lines = child.stdout.take().context("its output was piped")?;
        for line in BufReader::new(lines).lines() {
            if let Ok(message) = serde_json::from_str(&line?) {
                self.note(&message);
            }
        }
        if !child.wait()?.success() {
            bail!("it does not compile without a warning; what is wrong stands above");
        }
        Ok(())
    }

    /// One line of what cargo tells of its work.
    fn note(&mut self, message: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let program = text(&message["executable"]);
        if message["reason"] != "compiler-artifact" || program.is_empty() {
            return;
        }
        let (target, kind) = (text(&message["target"]["name"]), text(&message["target"]["kind"][0]));
        if message["profile"]["test"] != true {
            if kind == "bin" && target == "sandan" {
                self.server = Some(program.into());
            }
            return;
        }
        let manifest = PathBuf::from(text(&message["manifest_path"]));
        // Benches measure; they are run by hand.
        if kind != "bench" {
            let name = if kind == "test" { target } else { format!("{target}, within") };
            let dir = manifest.parent().unwrap_or(&manifest).to_owned();
            self.tests.push(Tests { name, program: program.into(), dir });
        }
    }
}

/// Cargo with clippy in the compiler's place for our own packages.
pub fn linting() -> Command {
    let driver = env::var_os("CARGO").map(PathBuf::from).map(|cargo| cargo.with_file_name("clippy-driver"));
    let driver = driver.filter(|driver| driver.exists()).unwrap_or_else(|| "clippy-driver".into());
    let mut cargo = tree::cargo();
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", driver)
        .env("CLIPPY_ARGS", LINTS)
        .env("CLIPPY_CONF_DIR", tree::root());
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn artifact(kind: &str, name: &str, test: bool) -> Value {
        json!({
            "reason": "compiler-artifact",
            "manifest_path": "/sandan/desk/Cargo.toml",
            "target": { "kind": [kind], "name": name },
            "profile": { "test": test },
            "executable": format!("/sandan/target/{name}"),
        })
    }

    #[test]
    fn tests_and_the_server_are_found_in_what_cargo_tells() -> Result<()> {
        let mut programs = Programs::default();
        for (kind, name, test) in [
            ("lib", "desk", true),
            ("test", "desk", true),
            ("bench", "growth", true),
            ("bin", "crowd", false),
            ("bin", "sandan", false),
        ] {
            programs.note(&artifact(kind, name, test));
        }
        programs.note(&json!({ "reason": "build-finished", "success": true }));
        let names: Vec<_> = programs.tests.iter().map(|tests| tests.name.as_str()).collect();
        assert_eq!(names, ["desk, within", "desk"]);
        assert_eq!(programs.tests[0].dir, Path::new("/sandan/desk"));
        assert_eq!(programs.server()?, Path::new("/sandan/target/sandan"));
        Ok(())
    }
}
