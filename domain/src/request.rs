//! The slip (单): what a resident asks for, and its life through the six-step loop
//! 采集上报 report → 核实立案 verify → 指挥派遣 dispatch → 处理反馈 handle → 核查结案 check → 服务评价 rate.
//!
//! ```text
//! Placed ──verify──▶ Verified ──dispatch──▶ Dispatched ──accept──▶ Accepted ──arrive──▶ Arrived
//!   │ ▲               ▲  ▲  │                  │  ▲                  │ │  └────finish────┤
//!   │ └answer─ Asked  │  │  ├─park─▶ Parked    └─ Returned ◀─return──┘ │                 ▼
//!   │            Back │  │  ├─split─▶ Split ──all parts over─▶ Closed  │    Finished ◀──finish
//!   ├─merge─▶ Merged ─┘  │  └─merge─▶ Merged                          │       │  │
//!   ├─refuse─▶ Refused   └───────────────── give back ────────────────┘       │  └─send back─▶ Accepted
//!   ├─turn─▶ Turned                                                           ▼
//!   └─withdraw─▶ Withdrawn    Disputed ◀──rate (bad)── Checked ◀──check───────┘
//!                                 │                       └──rate (good), or time──▶ Closed
//!                                 └─judge─▶ Verified (again) | Checked (rate again) | Closed
//! ```
//!
//! Merged, it goes on as an earlier slip; it is Placed again when that one ends undone, or its resident says “not mended”.
//!
//! `state` says which states there are and what each one knows; `table` says on one page what may be done in which; `verbs`
//! does it, by who does it; `beside` is what runs beside the state; `trace` tells from the history who had it when. Each verb
//! takes the slip by value, a permit that only [`crate::permit`] can build, and the instant, and returns the slip as it is
//! afterwards with the events to record; or a [`Refusal`] that says, by name, why not. [`Request::wake`] is everything that
//! happens because time has passed.

mod beside;
mod judgement;
mod state;
mod table;
mod trace;
mod verbs;
mod waits;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::{
    beside::{Alarm, Beside, Call, Difficulty, Dispatcher, Extension, Manned, Rung, Supervision, Whistle},
    judgement::{Finding, Grade, RefusalReason, concerned},
    state::{Emergency, Handling, Handover, Part, Stage, State},
    table::Verb,
    trace::{Held, Phase, trace},
    verbs::{
        ANSWER_PERIOD, Assignment, Change, Leaving, Placing, RATING_PERIOD, Refusal, SUPERVISION_ANSWER,
        Splitting,
    },
    waits::Wait,
};
use crate::{
    Area, Event, PersonId, RequestNumber, ServiceId, Timestamp, UnitId,
    calendar::Deadline,
    text::{Line, Note},
};

/// A request as the house knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub number: RequestNumber,
    /// The grid it was filed under, kept even if borders change.
    pub grid: Area,
    /// The case type in the version in force when it was placed.
    pub service: ServiceId,
    /// Whose need it is. They watch it and rate it.
    pub resident: PersonId,
    pub need: Note,
    pub place: Place,
    pub placed_at: Timestamp,
    pub limits: Limits,
    pub state: State,
    pub beside: Beside,
    /// How often a bad rating opened it again.
    pub reopened: u32,
    /// The number of events so far. Every write repeats it, so that two who act at once cannot both win.
    pub revision: u32,
}

/// Where the help is needed. The building is shown to those who may take the request on; the door only to the
/// one who has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub building: Line,
    pub door: Option<Line>,
}

/// What the slip promises: by the catalogue when it is placed, and later by whatever moved it. No promise moves earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// By when somebody takes it on. It begins anew for whoever receives the slip before that.
    pub accept: Deadline,
    pub finish: Deadline,
    /// What must be reached on the way, in order.
    pub milestones: Vec<Milestone>,
    /// At this share of the time, in percent, who has it is warned.
    pub warn_percent: u8,
    /// The limit of whoever has it now, where what was promised had run out before they received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Deadline>,
}

/// A step of the handling with a limit of its own: stop 4 working hours, fine 7 working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub name: Line,
    pub deadline: Deadline,
    pub reached_at: Option<Timestamp>,
}

/// How near its limit a slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pressure {
    Calm,
    Soon,
    Overdue,
}

/// Who must act next, so that nobody can silently sit on it (首接负责: it is always in somebody's hands, and whoever received
/// it answers for it until another has).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Those who run the desk of its grid: while it is verified and dispatched, and until somebody takes it from the hall.
    Desk,
    /// The level above whoever dispatched it.
    Above,
    /// To whom it was given, or who took it on.
    Person(PersonId),
    /// The people of a unit, until one of them takes it on.
    Unit(UnitId),
    Resident,
    /// Whoever has the slip it was merged into.
    With(RequestNumber),
    Nobody,
}

