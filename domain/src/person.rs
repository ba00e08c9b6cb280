//! Who acts: a person in one of the posts they hold.

use serde::{Deserialize, Serialize};

use crate::{Area, PersonId};

/// What somebody is for an area and all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 居民: orders, watches, rates.
    Resident,
    /// 志愿者: claims what is open to volunteers.
    Volunteer,
    /// 党员志愿者: a volunteer who is a party member, and may take what is kept for them.
    PartyVolunteer,
    /// 网格员: verifies, assigns, checks.
    GridWorker,
    /// 网格长: the same, and answers for the grid.
    GridLeader,
    /// 村社区、镇街、区县 staff.
    Staff,
    /// 兑换点: hands out what vouchers promise.
    ShopKeeper,
    /// 内容审核: hides pictures and words.
    Moderator,
    /// 管理员: people and roles, services, stock, posters.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Resident,
        Self::Volunteer,
        Self::PartyVolunteer,
        Self::GridWorker,
        Self::GridLeader,
        Self::Staff,
        Self::ShopKeeper,
        Self::Moderator,
        Self::Administrator,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Volunteer => "volunteer",
            Self::PartyVolunteer => "party_volunteer",
            Self::GridWorker => "grid_worker",
            Self::GridLeader => "grid_leader",
            Self::Staff => "staff",
            Self::ShopKeeper => "shop_keeper",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Verifies, assigns and checks requests of the area.
    pub const fn runs_the_desk(self) -> bool {
        match self {
            Self::GridWorker | Self::GridLeader | Self::Staff => true,
            Self::Resident
            | Self::Volunteer
            | Self::PartyVolunteer
            | Self::ShopKeeper
            | Self::Moderator
            | Self::Administrator => false,
        }
    }

    /// Takes requests on, if the service allows this role.
    pub const fn helps(self) -> bool {
        match self {
            Self::Volunteer | Self::PartyVolunteer | Self::GridWorker | Self::GridLeader => true,
            Self::Resident | Self::Staff | Self::ShopKeeper | Self::Moderator | Self::Administrator => false,
        }
    }
}

/// A role held for an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub area: Area,
}

/// The person who asks, in the post they act in now. A signed-in person who has chosen no other post acts as a
/// resident. Whatever the post, everybody is a resident too: their own slips stay theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    /// `None`: acts as a resident, wherever.
    pub post: Option<Post>,
}

impl Actor {
    /// Does the post acted in have a role that passes `fits`, for `area`?
    pub fn serves(self, area: Area, fits: impl Fn(Role) -> bool) -> bool {
        self.post.is_some_and(|post| fits(post.role) && post.area.covers(area))
    }

    pub fn role(self) -> Role {
        self.post.map_or(Role::Resident, |post| post.role)
    }
}

/// A mobile number of mainland China: 11 digits, beginning with 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("a mobile number has 11 digits and begins with 1")]
pub struct PhoneError;

impl Phone {
    /// Takes spaces, dashes and the country code as people write them.
    pub fn new(raw: &str) -> Result<Self, PhoneError> {
        let digits: String = raw.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{3000}')).collect();
        let digits = digits.strip_prefix("+86").or_else(|| digits.strip_prefix("0086")).unwrap_or(&digits);
        let fits =
            digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(digits.to_owned())) } else { Err(PhoneError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn masked(&self) -> String {
        crate::mask::phone(&self.0)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(raw: String) -> Result<Self, PhoneError> {
        Self::new(&raw)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_taken_as_people_write_it() {
        for (raw, taken) in [
            ("13812345678", true),
            ("138 1234 5678", true),
            ("+86 138-1234-5678", true),
            ("1381234567", false),
            ("23812345678", false),
            ("1381234567x", false),
            ("", false),
        ] {
            assert_eq!(Phone::new(raw).is_ok(), taken, "{raw}");
        }
    }
}
