//! Limits as the field writes them: `2 紧急工作时`, `0.5 工作时`, `5 工作日`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    Minutes,
    typed::{self, NumberFault},
};

/// How long something may take, in one of the three units of the field. Written as text wherever it is kept, so that a
/// catalogue, a slip and a form all have the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Limit {
    /// 紧急工作时: round the clock.
    RoundTheClock(Hours),
    /// 工作时: while the office is open.
    WorkingHours(Hours),
    /// 工作日: from the next working day on, until the office closes on the last.
    WorkingDays(Days),
}

/// Hours of a limit, whole or half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    halves: u16,
}

/// Working days of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u16);

/// Why something is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum LimitError {
    #[error("a limit is written as `2 紧急工作时`, `4 工作时` or `5 工作日`")]
    Unreadable,
    #[error("hours are whole or half, days are whole")]
    Fraction,
    #[error("a limit of nothing can only be missed")]
    Zero,
    #[error("a limit has at most 365 days")]
    TooLong,
}

const URGENT_HOURS: &str = "紧急工作时";
const WORKING_HOURS: &str = "工作时";
const WORKING_DAYS: &str = "工作日";

const MOST_DAYS: u16 = 365;
const MOST_HALVES: u16 = MOST_DAYS * 24 * 2;

impl Hours {
    pub const fn halves(halves: u16) -> Result<Self, LimitError> {
        match halves {
            0 => Err(LimitError::Zero),
            1..=MOST_HALVES => Ok(Self { halves }),
            _ => Err(LimitError::TooLong),
        }
    }

    pub const fn minutes(self) -> Minutes {
        Minutes(self.halves as u32 * 30)
    }
}

impl Days {
    pub const fn new(days: u16) -> Result<Self, LimitError> {
        match days {
            0 => Err(LimitError::Zero),
            1..=MOST_DAYS => Ok(Self(days)),
            _ => Err(LimitError::TooLong),
        }
    }

    pub const fn get(self) -> u16 {
        self.0
    }
}

/// For limits that stand in the code: a constant out of bounds does not compile. What people write is parsed.
impl Limit {
    pub const fn round_the_clock(hours: u16) -> Self {
        Self::RoundTheClock(whole(hours))
    }

    pub const fn working_hours(hours: u16) -> Self {
        Self::WorkingHours(whole(hours))
    }

    pub const fn working_days(days: u16) -> Self {
        match Days::new(days) {
            Ok(days) => Self::WorkingDays(days),
            Err(_) => panic!("a limit has 1 to 365 working days"),
        }
    }
}

impl Limit {
    /// How long it is on an ordinary day: enough to tell which of two is longer.
    pub const fn roughly(self) -> Minutes {
        match self {
            Self::RoundTheClock(hours) => hours.minutes(),
            // Noons and nights lie between them.
            Self::WorkingHours(hours) => Minutes(hours.minutes().0 * 2),
            Self::WorkingDays(days) => Minutes::days(days.get() as u32),
        }
    }
}

const fn whole(hours: u16) -> Hours {
    match Hours::halves(hours.saturating_mul(2)) {
        Ok(hours) => hours,
        Err(_) => panic!("a limit has 1 to 8760 whole hours"),
    }
}

/// `0.5`, `4`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.halves % 2 == 1 { ".5" } else { "" };
        write!(f, "{}{half}", self.halves / 2)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RoundTheClock(hours) => write!(f, "{hours} {URGENT_HOURS}"),
            Self::WorkingHours(hours) => write!(f, "{hours} {WORKING_HOURS}"),
            Self::WorkingDays(days) => write!(f, "{days} {WORKING_DAYS}"),
        }
    }
}