impl Limits {
    /// Do they run into a year whose notice is not known?
    pub fn are_provisional(&self) -> bool {
        let milestones = self.milestones.iter().filter(|milestone| milestone.reached_at.is_none());
        let limits = [&self.accept, &self.finish].into_iter().chain(&self.own);
        let mut all = milestones.map(|milestone| &milestone.deadline).chain(limits);
        all.any(|deadline| deadline.provisional)
    }

    /// The limit of the handling: the milestone that comes next, or the finish.
    fn next(&self) -> &Deadline {
        let next = self.milestones.iter().find(|milestone| milestone.reached_at.is_none());
        let next = next.map(|milestone| &milestone.deadline);
        next.filter(|next| next.at < self.finish.at).unwrap_or(&self.finish)
    }

    /// What runs instead of `promised`, if that had run out before whoever has the slip received it.
    fn or_own<'l>(&'l self, promised: &'l Deadline) -> &'l Deadline {
        self.own.as_ref().filter(|own| promised.at <= own.began).unwrap_or(promised)
    }

    /// Until when the work is due for whoever has it in hand: more time is asked for before that.
    pub fn work(&self) -> &Deadline {
        self.or_own(&self.finish)
    }
}

impl Request {
    /// The limit that runs against somebody now, if one does.
    pub fn deadline(&self) -> Option<&Deadline> {
        match &self.state {
            State::Placed | State::Verified { .. } | State::Dispatched { .. } | State::Returned { .. } => {
                Some(&self.limits.accept)
            }
            State::Accepted { .. } | State::Arrived { .. } => Some(self.limits.or_own(self.limits.next())),
            State::Finished { .. } => Some(self.limits.work()),
            State::Disputed { answer_by, .. } => Some(answer_by),
            State::AskedBack { .. }
            | State::Checked { .. }
            | State::Parked { .. }
            | State::Split { .. }
            | State::Merged { .. }
            | State::Refused { .. }
            | State::Turned { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => None,
        }
    }

    /// When it ends.
    pub fn due(&self) -> Option<Timestamp> {
        self.deadline().map(|deadline| deadline.at)
    }

    pub fn pressure(&self, now: Timestamp) -> Pressure {
        match self.deadline() {
            Some(deadline) if now > deadline.at => Pressure::Overdue,
            Some(deadline) if now > deadline.warn_at(self.limits.warn_percent) => Pressure::Soon,
            Some(_) | None => Pressure::Calm,
        }
    }

    /// The person who has taken it on, from acceptance to the end.
    pub fn handler(&self) -> Option<PersonId> {
        self.state.handling().map(|handling| handling.by)
    }

    /// The unit that leads: it was given the slip, or one of its people has it.
    pub fn unit(&self) -> Option<UnitId> {
        if let State::Dispatched { to: Handover::Unit(unit), .. } | State::Returned { unit, .. } = self.state
        {
            return Some(unit);
        }
        self.state.handling().and_then(|handling| handling.unit)
    }

    /// The unit that has it now, by whose working hours its limits run.
    pub fn at_unit(&self) -> Option<UnitId> {
        if let State::Accepted { handling } | State::Arrived { handling, .. } = self.state {
            return handling.unit;
        }
        let given = matches!(self.state, State::Dispatched { .. });
        self.unit().filter(|_| given)
    }

    /// The units that have to do with it: the one that leads, those that help (协办), those that were called (吹哨).
    pub fn units(&self) -> BTreeSet<UnitId> {
        let called = self.beside.whistle.iter().flat_map(|whistle| &whistle.calls).map(|call| call.unit);
        self.unit().into_iter().chain(self.beside.helping.iter().copied()).chain(called).collect()
    }

    pub fn holder(&self) -> Holder {
        match self.state {
            State::Placed
            | State::Verified { .. }
            | State::Dispatched { to: Handover::Hall, .. }
            | State::Finished { .. }
            | State::Disputed { .. }
            | State::Split { .. } => Holder::Desk,
            State::Dispatched { to: Handover::Unit(unit), .. } => Holder::Unit(unit),
            State::AskedBack { .. } | State::Checked { .. } => Holder::Resident,
            State::Returned { .. } => Holder::Above,
            State::Dispatched { to: Handover::Person(by), .. } | State::Parked { by, .. } => {
                Holder::Person(by)
            }
            State::Accepted { handling } | State::Arrived { handling, .. } => Holder::Person(handling.by),
            State::Merged { into, .. } => Holder::With(into),
            State::Refused { .. } | State::Turned { .. } | State::Withdrawn { .. } | State::Closed { .. } => {
                Holder::Nobody
            }
        }
    }

    /// An event of this slip with the next revision.
    fn event(&self, at: Timestamp, by: Option<PersonId>, role: crate::Role, what: crate::What) -> Event {
        Event { revision: self.revision + 1, at, by, role, what }
    }
}
