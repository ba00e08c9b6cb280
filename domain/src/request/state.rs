//! Where a slip stands. A state carries its own facts; what may be done in each of them stands in one table,
//! [`super::table`].

use serde::{Deserialize, Serialize};

use super::{Grade, RefusalReason};
use crate::{Minutes, PersonId, RequestNumber, Timestamp, UnitId, calendar::Deadline, text::Note};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Waits for the grid to verify it.
    Placed,
    /// The grid asked the resident something. Its clock stands still; without an answer until `until` it goes on by itself.
    AskedBack { by: PersonId, at: Timestamp, question: Note, until: Timestamp },
    /// True and ours; waits to be dispatched.
    Verified { by: PersonId, at: Timestamp },
    /// Given to somebody, who answers for it from there, or open to all who may.
    Dispatched { by: PersonId, at: Timestamp, to: Handover },
    /// 退回: the unit says it is not theirs; the level above decides.
    Returned { by: PersonId, at: Timestamp, unit: UnitId },
    /// A named person answers for it.
    Accepted { handling: Handling },
    /// That person is on the spot.
    Arrived { handling: Handling, arrived_at: Timestamp },
    /// The work is done, says the handler; waits for somebody else to check it.
    Finished { handling: Handling, arrived_at: Option<Timestamp>, finished_at: Timestamp },
    /// Checked by somebody other than the handler; the resident may rate it.
    Checked { handling: Handling, served: Minutes, checked_by: PersonId, checked_at: Timestamp },
    /// Rated badly: the linked case of 好差评, to be looked into and answered within a limit of its own.
    Disputed {
        handling: Handling,
        served: Minutes,
        grade: Grade,
        at: Timestamp,
        answer_by: Deadline,
        /// The first of the two reviewers it takes to call a rating malicious.
        doubted_by: Option<PersonId>,
    },
    /// 挂账: cannot be solved now, with a plan and a date that everybody may read. Its clock stands still.
    Parked { by: PersonId, at: Timestamp, plan: Note, until: Timestamp },
    /// Goes on as parts, and is closed when all of them are over. The desk answers for the whole.
    Split { by: PersonId, at: Timestamp, parts: Vec<Part> },
    /// Goes on as an earlier slip about the same thing, and by itself again if that one ends without the work being done
    /// or its resident says that theirs is not mended.
    Merged { by: PersonId, at: Timestamp, into: RequestNumber },
    /// Not for the grid to do, with a reason from the public list.
    Refused { by: PersonId, at: Timestamp, reason: RefusalReason },
    /// Told to 110, 119 or 120 at once.
    Turned { by: PersonId, at: Timestamp, to: Emergency },
    /// Taken back by the resident; whoever had it in hand by then still sees that.
    Withdrawn { handling: Option<Handling>, at: Timestamp },
    /// The end. `grade` is none when nobody rated it in time; `handling` is none for a slip that was split.
    Closed { handling: Option<Handling>, served: Minutes, grade: Option<Grade>, at: Timestamp },
}

/// Who has taken a slip on, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub by: PersonId,
    pub accepted_at: Timestamp,
    /// For which unit, if for one.
    #[serde(default)]
    pub unit: Option<UnitId>,
}

/// To whom a slip was dispatched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// To one person, who may still give it back.
    Person(PersonId),
    /// To the hall: whoever may, and is first.
    Hall,
    /// To the people of one unit, which leads (主办); others may help (协办).
    Unit(UnitId),
}

/// A part of a slip that was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub number: RequestNumber,
    pub over: bool,
}

/// The lines that are answered at once, day and night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emergency {
    /// 110
    Police,
    /// 119
    Fire,
    /// 120
    Ambulance,
}

impl Emergency {
    pub const ALL: [Self; 3] = [Self::Police, Self::Fire, Self::Ambulance];

    /// The number that is dialled, which is also its name.
    pub const fn number(self) -> &'static str {
        match self {
            Self::Police => "110",
            Self::Fire => "119",
            Self::Ambulance => "120",
        }
    }

    pub fn from_number(number: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.number() == number)
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

/// Names without facts, in the order of the table's columns.
macro_rules! states {
    ($($state:ident $name:literal,)*) => {
        impl State {
            pub const NAMES: [&str; [$($name),*].len()] = [$($name),*];

            pub const fn name(&self) -> &'static str {
                match self { $(Self::$state { .. } => $name,)* }
            }
        }
    };
}

states! {
    Placed "placed",
    AskedBack "asked_back",
    Verified "verified",
    Dispatched "dispatched",
    Returned "returned",
    Accepted "accepted",
    Arrived "arrived",
    Finished "finished",
    Checked "checked",
    Disputed "disputed",
    Parked "parked",
    Split "split",
    Merged "merged",
    Refused "refused",
    Turned "turned",
    Withdrawn "withdrawn",
    Closed "closed",
}

impl State {
    /// Who has it in hand, from acceptance on.
    pub const fn handling(&self) -> Option<Handling> {
        match self {
            Self::Accepted { handling }
            | Self::Arrived { handling, .. }
            | Self::Finished { handling, .. }
            | Self::Checked { handling, .. }
            | Self::Disputed { handling, .. } => Some(*handling),
            Self::Withdrawn { handling, .. } | Self::Closed { handling, .. } => *handling,
            Self::Placed
            | Self::AskedBack { .. }
            | Self::Verified { .. }
            | Self::Dispatched { .. }
            | Self::Returned { .. }
            | Self::Parked { .. }
            | Self::Split { .. }
            | Self::Merged { .. }
            | Self::Refused { .. }
            | Self::Turned { .. } => None,
        }
    }

    /// The stage that is under way; `None` once the slip has ended without all six stamps.
    pub const fn stage(&self) -> Option<Stage> {
        match self {
            Self::Placed | Self::AskedBack { .. } => Some(Stage::Verify),
            Self::Verified { .. } | Self::Returned { .. } | Self::Parked { .. } => Some(Stage::Dispatch),
            Self::Dispatched { .. } | Self::Accepted { .. } | Self::Arrived { .. } | Self::Split { .. } => {
                Some(Stage::Handle)
            }
            Self::Finished { .. } | Self::Disputed { .. } => Some(Stage::Check),
            Self::Checked { .. } => Some(Stage::Rate),
            Self::Merged { .. }
            | Self::Refused { .. }
            | Self::Turned { .. }
            | Self::Withdrawn { .. }
            | Self::Closed { .. } => None,
        }
    }

    /// Did it end without the work being done? Then nothing ends with it that was merged into it.
    pub const fn is_undone(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Turned { .. } | Self::Withdrawn { .. })
    }

    /// Nothing more will happen to it, unless a merge is undone.
    pub const fn is_over(&self) -> bool {
        match self {
            Self::Merged { .. }
            | Self::Refused { .. }
            | Self::Turned { .. }
            | Self::Withdrawn { .. }
            | Self::Closed { .. } => true,
            Self::Placed
            | Self::AskedBack { .. }
            | Self::Verified { .. }
            | Self::Dispatched { .. }
            | Self::Returned { .. }
            | Self::Accepted { .. }
            | Self::Arrived { .. }
            | Self::Finished { .. }
            | Self::Checked { .. }
            | Self::Disputed { .. }
            | Self::Parked { .. }
            | Self::Split { .. } => false,
        }
    }
}
