//! The catalogue of case types (事项清单): what can be ordered or filed, when a case is opened and closed, who may accept it,
//! within which limits, by which proof, for how many points. A tree of classes and sub-classes.

mod review;
mod tree;

use serde::{Deserialize, Serialize};

pub use self::{
    review::{Review, ReviewRefusal, Reviewer, Said, Verdict},
    tree::{Branch, Twig, tree},
};
use crate::{Points, Role, ServiceId, calendar::Limit, text::Line, typed};

/// A case type in one version. A change makes a new version with an id of its own, so that a slip keeps the words and limits
/// under which it was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub id: ServiceId,
    /// Stable short name over all versions, also in files and addresses.
    pub slug: String,
    /// From 1 on; the newest is the one in force.
    pub version: u32,
    pub class: Class,
    pub subclass: Subclass,
    pub name_zh: String,
    pub name_en: String,
    /// One sentence that says what comes with it.
    pub hint_zh: String,
    pub hint_en: String,
    /// The drawing, a symbol of the picture sprite.
    pub picture: String,
    /// 立案条件: when a case is opened.
    pub open_when: String,
    /// 结案条件: when it may be closed.
    pub close_when: String,
    /// It must be accepted this long after it was placed.
    pub accept_within: Limit,
    /// It must be handled this long after it was placed.
    pub finish_within: Limit,
    /// What must be reached on the way, in order.
    pub milestones: Vec<PlannedMilestone>,
    /// At this share of the time, in percent, who has it is warned.
    pub warn_percent: u8,
    pub priority: Priority,
    pub helpers: Helpers,
    pub proof: Proof,
    /// What the helper earns when the work was checked.
    pub points: Points,
    /// Residents order it themselves; otherwise the grid files it.
    pub on_menu: bool,
    pub admission: Admission,
    /// Cannot be ordered any more: withdrawn, or a newer version is in force. Old slips keep it.
    pub retired: bool,
}

impl Service {
    pub const fn standing(&self) -> Standing {
        match (self.admission, self.retired) {
            (Admission::Declined, _) => Standing::Declined,
            (Admission::InReview | Admission::Admitted, true) => Standing::Retired,
            (Admission::InReview, false) => Standing::InReview,
            (Admission::Admitted, false) => Standing::InForce,
        }
    }

    /// Residents find it on the order form.
    pub const fn is_offered(&self) -> bool {
        self.on_menu && matches!(self.standing(), Standing::InForce)
    }

    /// Do both versions say the same?
    pub fn says_the_same(&self, other: &Self) -> bool {
        let Self { id, version, admission, retired, .. } = *other;
        Self { id, version, admission, retired, ..self.clone() } == *other
    }

    /// Does it speak of every word that is looked for?
    pub fn speaks_of(&self, find: &str) -> bool {
        let Self { subclass, .. } = self;
        let said = [
            &self.name_zh,
            &self.name_en,
            &self.hint_zh,
            &self.hint_en,
            &subclass.name_zh,
            &subclass.name_en,
            &self.slug,
        ]
        .map(|said| typed::folded(said));
        find.split_whitespace().map(typed::folded).all(|word| said.iter().any(|said| said.contains(&word)))
    }
}

/// The second level of the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subclass {
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
}

/// A step of the handling with a limit of its own, as the catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMilestone {
    pub name: Line,
    pub within: Limit,
}

/// A closed list of names, as files and columns have them.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$variant),*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// The first level of the tree, in the order in which it is shown.
    Class {
        /// 民生服务
        Livelihood "livelihood",
        /// 市容环境
        Environment "environment",
        /// 公共设施
        Facilities "facilities",
        /// 安全隐患
        Safety "safety",
        /// 矛盾调解
        Disputes "disputes",
        /// 政策与政务
        Policy "policy",
    }
}

named! {
    /// What goes first where much waits.
    Priority {
        Urgent "urgent",
        High "high",
        Normal "normal",
    }
}

named! {
    /// Which pictures prove the work.
    Proof {
        None "none",
        /// At the end, and at the check unless the resident was asked.
        After "after",
        /// Also on arrival.
        BeforeAfter "before_after",
    }
}

impl Proof {
    pub const fn asks_before(self) -> bool {
        matches!(self, Self::BeforeAfter)
    }

    pub const fn asks_after(self) -> bool {
        matches!(self, Self::After | Self::BeforeAfter)
    }
}

named! {
    /// 准入: what may be put on grids at all.
    Admission {
        /// A new duty waits for its joint review.
        InReview "in_review",
        Admitted "admitted",
        /// The review said no.
        Declined "declined",
    }
}

impl Admission {
    pub const fn is_admitted(self) -> bool {
        matches!(self, Self::Admitted)
    }
}

named! {
    /// Whether cases of a version can be opened, and why not.
    Standing {
        InForce "in_force",
        InReview "in_review",
        Declined "declined",
        Retired "retired",
    }
}

named! {
    /// Who may accept a service.
    Helpers {
        /// Any volunteer, and the grid's own people.
        Volunteers "volunteers",
        /// Volunteers who are party members, and the grid's own people.
        PartyMembers "party_members",
        /// Only grid workers and leaders: hazards, certificates.
        GridStaff "grid_staff",
        /// The people of responsible units, to whom it is dispatched; and the grid's own people.
        Units "units",
    }
}

impl Helpers {
    pub const fn include(self, role: Role) -> bool {
        match role {
            Role::GridWorker | Role::GridLeader => true,
            Role::PartyVolunteer => matches!(self, Self::Volunteers | Self::PartyMembers),
            Role::Volunteer => matches!(self, Self::Volunteers),
            Role::Resident
            | Role::Staff
            | Role::UnitWorker
            | Role::ShopKeeper
            | Role::Moderator
            | Role::Administrator => false,
        }
    }
}
