//! Responsible units (责任单位): who has the duty for what a grid cannot do by itself.
//!
//! A unit is no person. Its people hold posts of [`Role::UnitWorker`](crate::Role::UnitWorker) in it and act in its name; the
//! responsibility list (责任清单) says for each case type and area which units answer, one in the lead (主办), others helping
//! (协办).

use serde::{Deserialize, Serialize};

use crate::{Area, UnitId, calendar::OfficeHours};

/// A department, a town office, a company or a partner organisation that cases are given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    /// Stable short name, also in files and addresses.
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
    pub kind: UnitKind,
    /// Where it serves: this area and all below it. Fixed when it was set up, like a post's.
    pub area: Area,
    /// When it works on a working day.
    pub hours: OfficeHours,
    /// A retired unit is given nothing new; what it has in hand it brings to an end.
    pub retired: bool,
}

impl Unit {
    /// Can it be made responsible for what happens anywhere in `area`?
    pub fn serves(&self, area: Area) -> bool {
        !self.retired && self.area.covers(area)
    }
}

/// What kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 区县部门
    Department,
    /// 镇街内设机构
    TownOffice,
    /// 企业: gas, water, power, property management
    Company,
    /// 社会组织
    Organisation,
}

impl UnitKind {
    pub const ALL: [Self; 4] = [Self::Department, Self::TownOffice, Self::Company, Self::Organisation];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::TownOffice => "town_office",
            Self::Company => "company",
            Self::Organisation => "organisation",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
