//! Everything that may happen to a slip, by who does it. Take the old value, return the new one and the events to record.

mod check;
mod decide;
mod handle;
mod joined;
mod leave;
mod own;
mod run;
mod units;
mod wake;

use serde::{Deserialize, Serialize};

pub use self::{
    leave::Leaving,
    run::{Assignment, Splitting},
};
use super::{Alarm, Beside, Limits, Milestone, Place, Request, State};
use crate::{
    Area, Event, Minutes, PersonId, RequestNumber, Role, Timestamp, What,
    calendar::{Deadline, Limit, Office},
    catalogue::Service,
    permit::MayFile,
    text::Note,
};

/// How long a resident may rate after the check; then the slip closes by itself.
pub const RATING_PERIOD: Minutes = Minutes::days(7);

/// How long the grid waits for the resident's answer; then the slip goes on without.
pub const ANSWER_PERIOD: Limit = Limit::working_days(3);

/// How long a bad rating may be looked into, and the work be put right where its case type gives longer: the default of
/// 好差评.
const PUT_RIGHT: Limit = Limit::working_days(15);

/// How soon a supervisor is owed an answer.
pub const SUPERVISION_ANSWER: Limit = Limit::working_days(1);

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
    #[error("this duty has not passed its review yet")]
    NotAdmitted,
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
    #[error("the level above has decided whose this is")]
    ReturnDecided,
    #[error("more time is asked for before the limit, not after it")]
    LimitOver,
    #[error("the day lies behind us, or more than a year ahead")]
    DayOutOfReach,
    #[error("nothing of the kind waits for a decision or an answer")]
    NothingOpen,
    #[error("a slip is merged into an earlier one that goes on by itself, of the same grid")]
    CannotBeMerged,
    #[error("a slip is split into two parts or more, and a part is not split again")]
    CannotBeSplit,
    #[error("this kind of case is proved by a picture")]
    PictureMissing,
    #[error("a check takes a picture from the spot, or a word on how the resident was asked")]
    ProofMissing,
    #[error("it takes a second reviewer")]
    SecondReviewer,
    #[error("a bad rating is called a mistake once")]
    AlreadyExplained,
    #[error("the time to say that it is not mended is over")]
    ObjectionOver,
}

/// What is needed to place a slip.
#[derive(Debug, Clone)]
pub struct Placing {
    pub number: RequestNumber,
    pub grid: Area,
    pub need: Note,
    pub place: Place,
}

impl Request {
    /// 点单: a resident orders a service; or 上报: the grid files what is not on the menu. Limits run from now.
    pub fn place(
        permit: MayFile,
        placing: Placing,
        service: &Service,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        if service.retired {
            return Err(Refusal::ServiceRetired);
        }
        if !service.admission.is_admitted() {
            return Err(Refusal::NotAdmitted);
        }
        let request = Self::fresh(permit.by(), placing, service, office, at);
        Ok(request.step(at, Some(permit.by()), permit.role(), What::Placed, State::Placed))
    }