impl FromStr for Limit {
    type Err = LimitError;
    /// Takes the limit as catalogues have it and people type it: with a space or without, `5个工作日` and `五工作日` too.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = typed::plain(text);
        let amount = |unit: &str| {
            let amount = text.strip_suffix(unit)?.trim_end();
            Some(amount.strip_suffix('个').unwrap_or(amount).trim_end())
        };
        // The longer name ends like the shorter one.
        if let Some(hours) = amount(URGENT_HOURS) {
            Ok(Self::RoundTheClock(hours.parse()?))
        } else if let Some(hours) = amount(WORKING_HOURS) {
            Ok(Self::WorkingHours(hours.parse()?))
        } else if let Some(days) = amount(WORKING_DAYS) {
            Ok(Self::WorkingDays(days.parse()?))
        } else {
            Err(LimitError::Unreadable)
        }
    }
}

impl FromStr for Hours {
    type Err = LimitError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (whole, half) = match text.split_once('.') {
            Some((whole, "5")) => (whole, 1),
            Some((_, "")) => return Err(LimitError::Unreadable),
            Some(_) => return Err(LimitError::Fraction),
            None => (text, 0),
        };
        Self::halves(whole_number(whole)?.saturating_mul(2).saturating_add(half))
    }
}

impl FromStr for Days {
    type Err = LimitError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains('.') { Err(LimitError::Fraction) } else { Self::new(whole_number(text)?) }
    }
}

/// More than fit are too many in any unit.
fn whole_number(text: &str) -> Result<u16, LimitError> {
    match typed::number(text) {
        Ok(number) => u16::try_from(number).map_err(|_| LimitError::TooLong),
        Err(NumberFault::Unreadable) => Err(LimitError::Unreadable),
        Err(NumberFault::TooLarge) => Err(LimitError::TooLong),
    }
}

impl TryFrom<String> for Limit {
    type Error = LimitError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> Self {
        limit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_written_in_the_words_of_the_field() {
        for (limit, text) in [
            (Limit::round_the_clock(2), "2 紧急工作时"),
            (Limit::working_hours(4), "4 工作时"),
            (Limit::WorkingHours(Hours { halves: 1 }), "0.5 工作时"),
            (Limit::RoundTheClock(Hours { halves: 3 }), "1.5 紧急工作时"),
            (Limit::working_days(5), "5 工作日"),
            (Limit::round_the_clock(8760), "8760 紧急工作时"),
            (Limit::working_days(365), "365 工作日"),
        ] {
            assert_eq!(limit.to_string(), text);
            assert_eq!(text.parse(), Ok(limit), "{text}");
            let json = serde_json::to_string(&limit).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
        }
    }

    #[test]
    fn a_limit_is_read_as_catalogues_have_it() {
        let written = ["5工作日", " 5  工作日 ", "5个工作日", "5 个 工作日", "05 工作日", "5\u{3000}工作日"];
        for text in written.into_iter().chain(["五个工作日", "５工作日", "\u{FEFF}5\u{A0}工作日\u{200B}"])
        {
            assert_eq!(text.parse(), Ok(Limit::working_days(5)), "{text}");
        }
        for text in ["1.5 工作时", "１．５个工作时"] {
            assert_eq!(text.parse(), Ok(Limit::WorkingHours(Hours { halves: 3 })), "{text}");
        }
    }

    #[test]
    fn what_is_no_limit_is_refused_by_name() {
        use LimitError::{Fraction, TooLong, Unreadable, Zero};
        for (text, error) in [
            ("", Unreadable),
            ("工作日", Unreadable),
            ("5", Unreadable),
            ("5 天", Unreadable),
            ("几工作日", Unreadable),
            ("两百五工作日", Unreadable),
            ("-5 工作日", Unreadable),
            ("+5 工作日", Unreadable),
            ("5 工作日以内", Unreadable),
            (".5 工作时", Unreadable),
            ("1. 工作时", Unreadable),
            ("1.5.5 工作时", Fraction),
            ("0.25 工作时", Fraction),
            ("1.5 工作日", Fraction),
            ("0 工作时", Zero),
            ("0 工作日", Zero),
            ("366 工作日", TooLong),
            ("8760.5 紧急工作时", TooLong),
            ("8761 工作时", TooLong),
            ("99999999999999999999 工作日", TooLong),
        ] {
            assert_eq!(text.parse::<Limit>(), Err(error), "{text}");
            assert!(serde_json::from_value::<Limit>(text.into()).is_err(), "{text}");
        }
    }
}
