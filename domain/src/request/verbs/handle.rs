//! The helper's verbs: 接单 accept, 到场 arrive, report, 办结 finish, 退单 give back.

use super::{Change, Refusal};
use crate::{
    PhotoId, Request, Timestamp, What,
    permit::{MayAccept, MayHandle},
    request::{Handling, State},
    text::Note,
};

impl Request {
    /// 接单: from here a named person answers for it. A repeat by the same person is [`Refusal::AlreadyDone`].
    pub fn accept(self, permit: MayAccept, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Dispatched { .. } => {
                let handling = Handling { by: permit.by(), accepted_at: at };
                let state = State::Accepted { handling };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Accepted, state))
            }
            State::Accepted { handling }
            | State::Arrived { handling, .. }
            | State::Finished { handling, .. }
                if handling.by == permit.by() =>
            {
                Err(Refusal::AlreadyDone)
            }
            State::Accepted { handling }
            | State::Arrived { handling, .. }
            | State::Finished { handling, .. }
            | State::Checked { handling, .. }
            | State::Closed { handling, .. } => Err(Refusal::AlreadyAccepted { by: handling.by }),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. } => Err(Refusal::NotNow),
        }
    }

    /// 退单: the handler gives it back with a reason; the grid dispatches anew.
    pub fn give_back(self, permit: MayHandle, reason: Note, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Accepted { .. } | State::Arrived { .. } => {
                let state = State::Verified { by: permit.by(), at };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Returned { reason }, state))
            }
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 到场: the handler is on the spot. Service time counts from here.
    pub fn arrive(self, permit: MayHandle, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Accepted { handling } => {
                let state = State::Arrived { handling, arrived_at: at };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Arrived, state))
            }
            State::Arrived { .. } => Err(Refusal::AlreadyDone),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// A word or pictures on the way. Changes nothing but the history.
    pub fn report(
        self,
        permit: MayHandle,
        note: Option<Note>,
        photos: Vec<PhotoId>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        match self.state {
            State::Accepted { .. } | State::Arrived { .. } => {
                let state = self.state.clone();
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Progressed { note, photos }, state))
            }
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 办结: done, says the handler.
    pub fn finish(
        self,
        permit: MayHandle,
        note: Option<Note>,
        photos: Vec<PhotoId>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        let (handling, arrived_at) = match self.state {
            State::Accepted { handling } => (handling, None),
            State::Arrived { handling, arrived_at } => (handling, Some(arrived_at)),
            State::Finished { .. } => return Err(Refusal::AlreadyDone),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Checked { .. }
            | State::Closed { .. } => return Err(Refusal::NotNow),
        };
        let state = State::Finished { handling, arrived_at, finished_at: at };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Finished { note, photos }, state))
    }
}