    fn fresh(
        resident: PersonId,
        placing: Placing,
        service: &Service,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Self {
        let Placing { number, grid, need, place } = placing;
        Self {
            number,
            grid,
            service: service.id,
            resident,
            need,
            place,
            placed_at: at,
            limits: Limits::promised(service, office, at),
            state: State::Placed,
            beside: Beside::default(),
            reopened: 0,
            revision: 0,
        }
    }

    fn step(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Change {
        Change { request: self, events: Vec::with_capacity(2) }.then(at, by, role, what, state)
    }

    /// A step that brings it into other hands. All such steps pass here, so that nobody is overdue when they receive it.
    fn hand(
        self,
        office: &Office<'_>,
        at: Timestamp,
        by: Option<PersonId>,
        role: Role,
        what: What,
        state: State,
    ) -> Change {
        let limits = self.limits.clone().received(&state, office, at);
        Self { limits, ..self }.step(at, by, role, what, state)
    }

    /// A step that leaves the slip where it stands.
    fn note(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What) -> Change {
        let state = self.state.clone();
        self.step(at, by, role, what, state)
    }

    /// Whoever rang before for another limit rings anew for this one.
    fn with_alarm(mut self) -> Self {
        let due = self.due();
        if self.beside.alarm.due != due {
            let next = self.deadline().map(|deadline| deadline.warn_at(self.limits.warn_percent));
            self.beside.alarm = Alarm { due, rung: None, next };
        }
        self
    }
}

impl Limits {
    /// What the catalogue promises a slip that is placed at `at`.
    pub fn promised(service: &Service, office: &Office<'_>, at: Timestamp) -> Self {
        let deadline = |limit| office.deadline(at, limit);
        let milestones = service.milestones.iter().map(|milestone| Milestone {
            name: milestone.name.clone(),
            deadline: deadline(milestone.within),
            reached_at: None,
        });
        Self {
            accept: deadline(service.accept_within),
            finish: deadline(service.finish_within),
            milestones: milestones.collect(),
            warn_percent: service.warn_percent,
            own: None,
        }
    }

    /// All that still run begin at `at`, and none ends earlier than was promised.
    fn begun_at(self, office: &Office<'_>, at: Timestamp) -> Self {
        self.each(|promised| {
            let anew = office.deadline(at, promised.limit);
            if anew.at < promised.at { promised.clone() } else { anew }
        })
    }

    /// Work that was not done well is promised anew: within the case type's limit or the general one, whichever ends first.
    fn put_right(self, service: &Service, office: &Office<'_>, at: Timestamp) -> Self {
        let (usual, most) = (office.deadline(at, service.finish_within), office.deadline(at, PUT_RIGHT));
        let mut anew = Self::promised(service, office, at);
        anew.finish = if usual.at < most.at { usual } else { most };
        anew.accept = anew.accept.no_earlier_than(self.accept.at);
        anew.finish = anew.finish.no_earlier_than(self.finish.at);
        for (anew, before) in anew.milestones.iter_mut().zip(self.milestones) {
            anew.deadline = anew.deadline.clone().no_earlier_than(before.deadline.at);
        }
        anew
    }

    /// It comes into other hands, in which it stands so. An acceptance has all its time from here, unless more is left of it;
    /// where the work was due before, whoever receives it has a limit of their own, and the promise stays as it was.
    fn received(mut self, state: &State, office: &Office<'_>, at: Timestamp) -> Self {
        self.own = None;
        match state {
            State::Placed | State::Verified { .. } | State::Dispatched { .. } | State::Returned { .. } => {
                let anew = office.deadline(at, self.accept.limit);
                if anew.at > self.accept.at {
                    self.accept = anew;
                }
            }
            State::Accepted { .. } | State::Arrived { .. } => {
                let due = self.next();
                self.own = (due.at <= at).then(|| office.deadline(at, due.limit));
            }
            // To check it takes no longer than to accept it.
            State::Finished { .. } => {
                self.own = (self.finish.at <= at).then(|| office.deadline(at, self.accept.limit));
            }
            State::AskedBack { .. }
            | State::Checked { .. }
            | State::Disputed { .. }
            | State::Parked { .. }
            | State::Split { .. }
            | State::Merged { .. }
            | State::Refused { .. }
            | State::Turned { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => {}
        }
        self
    }

    /// The clock stood still from `paused_at` until `at`.
    fn resumed(self, office: &Office<'_>, paused_at: Timestamp, at: Timestamp) -> Self {
        self.each(|deadline| office.resumed(deadline, paused_at, at))
    }

    /// Every limit that still runs, counted again. However it is counted, what was promised does not move earlier.
    fn each(mut self, count: impl Fn(&Deadline) -> Deadline) -> Self {
        let count = |deadline: &Deadline| count(deadline).no_earlier_than(deadline.at);
        self.accept = count(&self.accept);
        self.finish = count(&self.finish);
        self.own = self.own.as_ref().map(count);
        for milestone in self.milestones.iter_mut().filter(|milestone| milestone.reached_at.is_none()) {
            milestone.deadline = count(&milestone.deadline);
        }
        self
    }
}

impl Change {
    fn then(self, at: Timestamp, by: Option<PersonId>, role: Role, what: What, state: State) -> Self {
        let Self { request, mut events } = self;
        let event = request.event(at, by, role, what);
        let revision = event.revision;
        events.push(event);
        Self { request: Request { state, revision, ..request }.with_alarm(), events }
    }

    /// What follows at once, if anything does.
    #[must_use]
    pub fn and(self, next: impl FnOnce(Request) -> Result<Self, Refusal>) -> Self {
        let Self { request, mut events } = self;
        match next(request.clone()) {
            Ok(next) => {
                events.extend(next.events);
                Self { request: next.request, events }
            }
            Err(_) => Self { request, events },
        }
    }

    /// One more thing that follows by itself and leaves the slip where it stands.
    fn so(self, at: Timestamp, what: What) -> Self {
        let state = self.request.state.clone();
        self.then(at, None, Role::Resident, what, state)
    }
}
