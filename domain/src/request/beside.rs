//! What runs beside the state of a slip: its kin, who dispatched it, what was asked for and is owed, and the alarm
//! that warns before its limit and climbs after it.

use serde::{Deserialize, Serialize};

use super::Grade;
use crate::{PersonId, RequestNumber, Timestamp, UnitId, calendar::Limit, person::Rank, text::Note};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Beside {
    /// The slip this one is a part of.
    pub part_of: Option<RequestNumber>,
    /// How many later slips about the same thing were merged into this one.
    pub joined: u32,
    /// How often the check sent it back.
    pub reworked: u32,
    /// Who dispatched it last. A decision about their assignment takes a higher rank.
    pub dispatcher: Option<Dispatcher>,
    /// 协办: the units that help the one that leads.
    pub helping: Vec<UnitId>,
    /// The level above has decided whose it is: it cannot be returned again.
    pub settled: bool,
    /// A bad rating was called a mistake, which is said once.
    pub explained: bool,
    /// Asked for and not decided yet.
    pub extension: Option<Extension>,
    /// Not answered yet.
    pub supervision: Option<Supervision>,
    /// The last whistle that was blown for it.
    pub whistle: Option<Whistle>,
    pub alarm: Alarm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatcher {
    pub by: PersonId,
    pub rank: Rank,
}

/// More time, asked for before the limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub by: PersonId,
    pub at: Timestamp,
    pub until: Timestamp,
    pub reason: Note,
}

/// 督办: somebody above, or a rule, asks how it stands, and is owed an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// `None`: a rule did.
    pub by: Option<PersonId>,
    pub at: Timestamp,
    pub answer_by: Timestamp,
    /// The supervisor was told that no answer came in time.
    pub missed: bool,
}

/// How hard a case is that several units are called for; it decides how soon they must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    Ordinary,
    Hard,
    Urgent,
}

impl Difficulty {
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Hard, Self::Urgent];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Hard => "hard",
            Self::Urgent => "urgent",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|difficulty| difficulty.name() == name)
    }

    /// How soon each called unit reports in.
    pub const fn report_within(self) -> Limit {
        match self {
            Self::Ordinary => Limit::working_hours(8),
            Self::Hard => Limit::working_hours(4),
            Self::Urgent => Limit::round_the_clock(1),
        }
    }
}

/// 吹哨: a town or a community calls named units for one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whistle {
    pub by: PersonId,
    pub at: Timestamp,
    pub difficulty: Difficulty,
    pub calls: Vec<Call>,
}

/// One unit that was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub unit: UnitId,
    pub report_by: Timestamp,
    /// 报到
    pub reported_at: Option<Timestamp>,
    /// The caller was told that the unit had not come in time.
    pub missed: bool,
    /// What the caller says of it afterwards.
    pub grade: Option<Grade>,
}

impl Whistle {
    pub fn call(&self, unit: UnitId) -> Option<&Call> {
        self.calls.iter().find(|call| call.unit == unit)
    }
}

/// How far the alarm has climbed for the limit that runs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Alarm {
    /// The end of the limit it stands for; another limit, another alarm.
    pub due: Option<Timestamp>,
    pub rung: Option<Rung>,
    /// When it climbs to the next one.
    pub next: Option<Timestamp>,
}

/// Who is told: before the limit and at it whoever has the slip, after it one level up at a time, until a level that can
/// decide (上报).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    Warned,
    Overdue,
    Raised(Rank),
}

/// On which levels above the grid worker somebody serves this slip's area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manned {
    pub leader: bool,
    pub community: bool,
    pub town: bool,
    pub district: bool,
}

impl Manned {
    pub const fn has(self, rank: Rank) -> bool {
        match rank {
            Rank::Worker => true,
            Rank::Leader => self.leader,
            Rank::Community => self.community,
            Rank::Town => self.town,
            Rank::District => self.district,
        }
    }
}
