//! When something is due, and why then.

use serde::{Deserialize, Serialize};

use super::Limit;
use crate::{Minutes, Timestamp};

/// When something is due, with all that is needed to say why, and to count it anew:
/// “5 working hours from 16:20 on Friday, stopped for 2 hours while we waited for your answer”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub at: Timestamp,
    /// When the limit began to run.
    pub began: Timestamp,
    /// As the rule says; its unit is the clock by which the deadline runs, also when the end was agreed.
    pub limit: Limit,
    /// The end that was agreed instead of the limit's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Agreed>,
    /// When it stood still, in order: since it began, or since an end was agreed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// It was counted over days whose notice is not published, and is counted anew when it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// An end that somebody who may has set: an approved extension, the plan of a parked case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub at: Timestamp,
    pub end: Timestamp,
}

/// A time in which a deadline stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Deadline {
    /// The same thing, due when it was agreed and not by rule any more. What the pauses so far gave is part of the agreement.
    pub fn moved_to(self, end: Timestamp, agreed_at: Timestamp) -> Self {
        let agreed = Some(Agreed { at: agreed_at, end });
        Self { at: end, agreed, pauses: Vec::new(), provisional: false, ..self }
    }

    /// The same, but no earlier than what was promised before.
    pub fn no_earlier_than(self, promised: Timestamp) -> Self {
        Self { at: self.at.max(promised), ..self }
    }

    /// Since when it runs without a stop: the last resumption, the agreement, or the beginning.
    pub fn runs_since(&self) -> Timestamp {
        let set_at = self.agreed.map_or(self.began, |agreed| agreed.at);
        self.pauses.last().map_or(set_at, |pause| pause.to)
    }

    /// How long it stood still in all. A pause after it was over stopped nothing.
    pub fn paused(&self) -> Minutes {
        let pauses = self.pauses.iter().filter(|pause| pause.from < self.at);
        Minutes::whole(pauses.map(|pause| pause.to.micros_since(pause.from)).fold(0, i64::saturating_add))
    }

    /// When this share of the time it runs without a stop is gone: the moment for a warning.
    pub fn warn_at(&self, percent: u8) -> Timestamp {
        let left = 100 - i64::from(percent.min(100));
        // Divided first: the longest time there is times a hundred has no room.
        let length = self.at.micros_since(self.runs_since());
        self.at.plus_micros(-(length / 100 * left + length % 100 * left / 100))
    }
}
