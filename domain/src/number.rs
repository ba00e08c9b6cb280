//! Numbers that people read aloud: the request's number, with a check digit that catches every single
//! misheard digit and nearly every swap (ISO/IEC 7064 MOD 11,10, the national GB/T 17710).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Timestamp, typed};

/// A request's number (单号): two digits of the year, three of the day in the year, seven of chance, one
/// check digit; written `26325-0482-9137-6`. It names the slip and grants nothing.
///
/// Numbers of one day lie together, so that new slips land at the end of every index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestNumber(u64);

const CHANCES: u64 = 10_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("a request number has 13 digits")]
    Digits,
    #[error("the check digit does not fit: one digit was misheard or mistyped")]
    CheckDigit,
}

impl RequestNumber {
    /// A number for a request placed at `at`. Two of one day may collide; the store tells and the desk throws again.
    pub fn new(at: Timestamp, chance: u64) -> Self {
        let day = at.civil();
        let year = u64::from(day.year().rem_euclid(100).unsigned_abs());
        let body = (year * 1000 + u64::from(day.day_of_year().unsigned_abs())) * CHANCES + chance % CHANCES;
        Self(body * 10 + check_digit(body, 12))
    }

    pub const fn value(self) -> u64 {
        self.0
    }

    pub fn from_value(value: u64) -> Result<Self, NumberError> {
        if value >= 10u64.pow(13) {
            return Err(NumberError::Digits);
        }
        if check_digit(value / 10, 12) == value % 10 { Ok(Self(value)) } else { Err(NumberError::CheckDigit) }
    }

    /// The 13 digits without dashes, as they stand in an address.
    pub fn digits(self) -> String {
        format!("{:013}", self.0)
    }
}

/// The check digit of ISO/IEC 7064 MOD 11,10 for `body` written with `width` digits.
fn check_digit(body: u64, width: u32) -> u64 {
    let product = (0..width).rev().fold(10, |product, place| {
        let digit = body / 10u64.pow(place) % 10;
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        sum * 2 % 11
    });
    (11 - product) % 10
}

impl fmt::Display for RequestNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.digits();
        write!(f, "{}-{}-{}", &d[..5], &d[5..9], &d[9..])
    }
}

impl FromStr for RequestNumber {
    type Err = NumberError;
    /// Takes the number as people type, paste and speak it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = typed::digits(text).filter(|digits| digits.len() == 13).ok_or(NumberError::Digits)?;
        Self::from_value(digits.parse().map_err(|_| NumberError::Digits)?)
    }
}

impl Serialize for RequestNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for RequestNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_the_published_one() {
        // The worked example of ISO/IEC 7064 for MOD 11,10.
        assert_eq!(check_digit(794, 4), 5);
    }

    #[test]
    fn every_single_wrong_digit_is_caught() {
        let number = RequestNumber::new(Timestamp::from_micros(1_795_276_800_000_000), 482_913);
        for place in 0..13 {
            for digit in 0..10 {
                let unit = 10u64.pow(place);
                let changed = number.value() - number.value() / unit % 10 * unit + digit * unit;
                assert_eq!(RequestNumber::from_value(changed).is_ok(), changed == number.value());
            }
        }
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let number = RequestNumber::new(Timestamp::from_micros(1_795_276_800_000_000), 482_913);
        let shown = number.to_string();
        assert!(shown.starts_with("26326-0482-913"), "{shown}");
        for text in [shown.clone(), shown.replace('-', ""), shown.replace('-', " "), shown.replace('2', "２")]
        {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
        assert_eq!("12".parse::<RequestNumber>(), Err(NumberError::Digits));
    }
}
