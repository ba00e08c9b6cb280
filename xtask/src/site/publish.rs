//! The finished directory: hashed names, compressed forms, the manifest, and nothing left of earlier builds.

use crate::tree;
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

const MANIFEST: &str = "manifest.json";

/// Kinds of files that compress well. Photographs and fonts are compressed already.
const COMPRESSED: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// The site as it is being put together.
pub struct Site {
    dir: PathBuf,
    manifest: BTreeMap<String, String>,
    ours: BTreeSet<PathBuf>,
}

impl Site {
    pub fn new(dir: PathBuf) -> Result<Self> {
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(Self { dir, manifest: BTreeMap::new(), ours: BTreeSet::new() })
    }

    /// Puts `style.css` at `pkg/style.<hash>.css` and returns the path a browser asks for.
    pub fn add_hashed(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let (stem, kind) = name.split_once('.').context("a file without a kind")?;
        let file = format!("pkg/{stem}.{}.{kind}", tree::hash(&[content]));
        let path = format!("/{file}");
        self.add(Path::new(&file), content)?;
        self.manifest.insert(name.to_owned(), path.clone());
        Ok(path)
    }

    /// Puts a file of `public/` where it lies there.
    pub fn add_as_it_is(&mut self, file: &Path, content: &[u8]) -> Result<()> {
        if file == Path::new(MANIFEST) || file.starts_with("pkg") {
            bail!("public/{} would be overwritten by the build; give it another name", file.display());
        }
        self.add(file, content)
    }

    fn add(&mut self, file: &Path, content: &[u8]) -> Result<()> {
        let path = self.dir.join(file);
        let same = fs::read(&path).is_ok_and(|old| old == content);
        self.ours.insert(file.to_owned());
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if COMPRESSED.contains(&kind) {
            for (ending, compress) in [("br", brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", gzip)] {
                let packed = path.with_added_extension(ending);
                if !same || !packed.exists() {
                    tree::write(&packed, &compress(content)?)?;
                }
                self.ours.insert(file.with_added_extension(ending));
            }
        }
        // Last, so that an interrupted build is not taken for a finished one.
        tree::write(&path, content)
    }

    /// Writes the manifest and removes what no longer belongs here.
    pub fn finish(mut self) -> Result<()> {
        let manifest = serde_json::to_string_pretty(&self.manifest)?;
        tree::write(&self.dir.join(MANIFEST), manifest.as_bytes())?;
        self.ours.insert(MANIFEST.into());
        for file in tree::files_below(&self.dir)? {
            if !self.ours.contains(&file) {
                fs::remove_file(self.dir.join(&file))
                    .with_context(|| format!("cannot remove {}", file.display()))?;
            }
        }
        Ok(())
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let options = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &options)?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_holds_the_new_files_their_small_forms_and_nothing_old() -> Result<()> {
        let dir = tempfile::tempdir()?;
        for content in ["a { color: red }", "a { color: green }"] {
            let mut site = Site::new(dir.path().to_owned())?;
            site.add_hashed("style.css", content.as_bytes())?;
            site.add_as_it_is(Path::new("robots.txt"), b"User-agent: *")?;
            site.finish()?;
        }
        let hash = tree::hash(&[b"a { color: green }"]);
        let files = tree::files_below(dir.path())?;
        let names: Vec<_> = files.iter().map(|file| file.to_string_lossy().replace(&hash, "HASH")).collect();
        let expected = [
            "manifest.json",
            "pkg/style.HASH.css",
            "pkg/style.HASH.css.br",
            "pkg/style.HASH.css.gz",
            "robots.txt",
            "robots.txt.br",
            "robots.txt.gz",
        ];
        assert_eq!(names, expected);
        Ok(())
    }
}
