//! The verbs of the level above: decide about a return and about more time, 挂账 park and take up again, 督办 supervise.

use super::{Change, Refusal, SUPERVISION_ANSWER};
use crate::{
    Minutes, Request, Timestamp, What,
    calendar::Office,
    permit::{MayDecide, MayRun},
    request::{Handover, State, Supervision, Verb},
    text::Note,
};

/// The furthest day to which anything is put off.
const FURTHEST: Minutes = Minutes::days(365);

/// Is it a day to which something may be put off?
pub(super) fn within_reach(until: Timestamp, at: Timestamp) -> Result<(), Refusal> {
    if until > at && until <= at.plus(FURTHEST) { Ok(()) } else { Err(Refusal::DayOutOfReach) }
}

impl Request {
    /// 退回 decided: upheld, it is dispatched anew; or it stays with the unit, which cannot return it again. The time it took
    /// is not given back to the work; to accept it there is all the time again, by the hours of `office`.
    pub fn decide_return(
        mut self,
        permit: MayDecide,
        upheld: bool,
        note: Option<Note>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::DecideReturn)?;
        let State::Returned { by: returned_by, unit, .. } = self.state else { return Err(Refusal::NotNow) };
        if returned_by == permit.by() {
            return Err(Refusal::NotNow);
        }
        self.beside.settled = !upheld;
        let state = if upheld {
            State::Verified { by: permit.by(), at }
        } else {
            State::Dispatched { by: permit.by(), at, to: Handover::Unit(unit) }
        };
        let what = What::ReturnDecided { upheld, note };
        Ok(self.hand(office, at, Some(permit.by()), permit.role(), what, state))
    }

    /// More time, or not.
    pub fn decide_extension(
        mut self,
        permit: MayDecide,
        approved: bool,
        note: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::DecideExtension)?;
        let asked = self.beside.extension.take().ok_or(Refusal::NothingOpen)?;
        if approved {
            // A notice may have moved it meanwhile.
            let until = asked.until.max(self.limits.finish.at);
            self.limits.finish = self.limits.finish.moved_to(until, at);
        }
        let what = What::ExtensionDecided { until: asked.until, approved, note };
        Ok(self.note(at, Some(permit.by()), permit.role(), what))
    }

    /// 挂账: it cannot be solved now; the plan and the day stand on the slip for everybody, and its clock stands still.
    pub fn park(
        mut self,
        permit: MayDecide,
        plan: Note,
        until: Timestamp,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Park)?;
        within_reach(until, at)?;
        self.beside.extension = None;
        let state = State::Parked { by: permit.by(), at, plan: plan.clone(), until };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Parked { plan, until }, state))
    }

    /// Taken up again before the day; on the day it comes back by itself.
    pub fn resume(self, permit: MayRun, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        self.allows(Verb::Resume)?;
        self.take_up(Some(permit), office, at)
    }

    pub(super) fn take_up(
        self,
        permit: Option<MayRun>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        let State::Parked { by, at: parked_at, .. } = self.state else { return Err(Refusal::NotNow) };
        let limits = self.limits.clone().resumed(office, parked_at, at);
        let state = State::Verified { by, at };
        let role = permit.map_or(crate::Role::Resident, |permit| permit.role());
        let by = permit.map(|permit| permit.by());
        Ok(Self { limits, ..self }.hand(office, at, by, role, What::Resumed, state))
    }

    /// 督办: how does it stand? Whoever has it owes an answer. One supervision at a time.
    pub fn supervise(
        mut self,
        permit: MayDecide,
        demand: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Supervise)?;
        if self.beside.supervision.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let answer_by = office.deadline(at, SUPERVISION_ANSWER).at;
        let by = Some(permit.by());
        self.beside.supervision = Some(Supervision { by, at, answer_by, missed: false });
        Ok(self.note(at, by, permit.role(), What::Supervised { demand: Some(demand), answer_by }))
    }
}

impl Change {
    /// 督办 by rule, unless somebody supervises it already.
    pub(super) fn supervised(mut self, office: &Office<'_>, at: Timestamp) -> Self {
        if self.request.beside.supervision.is_some() {
            return self;
        }
        let answer_by = office.deadline(at, SUPERVISION_ANSWER).at;
        self.request.beside.supervision = Some(Supervision { by: None, at, answer_by, missed: false });
        self.so(at, What::Supervised { demand: None, answer_by })
    }
}
