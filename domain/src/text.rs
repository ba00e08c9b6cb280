//! Text that people type, checked once at the edge. Private field, one constructor, an error that says
//! which limit was broken.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::typed::looks::{self, Fate};

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TextError {
    #[error("the text is empty")]
    Empty,
    #[error("the text has {has} characters, at most {most} are allowed")]
    TooLong { has: u32, most: u32 },
    /// Leaving it out might change how the rest reads. `place` counts from 1 in what was typed, `code` is Unicode's.
    #[error("character {place}, U+{code:04X}, cannot be shown")]
    Unprintable { place: u32, code: u32 },
}

/// Is there nothing to see in it? Joiners, fillers and marks without a letter show nothing by themselves.
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(looks::shows)
}

/// What was typed, as it is kept.
fn checked(raw: &str, most: u32, lines: bool) -> Result<String, TextError> {
    let text = cleaned(raw, lines)?;
    let text = text.trim();
    if is_blank(text) {
        return Err(TextError::Empty);
    }
    fits(text, most)?;
    Ok(text.to_owned())
}

fn fits(text: &str, most: u32) -> Result<(), TextError> {
    let has = count(text.chars().count());
    if has > most { Err(TextError::TooLong { has, most }) } else { Ok(()) }
}

/// Without what can be left out unseen, and with one kind of line end. A text of one line has spaces for them.
fn cleaned(raw: &str, lines: bool) -> Result<String, TextError> {
    let leftward = raw.chars().any(looks::runs_leftward);
    let mut kept = String::with_capacity(raw.len());
    let mut before = None;
    for (place, c) in raw.chars().enumerate() {
        match looks::fate(c, leftward) {
            Fate::Kept if c == '\t' && !lines => kept.push(' '),
            Fate::Kept => kept.push(c),
            Fate::EndsLine if c == '\n' && before == Some('\r') => {}
            Fate::EndsLine => kept.push(if lines { '\n' } else { ' ' }),
            Fate::Dropped => {}
            Fate::Unfit => return Err(TextError::Unprintable { place: count(place + 1), code: c.into() }),
        }
        before = Some(c);
    }
    Ok(kept)
}

/// What was kept before is kept as it is, whatever could be typed when it came.
fn stored(text: String, most: u32) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    fits(&text, most)?;
    Ok(text)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
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

            /// What a person typed.
            pub fn new(raw: &str) -> Result<Self, TextError> {
                checked(raw, $most, $lines).map(Self)
            }

            /// `None` for an empty text, where a field may be left out.
            pub fn optional(raw: &str) -> Result<Option<Self>, TextError> {
                match Self::new(raw) {
                    Ok(text) => Ok(Some(text)),
                    Err(TextError::Empty) => Ok(None),
                    Err(error @ (TextError::TooLong { .. } | TextError::Unprintable { .. })) => Err(error),
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// What is kept somewhere.
        impl TryFrom<String> for $name {
            type Error = TextError;
            fn try_from(text: String) -> Result<Self, TextError> {
                stored(text, $most).map(Self)
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
