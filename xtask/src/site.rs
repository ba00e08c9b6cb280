//! Builds the browser part into `target/site`: everything the server hands out as a file.
//!
//! ```text
//! islands ─ cargo ─ wasm-bindgen ─ wasm-opt ─→ /pkg/sandan.<hash>.wasm
//!                        └──────── esbuild ──→ /pkg/sandan.<hash>.js
//! style/main.css ─ Lightning CSS ────────────→ /pkg/style.<hash>.css
//! public/pictures/*.svg ─────────────────────→ /pkg/pictures.<hash>.svg#<name>
//! public/boot.js ─ names of the above ───────→ /pkg/boot.<hash>.js
//! public/desk.js ─ esbuild ──────────────────→ /pkg/desk.<hash>.js
//! the rest of public/ ───────────────────────→ / as it is
//!                                              /manifest.json: {"style.css": "/pkg/style.<hash>.css", ...}
//! ```
//!
//! A file in `pkg/` never changes under its name, so browsers may keep it for ever. Beside every text-like file lie its
//! brotli (`.br`) and gzip (`.gz`) forms.

mod boot;
mod parts;
mod publish;
mod script;
mod sprite;
mod style;
mod wasm;

use crate::{say, tree};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Where the site is built, from the top of the checkout.
pub const DIR: &str = "target/site";

/// The JavaScript we write for: what Chrome 80 and Safari 14 read, on phones bought six years ago.
const ESBUILD_TARGET: &str = "--target=es2020";

/// What lies in `public/` and goes out under a hashed name.
const SCRIPTS: [&str; 2] = ["boot.js", "desk.js"];

/// Whether the WebAssembly is made as small as it can be, which takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmOpt {
    Yes,
    No,
}

/// Looks for lints in the code that is compiled for the browser alone.
pub fn lint() -> Result<()> {
    say::step("browser part: linting", wasm::lint)
}

/// Builds what has changed.
pub fn build(wasm_opt: WasmOpt) -> Result<()> {
    let public = tree::root().join("public");
    // Two builds at the same time would clear away each other's files.
    let lock = tree::target().join("site.lock");
    fs::create_dir_all(tree::target())?;
    let lock = fs::File::create(&lock).with_context(|| format!("cannot make {}", lock.display()))?;
    lock.lock().context("cannot wait for another build of the site")?;

    let compiled = say::step("browser part: compiling", wasm::compile)?;
    let wasm::Bound { js, wasm } = wasm::bind(&compiled, wasm_opt)?;

    let mut site = publish::Site::new(tree::root().join(DIR))?;
    let wasm = site.add_hashed("sandan.wasm", &wasm)?;
    let js = site.add_hashed("sandan.js", &js)?;
    site.add_hashed("style.css", &style::bundle(&tree::root().join("style"))?)?;
    site.add_hashed("pictures.svg", sprite::assemble(&public.join("pictures"))?.as_bytes())?;
    site.add_hashed("boot.js", &boot::script(&public.join("boot.js"), &js, &wasm)?)?;
    site.add_hashed("desk.js", &script::minified("desk", &tree::read(&public.join("desk.js"))?)?)?;
    for file in tree::files_below(&public)? {
        let built = SCRIPTS.iter().any(|script| file == Path::new(script)) || file.starts_with("pictures");
        if !built {
            site.add_as_it_is(&file, &tree::read(&public.join(&file))?)?;
        }
    }
    site.finish()
}

/// A program of one of the npm packages in `xtask/package.json`.
fn npm_tool(name: &str) -> Result<Command> {
    let path: PathBuf = tree::root().join("xtask/node_modules/.bin").join(name);
    if !path.exists() {
        bail!("{} is missing: run `npm ci` in xtask/", path.display());
    }
    Ok(tree::command(path))
}
