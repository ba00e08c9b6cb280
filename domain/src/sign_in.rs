//! Signing in with a phone and a six-digit code: single use, five minutes, five tries, bound to the browser that asked.

use serde::{Deserialize, Serialize};

use crate::{Minutes, Timestamp};

pub const CODE_PERIOD: Minutes = Minutes(5);
pub const MOST_TRIES: u32 = 5;
pub const RESEND_AFTER_SECONDS: i64 = 60;
/// A session that is not used for this long ends.
pub const SESSION_PERIOD: Minutes = Minutes::days(30);
/// The same for a browser where nobody is signed in: long enough for a form that was left for dinner.
pub const VISIT_PERIOD: Minutes = Minutes::days(1);

/// A code that was sent, as it is kept: never the digits themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentCode {
    pub sent_at: Timestamp,
    pub tries: u32,
    pub used: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CodeRefusal {
    #[error("no code was asked for from this browser")]
    NoCode,
    #[error("the code has run out")]
    RunOut,
    #[error("too many tries; ask for a new code")]
    TooManyTries,
    #[error("that is not the code; {left} tries are left")]
    Wrong { left: u32 },
    #[error("the next code can be sent in {seconds} seconds")]
    TooSoon { seconds: u32 },
}

impl SentCode {
    /// One try with an answer that matches or not. `Ok` means: signed in, and the code is used up.
    pub fn attempt(self, matches: bool, at: Timestamp) -> (Self, Result<(), CodeRefusal>) {
        if self.used || at >= self.sent_at.plus(CODE_PERIOD) {
            return (self, Err(CodeRefusal::RunOut));
        }
        if self.tries >= MOST_TRIES {
            return (self, Err(CodeRefusal::TooManyTries));
        }
        let tried = Self { tries: self.tries + 1, ..self };
        if matches {
            (Self { used: true, ..tried }, Ok(()))
        } else if tried.tries >= MOST_TRIES {
            (tried, Err(CodeRefusal::TooManyTries))
        } else {
            (tried, Err(CodeRefusal::Wrong { left: MOST_TRIES - tried.tries }))
        }
    }

    /// Can it still be typed in?
    pub fn is_open(self, at: Timestamp) -> bool {
        !self.used && self.tries < MOST_TRIES && at < self.sent_at.plus(CODE_PERIOD)
    }

    /// When another code may follow this one.
    pub const fn next_at(self) -> Timestamp {
        self.sent_at.plus_seconds(RESEND_AFTER_SECONDS)
    }

    /// May another code follow this one now?
    pub fn may_follow(self, at: Timestamp) -> Result<(), CodeRefusal> {
        let next = self.next_at();
        if at >= next {
            return Ok(());
        }
        let seconds = u32::try_from((next.micros() - at.micros() + 999_999) / 1_000_000).unwrap_or(1);
        Err(CodeRefusal::TooSoon { seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Timestamp = Timestamp::from_micros(1_795_276_800_000_000);

    fn sent(tries: u32, used: bool) -> SentCode {
        SentCode { sent_at: SENT, tries, used }
    }

    #[test]
    fn a_code_is_good_once_for_five_minutes_and_five_tries() {
        let soon = SENT.plus(Minutes(1));
        for (code, matches, at, result) in [
            (sent(0, false), true, soon, Ok(())),
            (sent(4, false), true, soon, Ok(())),
            (sent(5, false), true, soon, Err(CodeRefusal::TooManyTries)),
            (sent(0, true), true, soon, Err(CodeRefusal::RunOut)),
            (sent(0, false), true, SENT.plus(Minutes(5)), Err(CodeRefusal::RunOut)),
            (sent(0, false), false, soon, Err(CodeRefusal::Wrong { left: 4 })),
            (sent(4, false), false, soon, Err(CodeRefusal::TooManyTries)),
        ] {
            assert_eq!(code.attempt(matches, at).1, result, "{code:?} {matches}");
        }
        let (after, _) = sent(0, false).attempt(true, soon);
        assert_eq!(after.attempt(true, soon).1, Err(CodeRefusal::RunOut));
    }

    #[test]
    fn the_next_code_waits_a_minute() {
        assert_eq!(
            sent(0, false).may_follow(SENT.plus_seconds(59)),
            Err(CodeRefusal::TooSoon { seconds: 1 })
        );
        assert_eq!(sent(0, false).may_follow(SENT.plus_seconds(60)), Ok(()));
    }
}
