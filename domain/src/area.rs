//! The tree of responsibility: 区县 / 镇街 / 村社区 / 网格 / 微网格.
//!
//! An area is named by its code and nothing else. The first three levels carry the statistical division
//! codes of 6, 9 and 12 digits (GB/T 2260, GB/T 10114); a grid adds 3 digits, numbered west to east and north
//! to south inside its community; a micro-grid adds 3 more (our own extension). A code is voided, never reused.
//! Because each level extends the one above, "holds for all below it" is a question about prefixes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::typed;

/// An area of any level, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area {
    code: u64,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    District,
    Town,
    Community,
    Grid,
    MicroGrid,
}

impl Level {
    pub const ALL: [Self; 5] = [Self::District, Self::Town, Self::Community, Self::Grid, Self::MicroGrid];

    /// How many digits a code of this level has.
    pub const fn digits(self) -> u32 {
        match self {
            Self::District => 6,
            Self::Town => 9,
            Self::Community => 12,
            Self::Grid => 15,
            Self::MicroGrid => 18,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Town => "town",
            Self::Community => "community",
            Self::Grid => "grid",
            Self::MicroGrid => "micro_grid",
        }
    }
}

/// What kind of grid: 综合 homes, 专属 markets, enterprises and parks, 海上 fishing zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GridKind {
    Comprehensive,
    Exclusive,
    Sea,
}

impl GridKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comprehensive => "comprehensive",
            Self::Exclusive => "exclusive",
            Self::Sea => "sea",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Comprehensive, Self::Exclusive, Self::Sea].into_iter().find(|k| k.name() == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AreaError {
    #[error("an area code has 6, 9, 12, 15 or 18 digits")]
    Digits,
    #[error("the sequence of grids in a community ends at 999")]
    Overflow,
    #[error("a {0:?} cannot be divided like this")]
    Level(Level),
}

impl Area {
    pub const fn level(self) -> Level {
        self.level
    }

    /// The code as a number, the form in which it is stored.
    pub const fn code(self) -> u64 {
        self.code
    }

    pub fn from_code(code: u64) -> Result<Self, AreaError> {
        let digits = code.checked_ilog10().map_or(0, |d| d + 1);
        Level::ALL
            .into_iter()
            .find(|level| level.digits() == digits)
            .map(|level| Self { code, level })
            .ok_or(AreaError::Digits)
    }

    /// The area of `level` that holds this one; itself if it is of that level.
    pub fn at(self, level: Level) -> Option<Self> {
        let drop = self.level.digits().checked_sub(level.digits())?;
        Some(Self { code: self.code / 10u64.pow(drop), level })
    }

    pub fn parent(self) -> Option<Self> {
        match self.level {
            Level::District => None,
            Level::Town => self.at(Level::District),
            Level::Community => self.at(Level::Town),
            Level::Grid => self.at(Level::Community),
            Level::MicroGrid => self.at(Level::Grid),
        }
    }

    /// The district, by which every hot table is keyed first.
    pub fn district(self) -> u64 {
        self.code / 10u64.pow(self.level.digits() - Level::District.digits())
    }

    /// Does responsibility for `self` cover `other`? An area covers itself and all below it.
    pub fn covers(self, other: Self) -> bool {
        other.at(self.level) == Some(self)
    }

    /// The codes of `level` below this area: first and last, both included. For range scans.
    pub fn range(self, level: Level) -> Option<(u64, u64)> {
        let span = 10u64.pow(level.digits().checked_sub(self.level.digits())?);
        Some((self.code * span, self.code * span + (span - 1)))
    }

    /// The grid (of a community) or micro-grid (of a grid) with this sequence number.
    pub fn divided(self, sequence: u16) -> Result<Self, AreaError> {
        let level = match self.level {
            Level::Community => Level::Grid,
            Level::Grid => Level::MicroGrid,
            level @ (Level::District | Level::Town | Level::MicroGrid) => {
                return Err(AreaError::Level(level));
            }
        };
        if sequence == 0 || sequence > 999 {
            return Err(AreaError::Overflow);
        }
        Ok(Self { code: self.code * 1000 + u64::from(sequence), level })
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)
    }
}

impl FromStr for Area {
    type Err = AreaError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = typed::digits(text).ok_or(AreaError::Digits)?;
        Self::from_code(digits.parse().map_err(|_| AreaError::Digits)?)
    }
}

impl Serialize for Area {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Area {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> Area {
        code.parse().unwrap()
    }

    #[test]
    fn an_area_covers_itself_and_all_below() {
        for (upper, lower, covers) in [
            ("321012", "321012100001003", true),
            ("321012100001003", "321012100001003", true),
            ("321012100001003", "321012100001003007", true),
            ("321012100001003", "321012100001", false),
            ("321012101", "321012100001003", false),
            ("330922", "321012", false),
        ] {
            assert_eq!(area(upper).covers(area(lower)), covers, "{upper} covers {lower}");
        }
    }

    #[test]
    fn a_code_of_any_other_length_is_refused() {
        for text in ["", "1", "32101", "3210121", "-21012", "+321012", "3210120000010010010", "abc"] {
            assert_eq!(text.parse::<Area>(), Err(AreaError::Digits), "{text:?}");
        }
    }

    #[test]
    fn the_sequence_of_grids_ends_at_999() {
        let community = area("321012100001");
        assert_eq!(community.divided(3), Ok(area("321012100001003")));
        assert_eq!(community.divided(1000), Err(AreaError::Overflow));
        assert_eq!(community.divided(0), Err(AreaError::Overflow));
        assert_eq!(area("321012100").divided(1), Err(AreaError::Level(Level::Town)));
    }
}
