//! Everything that may happen to a slip, by who does it. Take the old value, return the new one and the events to record.

mod handle;
mod own;
mod run;

use serde::{Deserialize, Serialize};

use super::{Limits, Place, Request, State};
use crate::{
    Area, Event, Minutes, PersonId, RequestNumber, Role, Timestamp, What, catalogue::Service, text::Note,
};

/// How long a resident may rate after the check; then the slip closes by itself.
pub const RATING_PERIOD: Minutes = Minutes::days(7);

/// A slip after a verb, and what to write into its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub request: Request,
    pub events: Vec<Event>,
}

/// Why a verb was not done, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("this service cannot be ordered any more")]
    ServiceRetired,
    #[error("somebody has it already")]
    AlreadyAccepted { by: PersonId },
    #[error("this was done already")]
    AlreadyDone,
    #[error("this cannot be done while the request stands where it stands")]
    NotNow,
    #[error("this cannot be given to that person")]
    CannotBeGiven,
    #[error("the time for rating is over")]
    RatingOver,
}

/// What is needed to place a slip.
#[derive(Debug, Clone)]
pub struct Placing {
    pub number: RequestNumber,
    pub grid: Area,
    pub resident: PersonId,
    pub need: Note,
    pub place: Place,
}

impl Request {
    /// 点单: a resident orders a service. Limits run from now.
    pub fn place(placing: Placing, service: &Service, at: Timestamp) -> Result<Change, Refusal> {
        if service.retired {
            return Err(Refusal::ServiceRetired);
        }
        let Placing { number, grid, resident, need, place } = placing;
        let limits =
            Limits { accept_by: at.plus(service.accept_within), finish_by: at.plus(service.finish_within) };
        let state = State::Placed;
        let service = service.id;
        let request = Self {
            number,
            grid,
            service,
            resident,
            need,
            place,
            placed_at: at,
            limits,
            state,
            reopened: 0,
            revision: 0,
        };
        Ok(request.step(at, Some(resident), Role::Resident, What::Placed, State::Placed))
    }

    fn step(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Change {
        Change { request: self, events: Vec::with_capacity(2) }.then(at, by, role, what, state)
    }
}

impl Change {
    fn then(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Self {
        let Self { request, mut events } = self;
        let event = request.event(at, by, role, what);
        let revision = event.revision;
        events.push(event);
        Self { request: Request { state, revision, ..request }, events }
    }
}
