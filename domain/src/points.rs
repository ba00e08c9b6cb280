//! Points: whole numbers, kept by double entry. Issued by the organiser, never paid by the person served.
//!
//! Every movement takes from one account and gives to another, so all accounts always sum to zero. Points a
//! person has asked to spend are held until the goods are handed out or the voucher runs out.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{PersonId, RequestNumber, VoucherId};

/// A number of points, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Points(u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PointsError {
    #[error("{asked} points at once are more than {most}")]
    TooMany { asked: u32, most: u32 },
}

impl Points {
    /// The most points that move at once.
    pub const MOST: u32 = 100_000;
    pub const ZERO: Self = Self(0);

    pub const fn new(raw: u32) -> Result<Self, PointsError> {
        if raw > Self::MOST {
            Err(PointsError::TooMany { asked: raw, most: Self::MOST })
        } else {
            Ok(Self(raw))
        }
    }

    pub const fn get(self) -> u32 {
        self.0
    }

    /// As many of `amount` as can move at once; none of what is below zero.
    pub fn most_of(amount: i64) -> Self {
        Self(u32::try_from(amount.max(0)).unwrap_or(u32::MAX).min(Self::MOST))
    }

    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl TryFrom<u32> for Points {
    type Error = PointsError;
    fn try_from(raw: u32) -> Result<Self, PointsError> {
        Self::new(raw)
    }
}

impl From<Points> for u32 {
    fn from(points: Points) -> Self {
        points.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whose points. Each district has the three accounts of the organiser, through which points enter and leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", content = "who", rename_all = "snake_case")]
pub enum Account {
    /// Where points come from; its balance is minus all ever issued.
    Issued,
    /// Where points go when goods are handed out.
    Spent,
    /// Where points go when they lapse or an account is closed.
    Expired,
    Person(PersonId),
}

/// The rules by which points are awarded. Amounts and daily caps stand in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// To who did the work, once it was checked by somebody else. A rating with one of the best three grades adds to it.
    Helped,
    /// To a resident for the first order that was taken up.
    FirstOrder,
    /// To a resident for rating.
    Rated,
}

impl Rule {
    pub const ALL: [Self; 3] = [Self::Helped, Self::FirstOrder, Self::Rated];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Helped => "helped",
            Self::FirstOrder => "first_order",
            Self::Rated => "rated",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// What a rule gives, and how much of it a person may earn on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub rule: Rule,
    /// For [`Rule::Helped`] the service says how many; this is what a new service begins with.
    pub points: Points,
    pub daily_cap: Points,
    /// For [`Rule::Helped`]: what a good rating adds.
    #[serde(default)]
    pub praise: Points,
}

/// Why points moved. A cause moves points once, ever: its text is unique in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// Work that was opened again, `round` times by then, may be done by somebody else, who earns for it, too. Nobody earns
    /// for one request twice.
    Helped {
        request: RequestNumber,
        #[serde(default)]
        round: u32,
    },
    /// The work was rated with one of the best three grades, which closes the request.
    Praised {
        request: RequestNumber,
    },
    FirstOrder {
        resident: PersonId,
    },
    /// A request that was opened again is rated again; `round` is the revision of the rating.
    Rated {
        request: RequestNumber,
        round: u32,
    },
    Redeemed {
        voucher: VoucherId,
    },
}

impl Cause {
    /// The unique text under which the ledger files it.
    pub fn key(&self) -> String {
        match self {
            Self::Helped { request, round: 0 } => format!("helped:{}", request.digits()),
            Self::Helped { request, round } => format!("helped:{}:{round}", request.digits()),
            Self::Praised { request } => format!("praised:{}", request.digits()),
            Self::FirstOrder { resident } => format!("first_order:{resident}"),
            Self::Rated { request, round } => format!("rated:{}:{round}", request.digits()),
            Self::Redeemed { voucher } => format!("redeemed:{voucher}"),
        }
    }

    /// Reads what [`Cause::key`] wrote.
    pub fn from_key(key: &str) -> Option<Self> {
        let (kind, subject) = key.split_once(':')?;
        match kind {
            "helped" => {
                let (request, round) = match subject.split_once(':') {
                    Some((request, round)) => (request, round.parse().ok()?),
                    None => (subject, 0),
                };
                Some(Self::Helped { request: request.parse().ok()?, round })
            }
            "praised" => subject.parse().ok().map(|request| Self::Praised { request }),
            "first_order" => subject.parse().ok().map(|resident| Self::FirstOrder { resident }),
            "rated" => {
                let (request, round) = subject.split_once(':')?;
                let (request, round) = (request.parse().ok()?, round.parse().ok()?);
                Some(Self::Rated { request, round })
            }
            "redeemed" => subject.parse().ok().map(|voucher| Self::Redeemed { voucher }),
            _ => None,
        }
    }
}

/// What came of an award that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Awarded {
    Now(Points),
    /// The daily cap was reached; the rest of the award lapses, and the ledger says so.
    Capped(Points),
    AlreadyGiven,
}

/// How much of `asked` may still be given today under a daily cap.
pub fn within_cap(asked: Points, given_today: Points, cap: Points) -> Points {
    asked.min(cap.saturating_sub(given_today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_read_back_as_it_was_filed() {
        let request = RequestNumber::new(crate::Timestamp::from_micros(1_795_276_800_000_000), 7);
        let id = uuid::Uuid::from_u128(9);
        for cause in [
            Cause::Helped { request, round: 0 },
            Cause::Helped { request, round: 2 },
            Cause::Praised { request },
            Cause::FirstOrder { resident: PersonId(id) },
            Cause::Rated { request, round: 2 },
            Cause::Redeemed { voucher: VoucherId(id) },
        ] {
            assert_eq!(Cause::from_key(&cause.key()), Some(cause));
        }
        for key in ["", "helped", "helped:12", "praised", "rated:2632604829137", "gift:1"] {
            assert_eq!(Cause::from_key(key), None, "{key}");
        }
    }

    #[test]
    fn as_many_as_can_move_at_once() {
        for (amount, most) in [(-5, 0), (0, 0), (70, 70), (100_001, 100_000), (i64::MAX, 100_000)] {
            assert_eq!(Points::most_of(amount).get(), most);
        }
    }

    #[test]
    fn an_award_never_exceeds_the_daily_cap() {
        let p = |raw| Points::new(raw).unwrap();
        for (asked, today, cap, given) in
            [(20, 0, 60, 20), (20, 50, 60, 10), (20, 60, 60, 0), (20, 70, 60, 0)]
        {
            assert_eq!(within_cap(p(asked), p(today), p(cap)), p(given));
        }
        assert_eq!(Points::new(100_001), Err(PointsError::TooMany { asked: 100_001, most: 100_000 }));
    }
}
