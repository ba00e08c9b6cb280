//! The WebAssembly and the JavaScript that loads it.

use super::{ESBUILD_TARGET, WasmOpt, npm_tool, parts::part};
use crate::{programs, say, tree};
use anyhow::{Context, Result};
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// Our code does without the two features of WebAssembly that no later pass can take out again.
const RUSTFLAGS: &str =
    r#"target.wasm32-unknown-unknown.rustflags=["-Ctarget-feature=-reference-types,-multivalue"]"#;

/// What wasm-opt does: it takes out the newer features that Rust's own standard library is compiled with, and makes the
/// rest small. What comes out runs on every browser that knows WebAssembly at all, costs not one byte more, and so an
/// old phone keeps its islands.
const WASM_OPT: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--signext-lowering",
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What the browser loads.
pub struct Bound {
    pub js: Vec<u8>,
    pub wasm: Vec<u8>,
}

/// Compiles the islands for the browser. Cargo itself knows when there is nothing to do.
pub fn compile() -> Result<PathBuf> {
    built_by(tree::cargo())
}

/// The same with clippy in the compiler's place. What comes of it is not as small, and is not what goes out.
pub fn lint() -> Result<()> {
    built_by(programs::linting()).map(drop)
}

fn built_by(mut cargo: Command) -> Result<PathBuf> {
    let target = tree::target().join("wasm");
    cargo.args(["build", "--package", "islands", "--lib", "--features", "hydrate"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release"]);
    cargo.args(["--config", RUSTFLAGS]);
    // A target directory of its own, so that cargo's lock lets the server be built at the same time.
    tree::must(cargo.arg("--target-dir").arg(&target).env("CARGO_TERM_PROGRESS_WHEN", "never"))?;
    Ok(target.join("wasm32-unknown-unknown/wasm-release/islands.wasm"))
}

/// Binds it to JavaScript and makes both small.
pub fn bind(compiled: &Path, wasm_opt: WasmOpt) -> Result<Bound> {
    let compiled_bytes = tree::read(compiled)?;
    let tools = tree::read(&tree::root().join("xtask/package-lock.json"))?;
    let options = format!("{wasm_opt:?} {WASM_OPT:?} {ESBUILD_TARGET}");
    let dir = part("wasm", &[&compiled_bytes, &tools, options.as_bytes()], |dir| {
        say::step("browser part: wasm-bindgen", || bindgen(compiled, dir))?;
        if wasm_opt == WasmOpt::Yes {
            say::step("browser part: wasm-opt", || shrink(&dir.join("sandan_bg.wasm")))?;
        }
        say::step("browser part: esbuild", || minify(&dir.join("sandan.js"), &dir.join("sandan.min.js")))
    })?;
    Ok(Bound { js: tree::read(&dir.join("sandan.min.js"))?, wasm: tree::read(&dir.join("sandan_bg.wasm"))? })
}

fn bindgen(compiled: &Path, dir: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let wasm = without_reference_types(tree::read(compiled)?)?;
    bindgen.input_bytes("sandan", wasm).web(true)?.typescript(false);
    // boot.js names the file, with its hash.
    bindgen.omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(dir)
}

/// The linker notes the features of all it links, the standard library's among them, and wasm-bindgen goes by that note.
/// We take back the two that our code does not use; no instruction of the standard library needs them.
fn without_reference_types(mut wasm: Vec<u8>) -> Result<Vec<u8>> {
    // Sign, length, name: an entry of the section `target_features`, which stands at the very end.
    for feature in [b"+\x0freference-types".as_slice(), b"+\x0amultivalue"] {
        let at = wasm.windows(feature.len()).rposition(|bytes| bytes == feature);
        let at =
            at.context("the compiled islands have no `target_features` section; was it built with `strip`?")?;
        wasm[at] = b'-';
    }
    Ok(wasm)
}

fn shrink(wasm: &Path) -> Result<()> {
    tree::must(npm_tool("wasm-opt")?.args(WASM_OPT).arg(wasm).arg("-o").arg(wasm))
}

/// One file out of the glue and the snippets it imports; the exported names stay, islands are found by them.
fn minify(js: &Path, minified: &Path) -> Result<()> {
    let mut esbuild = npm_tool("esbuild")?;
    esbuild.args(["--bundle", "--format=esm", "--minify", "--legal-comments=none", "--log-level=warning"]);
    tree::must(esbuild.args([ESBUILD_TARGET]).arg(format!("--outfile={}", minified.display())).arg(js))
}
