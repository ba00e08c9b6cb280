//! Everything that may happen to a slip. Take the old value, return the new one and the events to record.

use serde::{Deserialize, Serialize};

use super::{Grade, Handling, Handover, Limits, Place, RefusalReason, Request, State};
use crate::{
    Area, Event, Minutes, PersonId, PhotoId, RequestNumber, Role, Timestamp, What,
    catalogue::Service,
    permit::{MayAccept, MayCheck, MayHandle, MayOwn, MayRun},
    text::Note,
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
        let Placing {
            number,
            grid,
            resident,
            need,
            place,
        } = placing;
        let limits = Limits {
            accept_by: at.plus(service.accept_within),
            finish_by: at.plus(service.finish_within),
        };
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
                let state = State::AskedBack {
                    by: permit.by(),
                    at,
                    question: question.clone(),
                };
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::AskedBack { question },
                    state,
                ))
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

    /// The resident answers; the slip is back with the grid, and the time it waited is given back to the limits.
    pub fn answer(self, permit: MayOwn, answer: Note, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::AskedBack { at: asked_at, .. } => {
                let waited = at.minutes_since(asked_at);
                let limits = Limits {
                    accept_by: self.limits.accept_by.plus(waited),
                    finish_by: self.limits.finish_by.plus(waited),
                };
                let what = What::Answered { answer };
                Ok(Self { limits, ..self }.step(at, Some(permit.by()), permit.role(), what, State::Placed))
            }
            State::Placed
            | State::Refused { .. }
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
                let state = State::Refused {
                    by: permit.by(),
                    at,
                    reason,
                };
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Refused { reason, note },
                    state,
                ))
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

    /// 撤单: the resident takes it back, as long as nobody has finished it.
    pub fn withdraw(self, permit: MayOwn, reason: Option<Note>, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Placed
            | State::AskedBack { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. } => {
                let state = State::Withdrawn { at };
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Withdrawn { reason },
                    state,
                ))
            }
            State::Withdrawn { .. } => Err(Refusal::AlreadyDone),
            State::Refused { .. }
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
                let state = State::Dispatched {
                    by: permit.by(),
                    at,
                    to: handover,
                };
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Dispatched { to: handover },
                    state,
                ))
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

    /// 接单: from here a named person answers for it. A repeat by the same person is [`Refusal::AlreadyDone`].
    pub fn accept(self, permit: MayAccept, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Dispatched { .. } => {
                let handling = Handling {
                    by: permit.by(),
                    accepted_at: at,
                };
                let state = State::Accepted { handling };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Accepted, state))
            }
            State::Accepted { handling } | State::Arrived { handling, .. } | State::Finished { handling, .. }
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
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Returned { reason },
                    state,
                ))
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
                let state = State::Arrived {
                    handling,
                    arrived_at: at,
                };
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
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Progressed { note, photos },
                    state,
                ))
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
        let state = State::Finished {
            handling,
            arrived_at,
            finished_at: at,
        };
        Ok(self.step(
            at,
            Some(permit.by()),
            permit.role(),
            What::Finished { note, photos },
            state,
        ))
    }

    /// 核查: somebody other than the handler saw that it is done.
    pub fn check(self, permit: MayCheck, note: Option<Note>, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Finished {
                handling,
                arrived_at,
                finished_at,
            } => {
                let served = arrived_at.map_or(Minutes(0), |arrived| finished_at.minutes_since(arrived));
                let state = State::Checked {
                    handling,
                    served,
                    checked_by: permit.by(),
                    checked_at: at,
                };
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::Checked { note },
                    state,
                ))
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
                Ok(self.step(
                    at,
                    Some(permit.by()),
                    permit.role(),
                    What::SentBack { reason },
                    state,
                ))
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

    /// 评价: one rating a matter, voluntary. One of the best three grades closes it; a bad one opens it again.
    pub fn rate(
        self,
        permit: MayOwn,
        grade: Grade,
        comment: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        match self.state {
            State::Checked { checked_at, .. } if at > checked_at.plus(RATING_PERIOD) => {
                Err(Refusal::RatingOver)
            }
            State::Checked {
                handling,
                served,
                checked_by,
                ..
            } => {
                let (by, role) = (Some(permit.by()), permit.role());
                let (resident, reopened) = (self.resident, self.reopened);
                let rated = What::Rated { grade, comment };
                if grade.is_bad() {
                    let state = State::Verified { by: checked_by, at };
                    let limits = Limits {
                        accept_by: at.plus(self.limits.accept_by.minutes_since(self.placed_at)),
                        finish_by: at.plus(self.limits.finish_by.minutes_since(self.placed_at)),
                    };
                    let rated = Self {
                        limits,
                        reopened: reopened + 1,
                        ..self
                    }
                    .step(at, by, role, rated, state.clone());
                    Ok(rated.then(at, Some(resident), role, What::Reopened, state))
                } else {
                    let state = State::Closed {
                        handling,
                        served,
                        grade: Some(grade),
                        at,
                    };
                    let rated = self.step(at, by, role, rated, state.clone());
                    Ok(rated.then(at, None, role, What::Closed, state))
                }
            }
            State::Closed { grade: Some(_), .. } => Err(Refusal::AlreadyDone),
            State::Closed { grade: None, .. } => Err(Refusal::RatingOver),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. } => Err(Refusal::NotNow),
        }
    }

    /// Closed by the timer, once nobody has rated it for [`RATING_PERIOD`].
    pub fn close_unrated(self, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Checked {
                handling,
                served,
                checked_at,
                ..
            } if at > checked_at.plus(RATING_PERIOD) => {
                let state = State::Closed {
                    handling,
                    served,
                    grade: None,
                    at,
                };
                Ok(self.step(at, None, Role::Resident, What::Closed, state))
            }
            State::Closed { .. } => Err(Refusal::AlreadyDone),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. } => Err(Refusal::NotNow),
        }
    }

    fn step(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Change {
        Change {
            request: self,
            events: Vec::with_capacity(2),
        }
        .then(at, by, role, what, state)
    }
}

impl Change {
    fn then(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Self {
        let Self { request, mut events } = self;
        let event = request.event(at, by, role, what);
        let revision = event.revision;
        events.push(event);
        Self {
            request: Request {
                state,
                revision,
                ..request
            },
            events,
        }
    }
}
