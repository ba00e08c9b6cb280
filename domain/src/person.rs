//! Who acts: a person in one of the posts they hold.

use serde::{Deserialize, Serialize};

use crate::{Area, PersonId, Unit, UnitId, area::Level, typed};

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
    /// 经办人: acts for a responsible unit in what it was given.
    UnitWorker,
    /// 兑换点: hands out what vouchers promise.
    ShopKeeper,
    /// 内容审核: hides pictures and words.
    Moderator,
    /// 管理员: people and roles, services, stock, posters.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Resident,
        Self::Volunteer,
        Self::PartyVolunteer,
        Self::GridWorker,
        Self::GridLeader,
        Self::Staff,
        Self::UnitWorker,
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
            Self::UnitWorker => "unit_worker",
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
            | Self::UnitWorker
            | Self::ShopKeeper
            | Self::Moderator
            | Self::Administrator => false,
        }
    }

    /// Takes requests on, if the service allows this role.
    pub const fn helps(self) -> bool {
        match self {
            Self::Volunteer | Self::PartyVolunteer | Self::GridWorker | Self::GridLeader => true,
            Self::Resident
            | Self::Staff
            | Self::UnitWorker
            | Self::ShopKeeper
            | Self::Moderator
            | Self::Administrator => false,
        }
    }

    /// Held in a unit, and for nothing but what the unit was given.
    pub const fn for_a_unit(self) -> bool {
        match self {
            Self::UnitWorker => true,
            Self::Resident
            | Self::Volunteer
            | Self::PartyVolunteer
            | Self::GridWorker
            | Self::GridLeader
            | Self::Staff
            | Self::ShopKeeper
            | Self::Moderator
            | Self::Administrator => false,
        }
    }
}

/// A role held for an area. A unit's worker holds it in a unit, and then the area is the unit's; nobody else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub area: Area,
    /// Some for [`Role::for_a_unit`], and for no other role.
    pub unit: Option<UnitId>,
}

impl Post {
    /// A post of any role that is not held in a unit.
    pub const fn of(role: Role, area: Area) -> Self {
        Self { role, area, unit: None }
    }

    /// The post of somebody who acts for `unit`.
    pub const fn in_unit(unit: &Unit) -> Self {
        Self { role: Role::UnitWorker, area: unit.area, unit: Some(unit.id) }
    }

    /// Does it name a unit exactly if its role is one of a unit? A post that does not is none.
    pub const fn is_sound(self) -> bool {
        self.role.for_a_unit() == self.unit.is_some()
    }

    /// One of the posts of which a district must keep one.
    pub fn keeps_the_district(self) -> bool {
        self.role == Role::Administrator && self.area.level() == Level::District
    }

    /// How high it stands among those who run the desk; `None` for everybody else.
    pub const fn rank(self) -> Option<Rank> {
        match self.role {
            Role::GridWorker => Some(Rank::Worker),
            Role::GridLeader => Some(Rank::Leader),
            Role::Staff => Some(match self.area.level() {
                Level::District => Rank::District,
                Level::Town => Rank::Town,
                Level::Community => Rank::Community,
                // Staff of a single grid answer for it as its leader does.
                Level::Grid | Level::MicroGrid => Rank::Leader,
            }),
            Role::Resident
            | Role::Volunteer
            | Role::PartyVolunteer
            | Role::UnitWorker
            | Role::ShopKeeper
            | Role::Moderator
            | Role::Administrator => None,
        }
    }
}

/// Who stands above whom among those who run the desk, the lowest first. A request that was left alone goes one rank up
/// at each step, and what one rank may not decide is decided by a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 网格员
    Worker,
    /// 网格长
    Leader,
    /// 村社区
    Community,
    /// 镇街
    Town,
    /// 区县
    District,
}

