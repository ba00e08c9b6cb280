//! The desk's verbs: 核实 verify, ask back, refuse, 派单 dispatch, 核查 check, send back.

use super::{Change, Refusal};
use crate::{
    Minutes, Request, Timestamp, What,
    permit::{MayAccept, MayCheck, MayRun},
    request::{Handover, RefusalReason, State},
    text::Note,
};

impl Request {
    /// 核实: it is true and it is ours.
    pub fn verify(self, permit: MayRun, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Placed => {
                let state = State::Verified { by: permit.by(), at };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Verified, state))
            }
            State::Verified { .. } => Err(Refusal::AlreadyDone),
            State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// Asks the resident something before it can be verified.
    pub fn ask_back(self, permit: MayRun, question: Note, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Placed => {
                let state = State::AskedBack { by: permit.by(), at, question: question.clone() };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::AskedBack { question }, state))
            }
            State::AskedBack { .. } => Err(Refusal::AlreadyDone),
            State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 不予受理: not taken up, for a reason from the public list.
    pub fn refuse(
        self,
        permit: MayRun,
        reason: RefusalReason,
        note: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        match self.state {
            State::Placed | State::AskedBack { .. } | State::Verified { .. } | State::Dispatched { .. } => {
                let state = State::Refused { by: permit.by(), at, reason };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Refused { reason, note }, state))
            }
            State::Refused { .. } => Err(Refusal::AlreadyDone),
            State::Withdrawn { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 派单: to the hall, or to one person who may take it (the proof of which is that person's permit).
    pub fn dispatch(self, permit: MayRun, to: Option<MayAccept>, at: Timestamp) -> Result<Change, Refusal> {
        let handover = to.map_or(Handover::Hall, |helper| Handover::Person(helper.by()));
        if handover == Handover::Person(self.resident) {
            return Err(Refusal::CannotBeGiven);
        }
        match self.state {
            State::Verified { .. } | State::Dispatched { .. } => {
                if matches!(self.state, State::Dispatched { to, .. } if to == handover) {
                    return Err(Refusal::AlreadyDone);
                }
                let state = State::Dispatched { by: permit.by(), at, to: handover };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Dispatched { to: handover }, state))
            }
            State::Accepted { handling } | State::Arrived { handling, .. } => {
                Err(Refusal::AlreadyAccepted { by: handling.by })
            }
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 核查: somebody other than the handler saw that it is done.
    pub fn check(self, permit: MayCheck, note: Option<Note>, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Finished { handling, arrived_at, finished_at } => {
                let served = arrived_at.map_or(Minutes(0), |arrived| finished_at.minutes_since(arrived));
                let state = State::Checked { handling, served, checked_by: permit.by(), checked_at: at };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Checked { note }, state))
            }
            State::Checked { .. } => Err(Refusal::AlreadyDone),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// Not done yet, says the check: the handler goes on.
    pub fn send_back(self, permit: MayCheck, reason: Note, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Finished { handling, .. } => {
                let state = State::Accepted { handling };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::SentBack { reason }, state))
            }
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }
}
