//! What happens because time has passed: a question nobody answered, a rating nobody gave, the day a parked slip comes back,
//! a call or a supervision that was missed, and the alarm that climbs.
//!
//! One instant says when the timer must look at a slip again ([`Request::wake_at`]), and one verb does the one thing that is due
//! first ([`Request::wake`]). Whoever comes second finds nothing due, so many nodes do each thing once.

use super::{Change, RATING_PERIOD, Refusal};
use crate::{
    Rank, Request, Role, Timestamp, UnitId, What,
    calendar::{Limit, Office},
    request::{Manned, Rung, State},
};

/// What is due.
#[derive(Debug, Clone, Copy)]
enum Call {
    Unanswered,
    Unrated,
    TakeUp,
    Missed(UnitId),
    AnswerMissed,
    Climb,
}

impl Request {
    /// When something is due next without anybody doing anything.
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.calls().map(|(at, _)| at).min()
    }

    fn calls(&self) -> impl Iterator<Item = (Timestamp, Call)> {
        let by_state = match &self.state {
            State::AskedBack { until, .. } => Some((*until, Call::Unanswered)),
            State::Checked { checked_at, .. } => {
                Some((checked_at.plus(RATING_PERIOD).plus_seconds(1), Call::Unrated))
            }
            State::Parked { until, .. } => Some((*until, Call::TakeUp)),
            State::Placed
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Returned { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Disputed { .. }
            | State::Split { .. }
            | State::Merged { .. }
            | State::Refused { .. }
            | State::Turned { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => None,
        };
        let over = self.state.is_over();
        let whistled = self.beside.whistle.iter().flat_map(|whistle| &whistle.calls);
        let missed = whistled
            .filter(move |call| !over && call.reported_at.is_none() && !call.missed)
            .map(|call| (call.report_by, Call::Missed(call.unit)));
        let owed = self.beside.supervision.iter().filter(move |owed| !over && !owed.missed);
        let unanswered = owed.map(|owed| (owed.answer_by, Call::AnswerMissed));
        let climb = self.beside.alarm.next.map(|at| (at, Call::Climb));
        by_state.into_iter().chain(missed).chain(unanswered).chain(climb)
    }

    /// Does the one thing that is due first. [`Refusal::NotNow`]: nothing is.
    pub fn wake(self, manned: Manned, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        let first = self.calls().filter(|(due, _)| *due <= at).min_by_key(|(due, _)| *due);
        match first.ok_or(Refusal::NotNow)?.1 {
            Call::Unanswered => self.go_on_unanswered(office, at),
            Call::Unrated => self.close_unrated(at),
            Call::TakeUp => self.take_up(None, office, at),
            Call::Missed(unit) => Ok(self.miss_call(unit, at)),
            Call::AnswerMissed => Ok(self.miss_answer(at)),
            Call::Climb => Ok(self.climb(manned, office, at)),
        }
    }

    /// Counts its limits anew by the notices that are known now: a year's has arrived, or one was amended. The history says
    /// so. [`Refusal::NotNow`]: nothing changes for this slip.
    pub fn recount(mut self, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        if self.state.is_over() {
            return Err(Refusal::NotNow);
        }
        let before = self.clone();
        self.limits = self.limits.each(|deadline| office.recounted(deadline));
        if let State::Disputed { answer_by, .. } = &mut self.state {
            *answer_by = office.recounted(answer_by).no_earlier_than(answer_by.at);
        }
        if self == before {
            return Err(Refusal::NotNow);
        }
        let finish = (before.limits.finish.at, self.limits.finish.at);
        let (from, to) = match (before.due(), self.due()) {
            (Some(from), Some(to)) if finish.0 == finish.1 => (from, to),
            _ => finish,
        };
        Ok(self.note(at, None, Role::Resident, What::Recounted { from, to }))
    }

    fn go_on_unanswered(self, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        let State::AskedBack { at: asked_at, .. } = self.state else { return Err(Refusal::NotNow) };
        let limits = self.limits.clone().resumed(office, asked_at, at);
        let back = Self { limits, ..self };
        Ok(back.hand(office, at, None, Role::Resident, What::Unanswered, State::Placed))
    }

    fn close_unrated(self, at: Timestamp) -> Result<Change, Refusal> {
        let State::Checked { handling, served, .. } = self.state else { return Err(Refusal::NotNow) };
        let state = State::Closed { handling: Some(handling), served, grade: None, at };
        Ok(self.step(at, None, Role::Resident, What::Closed, state))
    }

    fn miss_call(mut self, unit: UnitId, at: Timestamp) -> Change {
        let calls = self.beside.whistle.iter_mut().flat_map(|whistle| &mut whistle.calls);
        for call in calls.filter(|call| call.unit == unit) {
            call.missed = true;
        }
        self.note(at, None, Role::Resident, What::CallMissed { unit })
    }

    fn miss_answer(mut self, at: Timestamp) -> Change {
        if let Some(owed) = &mut self.beside.supervision {
            owed.missed = true;
        }
        self.note(at, None, Role::Resident, What::AnswerMissed)
    }

    /// One rung up the ladder: warned, overdue, then one level after the other on which somebody serves. From the town on it
    /// is supervised by rule.
    fn climb(mut self, manned: Manned, office: &Office<'_>, at: Timestamp) -> Change {
        let (rung, what) = match self.beside.alarm.rung {
            None => (Rung::Warned, What::Warned),
            Some(Rung::Warned) => (Rung::Overdue, What::Overdue),
            Some(Rung::Overdue) => raised(Rank::Worker, manned),
            Some(Rung::Raised(rank)) => raised(rank, manned),
        };
        let again = office.deadline(at, self.patience()).at;
        self.beside.alarm.rung = Some(rung);
        self.beside.alarm.next = match rung {
            Rung::Warned => self.beside.alarm.due,
            Rung::Overdue => Some(again),
            Rung::Raised(rank) => rank.above().map(|_| again),
        };
        let change = self.note(at, None, Role::Resident, what);
        let high = matches!(rung, Rung::Raised(Rank::Town | Rank::District));
        if high { change.supervised(office, at) } else { change }
    }

    /// How long each level has before the next one hears of it: an hour where the clock runs day and night, else half
    /// a working day.
    fn patience(&self) -> Limit {
        match self.deadline().map(|deadline| deadline.limit) {
            Some(Limit::RoundTheClock(_)) => Limit::round_the_clock(1),
            Some(Limit::WorkingHours(_) | Limit::WorkingDays(_)) | None => Limit::working_hours(4),
        }
    }
}

/// The next level above `rank` on which somebody serves. The district hears of it in any case.
fn raised(rank: Rank, manned: Manned) -> (Rung, What) {
    let mut past = Vec::new();
    let mut to = rank.above().unwrap_or(Rank::District);
    while !manned.has(to) {
        let Some(above) = to.above() else { break };
        past.push(to);
        to = above;
    }
    (Rung::Raised(to), What::Escalated { to, past })
}
