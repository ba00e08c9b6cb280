//! Where a slip stands. A state carries its own facts, and every `match` on it names them all, so that a new state
//! does not compile until each verb has answered for it.

use serde::{Deserialize, Serialize};

use crate::{Minutes, PersonId, Timestamp, text::Note};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Waits for the grid to verify it.
    Placed,
    /// The grid asked the resident something; the slip waits for the answer.
    AskedBack { by: PersonId, at: Timestamp, question: Note },
    /// Not for the grid to do, with a reason from the public list.
    Refused { by: PersonId, at: Timestamp, reason: RefusalReason },
    /// Taken back by the resident.
    Withdrawn { at: Timestamp },
    /// True and ours; waits to be dispatched.
    Verified { by: PersonId, at: Timestamp },
    /// Given to one person, or open to all who may.
    Dispatched { by: PersonId, at: Timestamp, to: Handover },
    /// A named person answers for it.
    Accepted { handling: Handling },
    /// That person is on the spot.
    Arrived { handling: Handling, arrived_at: Timestamp },
    /// The work is done, says the handler; waits for somebody else to check it.
    Finished { handling: Handling, arrived_at: Option<Timestamp>, finished_at: Timestamp },
    /// Checked by somebody other than the handler; the resident may rate it.
    Checked { handling: Handling, served: Minutes, checked_by: PersonId, checked_at: Timestamp },
    /// The end. `grade` is none when nobody rated it in time.
    Closed { handling: Handling, served: Minutes, grade: Option<Grade>, at: Timestamp },
}

/// Who has taken a slip on, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub by: PersonId,
    pub accepted_at: Timestamp,
}

/// To whom a slip was dispatched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// To one person, who may still return it.
    Person(PersonId),
    /// To the hall: whoever may, and is first.
    Hall,
}

/// Why a request is not taken up: the public list. A refusal always names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// Outside what a grid may do (准入).
    NotOurs,
    /// The same need stands on an earlier slip.
    Duplicate,
    /// Nobody found what was described.
    NotFound,
    /// A crime, a fire, an illness: 110, 119 or 120 was told.
    Emergency,
    /// Courts, petitions and property disputes have their own way.
    OwnProcedure,
    /// Offensive, or an advertisement.
    Misuse,
}

impl RefusalReason {
    pub const ALL: [Self; 6] =
        [Self::NotOurs, Self::Duplicate, Self::NotFound, Self::Emergency, Self::OwnProcedure, Self::Misuse];

    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOurs => "not_ours",
            Self::Duplicate => "duplicate",
            Self::NotFound => "not_found",
            Self::Emergency => "emergency",
            Self::OwnProcedure => "own_procedure",
            Self::Misuse => "misuse",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The five grades of 好差评, one rating per handled matter, voluntary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    VeryDissatisfied = 1,
    Dissatisfied = 2,
    Fair = 3,
    Satisfied = 4,
    VerySatisfied = 5,
}

impl Grade {
    pub const ALL: [Self; 5] =
        [Self::VeryDissatisfied, Self::Dissatisfied, Self::Fair, Self::Satisfied, Self::VerySatisfied];

    pub const fn value(self) -> u8 {
        self as u8
    }

    pub fn from_value(value: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.value() == value)
    }

    /// The best three grades count as satisfied; the others open the case again.
    pub fn is_bad(self) -> bool {
        self <= Self::Dissatisfied
    }
}

/// The six steps of the loop, as stamps on the slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Report,
    Verify,
    Dispatch,
    Handle,
    Check,
    Rate,
}

impl Stage {
    pub const ALL: [Self; 6] =
        [Self::Report, Self::Verify, Self::Dispatch, Self::Handle, Self::Check, Self::Rate];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Verify => "verify",
            Self::Dispatch => "dispatch",
            Self::Handle => "handle",
            Self::Check => "check",
            Self::Rate => "rate",
        }
    }
}

impl State {
    pub const NAMES: [&str; 11] = [
        "placed",
        "asked_back",
        "refused",
        "withdrawn",
        "verified",
        "dispatched",
        "accepted",
        "arrived",
        "finished",
        "checked",
        "closed",
    ];

    pub const fn name(&self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::AskedBack { .. } => "asked_back",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Verified { .. } => "verified",
            Self::Dispatched { .. } => "dispatched",
            Self::Accepted { .. } => "accepted",
            Self::Arrived { .. } => "arrived",
            Self::Finished { .. } => "finished",
            Self::Checked { .. } => "checked",
            Self::Closed { .. } => "closed",
        }
    }

    /// Who has it in hand, from acceptance on.
    pub const fn handling(&self) -> Option<Handling> {
        match self {
            Self::Accepted { handling }
            | Self::Arrived { handling, .. }
            | Self::Finished { handling, .. }
            | Self::Checked { handling, .. }
            | Self::Closed { handling, .. } => Some(*handling),
            Self::Placed
            | Self::AskedBack { .. }
            | Self::Refused { .. }
            | Self::Withdrawn { .. }
            | Self::Verified { .. }
            | Self::Dispatched { .. } => None,
        }
    }

    /// The stage that is under way; `None` once the slip has ended without all six stamps.
    pub const fn stage(&self) -> Option<Stage> {
        match self {
            Self::Placed | Self::AskedBack { .. } => Some(Stage::Verify),
            Self::Verified { .. } => Some(Stage::Dispatch),
            Self::Dispatched { .. } | Self::Accepted { .. } | Self::Arrived { .. } => Some(Stage::Handle),
            Self::Finished { .. } => Some(Stage::Check),
            Self::Checked { .. } => Some(Stage::Rate),
            Self::Refused { .. } | Self::Withdrawn { .. } | Self::Closed { .. } => None,
        }
    }

    /// Nothing more will happen to it.
    pub const fn is_over(&self) -> bool {
        match self {
            Self::Refused { .. } | Self::Withdrawn { .. } | Self::Closed { .. } => true,
            Self::Placed
            | Self::AskedBack { .. }
            | Self::Verified { .. }
            | Self::Dispatched { .. }
            | Self::Accepted { .. }
            | Self::Arrived { .. }
            | Self::Finished { .. }
            | Self::Checked { .. } => false,
        }
    }
}
