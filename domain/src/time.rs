//! Instants and lengths of time. The district lives on China Standard Time (UTC+8, no summer time), so the
//! offset is a fact of the house and not of the machine.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::typed;

const MICROS_PER_MINUTE: i64 = 60_000_000;
const CHINA_OFFSET_MICROS: i64 = 8 * 60 * MICROS_PER_MINUTE;

/// An instant: microseconds since 1970-01-01T00:00Z. Stored as a 64-bit integer on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn plus(self, length: Minutes) -> Self {
        self.plus_micros(length.micros())
    }

    pub const fn minus(self, length: Minutes) -> Self {
        self.plus_micros(-length.micros())
    }

    pub const fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole minutes from `earlier` to `self`; zero if `earlier` is later.
    pub fn minutes_since(self, earlier: Self) -> Minutes {
        Minutes::whole(self.micros_since(earlier))
    }

    /// From `earlier` to `self`, exactly; zero if `earlier` is later.
    pub fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// The wall clock and calendar of the district at this instant.
    pub fn civil(self) -> DateTime {
        let shifted = self.0.saturating_add(CHINA_OFFSET_MICROS);
        let seconds = shifted.div_euclid(1_000_000);
        let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
        epoch.saturating_add(jiff::SignedDuration::from_secs(seconds))
    }

    /// Midnight in the district that begins a day as people type it: `2026-11-21`, `2026年11月21日`.
    pub fn of_day(text: &str) -> Option<Self> {
        typed::day(text).map(Self::midnight)
    }

    /// Midnight in the district that begins this day.
    pub fn midnight(day: Date) -> Self {
        let seconds = day.duration_since(jiff::civil::date(1970, 1, 1)).as_secs();
        Self(seconds * 1_000_000 - CHINA_OFFSET_MICROS)
    }

    /// Midnight that begins this instant's day in the district.
    pub fn start_of_day(self) -> Self {
        const DAY: i64 = 24 * 60 * MICROS_PER_MINUTE;
        let shifted = self.0.saturating_add(CHINA_OFFSET_MICROS);
        Self(shifted.div_euclid(DAY) * DAY - CHINA_OFFSET_MICROS)
    }
}

/// `2026-11-21 18:00`, China Standard Time.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = self.civil();
        write!(f, "{:04}-{:02}-{:02} {:02}:{:02}", c.year(), c.month(), c.day(), c.hour(), c.minute())
    }
}

/// A length of time in whole minutes. Service time of volunteers is counted in these, apart from points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    pub const fn hours(hours: u32) -> Self {
        Self(hours * 60)
    }

    pub const fn days(days: u32) -> Self {
        Self(days * 24 * 60)
    }

    pub const fn micros(self) -> i64 {
        self.0 as i64 * MICROS_PER_MINUTE
    }

    /// The whole minutes of a length; none of what is below zero.
    pub fn whole(micros: i64) -> Self {
        Self(u32::try_from(micros.max(0) / MICROS_PER_MINUTE).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_shown_in_china_standard_time() {
        assert_eq!(Timestamp::from_micros(0).to_string(), "1970-01-01 08:00");
        assert_eq!(Timestamp::from_micros(1_795_276_800_000_000).to_string(), "2026-11-22 00:00");
    }

    #[test]
    fn the_day_begins_at_local_midnight() {
        let noon = Timestamp::from_micros(1_795_276_800_000_000).plus(Minutes::hours(12));
        assert_eq!(noon.start_of_day().to_string(), "2026-11-22 00:00");
        assert_eq!(noon.start_of_day().start_of_day(), noon.start_of_day());
        assert_eq!(Timestamp::of_day("2026-11-22"), Some(noon.start_of_day()));
        for no_day in ["", "2026-02-30", "today", "2026-11-22T10:00"] {
            assert_eq!(Timestamp::of_day(no_day), None, "{no_day}");
        }
    }
}
