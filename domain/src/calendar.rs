//! Working days, working hours, and the deadlines counted in them.
//!
//! The plain week is Monday to Friday. Each year's notice of the State Council (国务院办公厅节假日安排) takes days out of it
//! and puts make-up working days (调休上班) in; it may also change days of the December before. A deadline that runs into
//! days whose notice is not published is provisional: counted by the plain week until the notice arrives.
//!
//! Counting follows the Civil Code (民法典 201–203): the day on which a limit of days begins does not count, and the last day
//! ends when the office closes.
//!
//! Start reading at [`Office`]: it turns a [`Limit`] into a [`Deadline`], and lets it run on after a pause.

mod deadline;
mod hours;
mod limit;
mod office;

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    ops::RangeInclusive,
};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

pub use self::{
    deadline::{Agreed, Deadline, Pause},
    hours::{OfficeHours, OfficeHoursError, Span},
    limit::{Days, Hours, Limit, LimitError},
    office::Office,
};

/// Which days are worked, as far as notices are known; by the plain week beyond.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeSet<i16>,
    /// Is it worked? For the days that a notice names.
    named: BTreeMap<Date, bool>,
}

/// One year's notice: the days that differ from the plain week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Published")]
pub struct Notice {
    year: i16,
    named: BTreeMap<Date, bool>,
}

/// Why something is no notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    #[error("{day} belongs neither to {year} nor to the December before")]
    OtherYear { year: i16, day: Date },
    #[error("{day} is named twice")]
    Twice { day: Date },
}

/// A notice as `data/holidays/{year}.json` has it.
#[derive(Deserialize)]
struct Published {
    year: i16,
    days: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    date: Date,
    /// `false`: a make-up working day.
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

/// Notices have reached back into the last week of December, and no further.
const NEW_YEAR_WEEK: i8 = 25;

impl Notice {
    pub const fn year(&self) -> i16 {
        self.year
    }
}

impl TryFrom<Published> for Notice {
    type Error = NoticeError;
    fn try_from(Published { year, days }: Published) -> Result<Self, Self::Error> {
        let mut named = BTreeMap::new();
        for Named { date: day, is_off_day } in days {
            let december_before = day.month() == 12 && i32::from(day.year()) + 1 == i32::from(year);
            if day.year() != year && !december_before {
                return Err(NoticeError::OtherYear { year, day });
            }
            if named.insert(day, !is_off_day).is_some() {
                return Err(NoticeError::Twice { day });
            }
        }
        Ok(Self { year, named })
    }
}

/// Where two notices name the same day of a December, the later year's holds, in whatever order they come.
impl FromIterator<Notice> for Calendar {
    fn from_iter<I: IntoIterator<Item = Notice>>(notices: I) -> Self {
        let mut notices: Vec<Notice> = notices.into_iter().collect();
        notices.sort_by_key(Notice::year);
        let mut calendar = Self::default();
        for notice in notices {
            calendar.years.insert(notice.year);
            calendar.named.extend(notice.named);
        }
        calendar
    }
}

impl Calendar {
    pub fn is_working_day(&self, day: Date) -> bool {
        let plain = || !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.named.get(&day).copied().unwrap_or_else(plain)
    }

    /// Is every notice known that may decide about these days? About the end of a December the next year's may, too.
    pub fn knows(&self, days: RangeInclusive<Date>) -> bool {
        let (first, last) = days.into_inner();
        let new_year_week = last.month() == 12 && last.day() >= NEW_YEAR_WEEK;
        (first.year()..=last.year() + i16::from(new_year_week)).all(|year| self.years.contains(&year))
    }
}

/// This day and all after it, to the end of the year 9999.
fn days_from(day: Date) -> impl Iterator<Item = Date> {
    iter::successors(Some(day), |day| day.tomorrow().ok())
}
