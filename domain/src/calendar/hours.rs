//! When an office is open on a working day.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Minutes, typed};

/// The spans of a working day in which the office is open, in order: `08:30-12:00 14:00-18:00`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficeHours(Vec<Span>);

/// From opening to closing, in minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub opens: Minutes,
    pub closes: Minutes,
}

/// Why something is no office hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum OfficeHoursError {
    #[error("office hours are written as `08:30-12:00 14:00-18:00`, up to 24:00")]
    Unreadable,
    #[error("an office is open for at least one span of the day")]
    Never,
    #[error("the office closes before it opens")]
    Backwards,
    #[error("the office opens again before it has closed")]
    Overlap,
}

impl OfficeHours {
    fn new(spans: Vec<Span>) -> Result<Self, OfficeHoursError> {
        if spans.is_empty() {
            Err(OfficeHoursError::Never)
        } else if spans.iter().any(|span| span.opens >= span.closes) {
            Err(OfficeHoursError::Backwards)
        } else if spans.windows(2).any(|pair| pair[0].closes > pair[1].opens) {
            Err(OfficeHoursError::Overlap)
        } else {
            Ok(Self(spans))
        }
    }

    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// When it closes for the day, in minutes since midnight.
    pub fn close(&self) -> Minutes {
        self.0.last().map_or(Minutes::days(1), |span| span.closes)
    }
}

/// 08:30–12:00 and 14:00–18:00.
impl Default for OfficeHours {
    fn default() -> Self {
        let morning = Span { opens: Minutes(8 * 60 + 30), closes: Minutes::hours(12) };
        let afternoon = Span { opens: Minutes::hours(14), closes: Minutes::hours(18) };
        Self(vec![morning, afternoon])
    }
}

impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, span) in self.0.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            let [(from, past), (to, over)] = [span.opens, span.closes].map(|time| (time.0 / 60, time.0 % 60));
            write!(f, "{space}{from:02}:{past:02}-{to:02}:{over:02}")?;
        }
        Ok(())
    }
}

impl FromStr for OfficeHours {
    type Err = OfficeHoursError;
    /// Takes them as people type them: `8:30`, colons and dashes of all kinds, commas between the spans.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = typed::plain(text);
        // Spaces part the spans, but not around a dash.
        let text: Vec<&str> = text.split(['-', '~', '至', '到']).map(str::trim).collect();
        let text = text.join("-");
        let spans = text.split([' ', ',', '、', ';']).filter(|span| !span.is_empty());
        let spans = spans.map(|span| {
            let (opens, closes) = span.split_once('-')?;
            Some(Span { opens: time_of_day(opens)?, closes: time_of_day(closes)? })
        });
        Self::new(spans.collect::<Option<_>>().ok_or(OfficeHoursError::Unreadable)?)
    }
}

/// `08:30`, `8:30`, `24:00` and nothing later.
fn time_of_day(text: &str) -> Option<Minutes> {
    let (hour, minute) = text.split_once([':', '∶'])?;
    let written = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if !written(hour) || !written(minute) || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60).then_some(Minutes(hour * 60 + minute)).filter(|time| *time <= Minutes::days(1))
}

impl TryFrom<String> for OfficeHours {
    type Error = OfficeHoursError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OfficeHours> for String {
    fn from(hours: OfficeHours) -> Self {
        hours.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_hours_are_written_as_they_hang_at_the_door() {
        for text in ["08:30-12:00 14:00-18:00", "00:00-24:00", "09:00-17:00", "08:00-12:00 12:00-16:00"] {
            let hours: OfficeHours = text.parse().unwrap();
            assert_eq!(hours.to_string(), text);
            assert_eq!(serde_json::to_value(&hours).unwrap(), text);
            assert_eq!(serde_json::from_value::<OfficeHours>(text.into()).unwrap(), hours);
        }
        assert_eq!(OfficeHours::default().to_string(), "08:30-12:00 14:00-18:00");
    }

    #[test]
    fn office_hours_are_read_as_people_type_them() {
        for text in [
            "8:30-12:00 14:00-18:00",
            " 08：30－12：00、14：00～18：00 ",
            "8:30–12:00,14:00–18:00",
            "8∶30 — 12∶00；14∶00至18∶00",
            "８：３０〜１２：００\u{A0}\u{200B}１４：００ - １８：００",
        ] {
            assert_eq!(text.parse(), Ok(OfficeHours::default()), "{text}");
        }
    }

    #[test]
    fn what_is_no_office_hours_is_refused_by_name() {
        use OfficeHoursError::{Backwards, Never, Overlap, Unreadable};
        for (text, error) in [
            ("", Never),
            ("  ", Never),
            ("9-17", Unreadable),
            ("09:00", Unreadable),
            ("09:00-17:0", Unreadable),
            ("09:60-17:00", Unreadable),
            ("09:00-24:01", Unreadable),
            ("009:00-17:00", Unreadable),
            ("+9:00-17:00", Unreadable),
            ("09:00-12:00-17:00", Unreadable),
            ("18:00-08:00", Backwards),
            ("09:00-09:00", Backwards),
            ("14:00-18:00 08:30-12:00", Overlap),
            ("08:30-12:00 11:59-18:00", Overlap),
        ] {
            assert_eq!(text.parse::<OfficeHours>(), Err(error), "{text}");
        }
    }
}