impl Rank {
    pub const ALL: [Self; 5] = [Self::Worker, Self::Leader, Self::Community, Self::Town, Self::District];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Leader => "leader",
            Self::Community => "community",
            Self::Town => "town",
            Self::District => "district",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| rank.name() == name)
    }

    /// The next one up; nobody stands above the district.
    pub fn above(self) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| *rank > self)
    }
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

    /// The unit acted for.
    pub fn unit(self) -> Option<UnitId> {
        self.post.and_then(|post| post.unit)
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
    /// Takes the number as people type, paste and speak it, with the country code or without.
    pub fn new(raw: &str) -> Result<Self, PhoneError> {
        let digits = typed::phone(raw).ok_or(PhoneError)?;
        if digits.len() == 11 && digits.starts_with('1') { Ok(Self(digits)) } else { Err(PhoneError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn masked(&self) -> String {
        crate::mask::phone(&self.0)
    }
}

/// A number at which everybody can call somebody who serves: a mobile, a landline, the line of an office. Not the one they
/// sign in with, unless they choose so themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicPhone(String);

impl PublicPhone {
    /// As long as it is typed.
    pub const MOST: u32 = 20;

    /// Three to sixteen digits, with spaces and dashes between them as people read them. Nothing typed is no number.
    pub fn optional(raw: &str) -> Result<Option<Self>, PhoneError> {
        let plain = typed::plain(raw);
        if plain.is_empty() {
            return Ok(None);
        }
        let readable = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
        let shown = if readable { plain.into_owned() } else { typed::phone(raw).ok_or(PhoneError)? };
        let digits = shown.bytes().filter(u8::is_ascii_digit).count();
        let fits = (3..=16).contains(&digits) && shown.len() <= Self::MOST as usize;
        if fits { Ok(Some(Self(shown))) } else { Err(PhoneError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
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
    use crate::{calendar::OfficeHours, unit::UnitKind};

    fn area(code: &str) -> Area {
        code.parse().unwrap()
    }

    #[test]
    fn a_post_names_a_unit_exactly_if_it_is_held_in_one() {
        let gas = Unit {
            id: UnitId(uuid::Uuid::from_u128(1)),
            slug: "gas".to_owned(),
            name_zh: "燃气公司".to_owned(),
            name_en: "Gas company".to_owned(),
            kind: UnitKind::Company,
            area: area("321012"),
            hours: OfficeHours::default(),
            retired: false,
        };
        let post = Post::in_unit(&gas);
        assert_eq!((post.role, post.area, post.unit), (Role::UnitWorker, gas.area, Some(gas.id)));
        for role in Role::ALL {
            let (within, without) = (Post { role, ..post }, Post::of(role, gas.area));
            assert_eq!(within.is_sound(), role == Role::UnitWorker, "{role:?} in a unit");
            assert_eq!(without.is_sound(), role != Role::UnitWorker, "{role:?} without one");
        }
    }

    #[test]
    fn a_unit_worker_neither_runs_the_desk_nor_helps() {
        for role in Role::ALL.into_iter().filter(|role| role.for_a_unit()) {
            assert!(!role.runs_the_desk() && !role.helps(), "{role:?}");
        }
    }

    #[test]
    fn those_who_run_the_desk_have_a_rank_and_nobody_else() {
        for (role, code, rank) in [
            (Role::GridWorker, "321012100001001", Some(Rank::Worker)),
            // A leader of several grids is posted to their community and stays a leader.
            (Role::GridLeader, "321012100001", Some(Rank::Leader)),
            (Role::Staff, "321012100001001", Some(Rank::Leader)),
            (Role::Staff, "321012100001", Some(Rank::Community)),
            (Role::Staff, "321012100", Some(Rank::Town)),
            (Role::Staff, "321012", Some(Rank::District)),
        ] {
            assert_eq!(Post::of(role, area(code)).rank(), rank, "{role:?} of {code}");
        }
        for role in Role::ALL {
            assert_eq!(Post::of(role, area("321012")).rank().is_some(), role.runs_the_desk(), "{role:?}");
        }
    }

    #[test]
    fn each_rank_but_the_district_has_one_above_it() {
        let mut rank = Rank::Worker;
        let mut way = vec![rank.name()];
        while let Some(above) = rank.above() {
            rank = above;
            way.push(rank.name());
        }
        assert_eq!(way, ["worker", "leader", "community", "town", "district"]);
        assert!(Rank::ALL.into_iter().all(|rank| Rank::from_name(rank.name()) == Some(rank)));
    }

    #[test]
    fn a_public_phone_is_any_line_that_can_be_called() {
        for (raw, taken) in [
            ("0514-8655 0123", true),
            (" 12345 ", true),
            ("13812345678", true),
            ("（０５１４）８６５５ ０１２３", true),
            ("+86 0514–86550123\u{202C}", true),
            ("12", false),
            ("-- --", false),
            ("12345678901234567", false),
            ("0514-86550123 转 8", false),
        ] {
            assert_eq!(PublicPhone::optional(raw).is_ok(), taken, "{raw}");
        }
        let wide = PublicPhone::optional("０５１４—８６５５ ０１２３\u{200B}").unwrap().unwrap();
        assert_eq!(wide.as_str(), "0514-8655 0123", "as people read it");
        assert_eq!(PublicPhone::optional(" \u{200B}"), Ok(None));
    }

    #[test]
    fn a_phone_is_taken_as_people_write_it() {
        for (raw, taken) in [
            ("13812345678", true),
            ("138 1234 5678", true),
            ("+86 138-1234-5678", true),
            ("１３８ １２３４ ５６７８", true),
            ("一三八一二三四五六七八", true),
            ("\u{202D}+86 (138) 1234–5678\u{202C}", true),
            ("1381234567", false),
            ("+1 13812345678", false),
            ("13812345678 13812345678", false),
            ("23812345678", false),
            ("1381234567x", false),
            ("", false),
        ] {
            assert_eq!(Phone::new(raw).is_ok(), taken, "{raw}");
        }
    }
}
