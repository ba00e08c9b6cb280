//! Text that people type, checked once at the edge. Private field, one constructor, an error that says
//! which limit was broken.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TextError {
    #[error("the text is empty")]
    Empty,
    #[error("the text has {has} characters, at most {most} are allowed")]
    TooLong { has: u32, most: u32 },
    #[error("the text holds a character that cannot be shown")]
    Unprintable,
}

/// Characters that change how their neighbours are read, or have no look at all: refused, because they can
/// make a text say something else than it shows. Emoji and their joiners are welcome.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn checked(raw: &str, most: u32, lines: bool) -> Result<String, TextError> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().any(|c| is_unprintable(c) && !(lines && (c == '\n' || c == '\t'))) {
        return Err(TextError::Unprintable);
    }
    let has = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if has > most { Err(TextError::TooLong { has, most }) } else { Ok(text.to_owned()) }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, most $most:literal, lines $lines:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters it may hold.
            pub const MOST: u32 = $most;

            pub fn new(raw: &str) -> Result<Self, TextError> {
                checked(raw, $most, $lines).map(Self)
            }

            /// `None` for an empty text, where a field may be left out.
            pub fn optional(raw: &str) -> Result<Option<Self>, TextError> {
                match Self::new(raw) {
                    Ok(text) => Ok(Some(text)),
                    Err(TextError::Empty) => Ok(None),
                    Err(error @ (TextError::TooLong { .. } | TextError::Unprintable)) => Err(error),
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(raw: String) -> Result<Self, TextError> {
                Self::new(&raw)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

texts! {
    /// A person's name.
    Name, most 40, lines false;
    /// One line: a building, a door, a title.
    Line, most 80, lines false;
    /// A few sentences: what is needed, what was done, why something was refused.
    Note, most 1000, lines true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_broken_limit_has_its_name() {
        for (raw, expected) in [
            ("修灯", Ok("修灯")),
            ("  灯不亮\u{3000}", Ok("灯不亮")),
            ("👩‍🔧 来修", Ok("👩‍🔧 来修")),
            ("<script>alert(1)</script>", Ok("<script>alert(1)</script>")),
            (" \n ", Err(TextError::Empty)),
            ("a\u{202E}b", Err(TextError::Unprintable)),
            ("a\u{0}b", Err(TextError::Unprintable)),
            ("two\nlines", Err(TextError::Unprintable)),
        ] {
            assert_eq!(Line::new(raw).as_ref().map(Line::as_str), expected.as_ref().copied(), "{raw:?}");
        }
        assert_eq!(Line::new(&"长".repeat(81)), Err(TextError::TooLong { has: 81, most: 80 }));
        assert_eq!(Note::new("一\r\n二").map(String::from), Ok("一\n二".to_owned()));
    }
}
