//! The boot script: `public/boot.js` with the names of the files it loads, which nobody knows before they are built.

use super::script::minified;
use crate::tree;
use anyhow::{Result, bail};
use std::path::Path;

/// Writes the real names in place of `"./sandan.js"` and `"./sandan.wasm"`. Both are beside the script, so the script
/// also works as it stands in the source tree, from any directory.
pub fn script(source: &Path, js: &str, wasm: &str) -> Result<Vec<u8>> {
    let script = named(&String::from_utf8(tree::read(source)?)?, js, wasm)?;
    minified("boot", script.as_bytes())
}

fn named(script: &str, js: &str, wasm: &str) -> Result<String> {
    let mut script = script.to_owned();
    for (plain, path) in [("\"./sandan.js\"", js), ("\"./sandan.wasm\"", wasm)] {
        if !script.contains(plain) {
            bail!("public/boot.js must name {plain}; the build puts the hashed name in its place");
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        script = script.replace(plain, &format!("\"./{name}\""));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_are_replaced_and_neither_may_be_missing() -> Result<()> {
        let script = r#"import("./sandan.js"); fetch("./sandan.wasm")"#;
        let expected = r#"import("./sandan.1.js"); fetch("./sandan.2.wasm")"#;
        assert_eq!(named(script, "/pkg/sandan.1.js", "/pkg/sandan.2.wasm")?, expected);
        assert!(named(r#"import("./sandan.js")"#, "/pkg/a.js", "/pkg/b.wasm").is_err());
        Ok(())
    }
}
