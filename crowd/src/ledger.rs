//! What people were told. A slip's page after a form is a promise; a line that broke is none.

use domain::{PersonId, RequestNumber};
use uuid::Uuid;

use crate::{browser::Answer, errand::Errand};

/// What somebody was told about one form, however often it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub by: PersonId,
    pub errand: Errand,
    pub told: Told,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is done; where it stands now.
    Done(Promise),
    /// It was not done.
    Refused,
    /// Nothing, to the end.
    Nothing,
}

/// Where to find what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    Slip(RequestNumber),
    Voucher(Uuid),
    Elsewhere,
}

/// What an answer to a form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Done(Promise),
    /// The form is shown again, with what is wrong.
    Again,
    SignInFirst,
    /// The server has a trouble of its own, or gave no answer at all: whether it is done, nobody knows.
    Nothing,
}

impl Said {
    pub fn by(answer: &Answer) -> Self {
        if !answer.is_sound() {
            return Self::Nothing;
        }
        let Some(to) = &answer.location else { return Self::Again };
        let path = to.split(['?', '#']).next().unwrap_or(to);
        if path == "/signin" {
            Self::SignInFirst
        } else if to.contains("again=") {
            Self::Again
        } else if to.ends_with("#errors") {
            // Not even what was typed could be kept.
            Self::Nothing
        } else if let Some(number) = path.strip_prefix("/r/").and_then(|number| number.parse().ok()) {
            Self::Done(Promise::Slip(number))
        } else if let Some(voucher) = path.strip_prefix("/me/vouchers/").and_then(|id| id.parse().ok()) {
            Self::Done(Promise::Voucher(voucher))
        } else {
            Self::Done(Promise::Elsewhere)
        }
    }
}

/// What a crowd was told so far, and what it had to do for it.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub entries: Vec<Entry>,
    pub sums: Sums,
    /// What was wrong with the answers themselves.
    pub broken: Vec<String>,
}

/// How much happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub pages: u64,
    pub acknowledged: u64,
    pub refused: u64,
    /// Sendings whose outcome nobody told.
    pub unknown: u64,
    /// Sendings of a form that had been sent before.
    pub repeats: u64,
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, more: Self) {
        self.pages += more.pages;
        self.acknowledged += more.acknowledged;
        self.refused += more.refused;
        self.unknown += more.unknown;
        self.repeats += more.repeats;
    }
}

impl Ledger {
    pub fn note(&mut self, by: PersonId, errand: Errand, told: Told) {
        match told {
            Told::Done(_) => self.sums.acknowledged += 1,
            Told::Refused => self.sums.refused += 1,
            Told::Nothing => {}
        }
        self.entries.push(Entry { by, errand, told });
    }

    pub fn append(&mut self, mut other: Self) {
        self.entries.append(&mut other.entries);
        self.broken.append(&mut other.broken);
        self.sums += other.sums;
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use hyper::StatusCode;

    use super::*;

    #[test]
    fn only_a_way_onwards_is_a_promise() {
        let said = |status: u16, location: Option<&str>| {
            let (status, location) = (StatusCode::from_u16(status).unwrap(), location.map(str::to_owned));
            Said::by(&Answer { status, location, notice: None, body: Bytes::new() })
        };
        let number: RequestNumber = RequestNumber::new(domain::Timestamp::from_micros(0), 5);
        let slip = format!("/r/{}", number.digits());
        assert_eq!(said(303, Some(&slip)), Said::Done(Promise::Slip(number)));
        assert_eq!(said(303, Some(&format!("{slip}?again=verify#errors"))), Said::Again);
        assert_eq!(said(303, Some(&format!("{slip}#errors"))), Said::Nothing);
        assert_eq!(said(303, Some("/signin?to=/hall")), Said::SignInFirst);
        assert_eq!(said(303, Some("/hall/mine")), Said::Done(Promise::Elsewhere));
        assert_eq!(said(503, None), Said::Nothing);
        assert_eq!(said(403, None), Said::Again);
    }
}
