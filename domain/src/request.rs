//! The slip (单): what a resident asks for, and its life through the six-step loop
//! 采集上报 report → 核实立案 verify → 指挥派遣 dispatch → 处理反馈 handle → 核查结案 check → 服务评价 rate.
//!
//! ```text
//! Placed ──verify──▶ Verified ──dispatch──▶ Dispatched ──accept──▶ Accepted ──arrive──▶ Arrived
//!   │ ▲                 ▲                       │                     │    └────finish────┤
//!   │ └answer─ AskedBack│◀──────────────────────┴──── return ─────────┘                   ▼
//!   ├─refuse─▶ Refused  └──rate (bad)── Checked ◀────────check──── Finished ◀──────────finish
//!   └─withdraw▶ Withdrawn                  └──rate (good), or time──▶ Closed
//! ```
//!
//! `state` says which states there are and what each one knows; `verbs` holds every transition, by who does it. Each verb takes
//! the slip by value, a permit that only [`crate::permit`] can build, and the instant, and returns the slip
//! as it is afterwards with the events to record; or a [`Refusal`] that says, by name, why not.

mod state;
mod verbs;

use serde::{Deserialize, Serialize};

pub use self::{
    state::{Grade, Handling, Handover, RefusalReason, Stage, State},
    verbs::{Change, Placing, RATING_PERIOD, Refusal},
};
use crate::{
    Area, Event, PersonId, RequestNumber, ServiceId, Timestamp,
    text::{Line, Note},
};

/// A request as the house knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub number: RequestNumber,
    /// The grid it was filed under, kept even if borders change.
    pub grid: Area,
    pub service: ServiceId,
    /// Whose need it is. They watch it and rate it.
    pub resident: PersonId,
    pub need: Note,
    pub place: Place,
    pub placed_at: Timestamp,
    pub limits: Limits,
    pub state: State,
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

/// What the slip promises, fixed when it is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub accept_by: Timestamp,
    pub finish_by: Timestamp,
}

/// How soon before a limit it counts as near: a quarter of the time allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pressure {
    Calm,
    Soon,
    Overdue,
}

impl Request {
    /// The next limit that runs against somebody, if any does.
    pub fn due(&self) -> Option<Timestamp> {
        match self.state {
            State::Placed | State::Verified { .. } | State::Dispatched { .. } => Some(self.limits.accept_by),
            State::Accepted { .. } | State::Arrived { .. } | State::Finished { .. } => {
                Some(self.limits.finish_by)
            }
            State::AskedBack { .. }
            | State::Refused { .. }
            | State::Checked { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => None,
        }
    }

    pub fn pressure(&self, now: Timestamp) -> Pressure {
        let Some(due) = self.due() else {
            return Pressure::Calm;
        };
        let near = due.minus(crate::Minutes(due.minutes_since(self.placed_at).0 / 4));
        if now > due {
            Pressure::Overdue
        } else if now > near {
            Pressure::Soon
        } else {
            Pressure::Calm
        }
    }

    /// The person who has taken it on, from acceptance to the end.
    pub fn handler(&self) -> Option<PersonId> {
        self.state.handling().map(|handling| handling.by)
    }

    /// An event of this slip with the next revision.
    fn event(&self, at: Timestamp, by: Option<PersonId>, role: crate::Role, what: crate::What) -> Event {
        Event { revision: self.revision + 1, at, by, role, what }
    }
}
