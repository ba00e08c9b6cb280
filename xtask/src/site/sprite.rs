//! The pictures: every drawing of `public/pictures/` as one symbol of one file, so that a page of icons costs one
//! request. A page shows one with `<svg><use href="/pkg/pictures.<hash>.svg#lamp"/></svg>`.

use crate::tree;
use anyhow::{Context, Result, bail};
use std::{collections::BTreeMap, path::Path};

/// Puts all drawings of a directory into one. A drawing's name is its file name without `.svg`.
pub fn assemble(dir: &Path) -> Result<String> {
    let mut sprite = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
    let mut owners = BTreeMap::new();
    for file in tree::files_below(dir)? {
        if file.extension().is_none_or(|extension| extension != "svg") {
            continue;
        }
        let drawing = String::from_utf8(tree::read(&dir.join(&file))?)?;
        let name = file.file_stem().context("a drawing without a name")?.to_string_lossy().into_owned();
        let shown = format!("public/pictures/{}", file.display());
        for id in std::iter::once(name.as_str()).chain(ids(&drawing)) {
            if let Some(other) = owners.insert(id.to_owned(), shown.clone()) {
                bail!("{shown} and {other} both use the id `{id}`; in one file ids must differ");
            }
        }
        sprite += &symbol(&name, &drawing).with_context(|| shown.clone())?;
    }
    Ok(sprite + "</svg>\n")
}

/// `<svg viewBox=.. fill=..>inner</svg>` as `<symbol id=.. viewBox=.. fill=..>inner</symbol>`.
fn symbol(name: &str, drawing: &str) -> Result<String> {
    let (_, from_tag) = drawing.split_once("<svg").context("no <svg> in it")?;
    let (attributes, inner) = from_tag.split_once('>').context("its <svg> has no end")?;
    let (inner, _) = inner.rsplit_once("</svg>").context("no </svg> in it")?;
    if !attributes.contains("viewBox=") {
        bail!("its <svg> has no viewBox, so nobody knows how large it is");
    }
    let kept: String = pairs(attributes)
        .filter(|(key, _)| {
            !key.starts_with("xmlns") && !["id", "class", "width", "height", "version"].contains(key)
        })
        .map(|(key, value)| format!(" {key}={value}"))
        .collect();
    Ok(format!("<symbol id=\"{name}\"{kept}>{}</symbol>", inner.trim()))
}

/// The attributes of a tag, each value with its quotes.
fn pairs(mut attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let (key, rest) = attributes.split_once('=')?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let end = rest[1..].find(quote)? + 2;
        attributes = &rest[end..];
        Some((key.trim(), &rest[..end]))
    })
}

fn ids(drawing: &str) -> impl Iterator<Item = &str> {
    // The drawing's own id is left out of the sprite, so it cannot clash.
    let inner =
        drawing.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, inner)| inner);
    inner.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(id, _)| id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_becomes_a_symbol_with_its_colours_and_without_its_size() -> Result<()> {
        let drawing = r#"<?xml version="1.0"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none">
            <path d="M1 1h2"/></svg>"#;
        let expected = r#"<symbol id="lamp" viewBox="0 0 24 24" fill="none"><path d="M1 1h2"/></symbol>"#;
        assert_eq!(symbol("lamp", drawing)?, expected);
        Ok(())
    }

    #[test]
    fn two_drawings_with_one_id_are_refused() -> Result<()> {
        let dir = tempfile::tempdir()?;
        for name in ["lamp", "door"] {
            let drawing = r#"<svg viewBox="0 0 1 1"><linearGradient id="glow"/></svg>"#;
            std::fs::write(dir.path().join(name).with_extension("svg"), drawing)?;
        }
        let refusal = assemble(dir.path()).map_err(|error| error.to_string());
        let expected = "public/pictures/lamp.svg and public/pictures/door.svg both use the id `glow`; \
                        in one file ids must differ";
        assert_eq!(refusal, Err(expected.to_owned()));
        Ok(())
    }
}
