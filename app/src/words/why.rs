//! Why a limit is what it is, in words a resident understands.

use desk::view::{Reader, Step};
use domain::{
    Minutes, Timestamp, What,
    calendar::{Deadline, Limit, Pause},
};

use super::{
    length,
    next::{inside, sentence},
    since, when,
};
use crate::t;

/// How long a limit stood still, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stood {
    /// While the resident was asked something.
    pub asked: Minutes,
    /// While it was parked, or merged into another.
    pub otherwise: Minutes,
}

impl Stood {
    /// Told apart by the step of the history at which each pause began.
    pub fn of(deadline: &Deadline, steps: &[Step]) -> Self {
        let asked = |pause: &Pause| {
            let mut began = steps.iter().filter(|step| step.event.at == pause.from);
            began.any(|step| matches!(step.event.what, What::AskedBack { .. }))
        };
        // A pause after it was over stopped nothing.
        let pauses = || deadline.pauses.iter().filter(|pause| pause.from < deadline.at);
        let all = |of_question: bool| {
            let micros = pauses().filter(|pause| asked(pause) == of_question);
            let micros = micros.map(|pause| pause.to.micros_since(pause.from));
            Minutes::whole(micros.fold(0, i64::saturating_add))
        };
        Self { asked: all(true), otherwise: all(false) }
    }
}

/// `自周五 16:20 起 5 个工作小时，中间等您答复停了 2 小时`.
pub fn why(deadline: &Deadline, stood: Stood, reader: Reader, now: Timestamp) -> String {
    let mut said = match deadline.agreed {
        Some(agreed) => t!("why-agreed", until = inside(when(agreed.end, now))),
        None => t!("why-limit", since = inside(since(deadline.began, now)), limit = limit(deadline.limit)),
    };
    if stood.asked > Minutes(0) {
        let resident = if reader == Reader::Resident { "yes" } else { "no" };
        said.push_str(&t!("why-asked", length = length(stood.asked), resident = resident));
    }
    if stood.otherwise > Minutes(0) {
        said.push_str(&t!("why-stood", length = length(stood.otherwise)));
    }
    if deadline.provisional {
        said.push_str(&t!("why-provisional"));
    }
    sentence(said)
}

/// `5 个工作小时`.
pub fn limit(limit: Limit) -> String {
    let one = |amount: &str| if amount == "1" { "yes" } else { "no" };
    match limit {
        Limit::RoundTheClock(hours) => {
            let hours = hours.to_string();
            t!("limit-hours", one = one(&hours), hours = hours)
        }
        Limit::WorkingHours(hours) => {
            let hours = hours.to_string();
            t!("limit-working-hours", one = one(&hours), hours = hours)
        }
        Limit::WorkingDays(days) => {
            let days = days.to_string();
            t!("limit-working-days", one = one(&days), days = days)
        }
    }
}

#[cfg(test)]
mod tests;
