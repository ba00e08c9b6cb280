//! The menu: what can be ordered, who may accept it, within which limits, for how many points.

use serde::{Deserialize, Serialize};

use crate::{Minutes, Points, Role, ServiceId};

/// A line of the service menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub id: ServiceId,
    /// Stable short name, also the key in `data/services.csv`.
    pub slug: String,
    pub class: Class,
    pub name_zh: String,
    pub name_en: String,
    /// One sentence that says what comes with it.
    pub hint_zh: String,
    pub hint_en: String,
    /// The drawing, a symbol of the picture sprite.
    pub picture: String,
    /// The slip must be accepted this long after it was placed.
    pub accept_within: Minutes,
    /// The work must be finished this long after the slip was placed.
    pub finish_within: Minutes,
    pub helpers: Helpers,
    /// What the helper earns when the work was checked and rated.
    pub points: Points,
    /// A retired service cannot be ordered any more; old slips keep it.
    pub retired: bool,
}

/// The classes of the menu, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    Repair,
    Errand,
    Companionship,
    Health,
    Legal,
    Policy,
    Hazard,
    Street,
    Family,
    Other,
}

impl Class {
    pub const ALL: [Self; 10] = [
        Self::Repair,
        Self::Errand,
        Self::Companionship,
        Self::Health,
        Self::Legal,
        Self::Policy,
        Self::Hazard,
        Self::Street,
        Self::Family,
        Self::Other,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Repair => "repair",
            Self::Errand => "errand",
            Self::Companionship => "companionship",
            Self::Health => "health",
            Self::Legal => "legal",
            Self::Policy => "policy",
            Self::Hazard => "hazard",
            Self::Street => "street",
            Self::Family => "family",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

/// Who may accept a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Helpers {
    /// Any volunteer, and the grid's own people.
    Volunteers,
    /// Volunteers who are party members, and the grid's own people.
    PartyMembers,
    /// Only grid workers and leaders: hazards, certificates.
    GridStaff,
}

impl Helpers {
    pub const ALL: [Self; 3] = [Self::Volunteers, Self::PartyMembers, Self::GridStaff];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Volunteers => "volunteers",
            Self::PartyMembers => "party_members",
            Self::GridStaff => "grid_staff",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|helpers| helpers.name() == name)
    }

    pub const fn include(self, role: Role) -> bool {
        match role {
            Role::GridWorker | Role::GridLeader => true,
            Role::PartyVolunteer => matches!(self, Self::Volunteers | Self::PartyMembers),
            Role::Volunteer => matches!(self, Self::Volunteers),
            Role::Resident | Role::Staff | Role::ShopKeeper | Role::Moderator | Role::Administrator => false,
        }
    }
}
