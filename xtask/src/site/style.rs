//! The style sheet: `style/main.css` and all it imports, in one small file that old phones can read.

use super::parts::part;
use crate::{say, tree};
use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Targets},
};
use std::path::Path;

/// The oldest browsers the style sheet is translated for. Nesting, logical properties and the like are written out for
/// them. Cascade layers cannot be, so the sheet has none: its order is the order of its imports.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(version(80)),
    edge: Some(version(80)),
    firefox: Some(version(78)),
    ie: None,
    ios_saf: Some(version(14)),
    opera: None,
    safari: Some(version(14)),
    samsung: Some(version(13)),
};

const fn version(major: u32) -> u32 {
    major << 16
}

/// Bundles and minifies.
pub fn bundle(dir: &Path) -> Result<Vec<u8>> {
    let main = dir.join("main.css");
    if !main.exists() {
        println!("! style/main.css is not there: the style sheet is empty");
        return Ok(Vec::new());
    }
    let mut inputs = vec![format!("{BROWSERS:?}").into_bytes()];
    for file in tree::files_below(dir)? {
        inputs.push(file.to_string_lossy().into_owned().into_bytes());
        inputs.push(tree::read(&dir.join(file))?);
    }
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let made = part("style", &inputs, |made| {
        say::step("browser part: style sheet", || {
            tree::write(&made.join("style.css"), minified(&main)?.as_bytes())
        })
    })?;
    tree::read(&made.join("style.css"))
}

fn minified(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    // Their errors borrow the source text, so they are told as text here.
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(main)
        .map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions { targets, ..Default::default() }).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..Default::default() });
    Ok(printed.map_err(|error| anyhow!("{error}"))?.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_bundled_and_nesting_is_written_out() -> Result<()> {
        let dir = tempfile::tempdir()?;
        std::fs::write(dir.path().join("main.css"), "@import 'button.css';")?;
        std::fs::write(dir.path().join("button.css"), ".button { &:hover { color: var(--ink) } }")?;
        let css = minified(&dir.path().join("main.css"))?;
        assert_eq!(css, ".button:hover{color:var(--ink)}");
        Ok(())
    }
}
