//! The names of the built files. Their hashes are known when the site is built, so the server reads them at its start.

use std::collections::BTreeMap;

/// Where the browser gets the style sheet, the pictures, and the scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub style: String,
    pub pictures: String,
    pub boot: String,
    /// The keys of the desk.
    pub desk: String,
}

#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("the manifest is no JSON object of names")]
    Json(#[from] serde_json::Error),
    #[error("the manifest does not name {0}; build the site again with `cargo xtask site`")]
    Missing(&'static str),
}

impl Site {
    /// Reads `manifest.json`: `{"style.css": "/pkg/style.<hash>.css", …}`.
    pub fn from_manifest(json: &str) -> Result<Self, SiteError> {
        let mut names: BTreeMap<String, String> = serde_json::from_str(json)?;
        let mut name = |plain: &'static str| names.remove(plain).ok_or(SiteError::Missing(plain));
        Ok(Self {
            style: name("style.css")?,
            pictures: name("pictures.svg")?,
            boot: name("boot.js")?,
            desk: name("desk.js")?,
        })
    }

    /// Names without hashes, for tests and for a server whose site was not built.
    pub fn plain() -> Self {
        Self {
            style: "/pkg/style.css".to_owned(),
            pictures: "/pkg/pictures.svg".to_owned(),
            boot: "/pkg/boot.js".to_owned(),
            desk: "/pkg/desk.js".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_must_name_every_file() {
        let whole = r#"{"style.css":"/pkg/s.1.css","pictures.svg":"/pkg/p.1.svg","boot.js":"/pkg/b.1.js","desk.js":"/pkg/d.1.js","x":"y"}"#;
        assert_eq!(Site::from_manifest(whole).unwrap().style, "/pkg/s.1.css");
        let error = Site::from_manifest(r#"{"style.css":"/pkg/s.1.css"}"#).unwrap_err();
        assert!(error.to_string().contains("pictures.svg"), "{error}");
    }
}
