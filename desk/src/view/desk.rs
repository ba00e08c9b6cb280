//! The desk (工作台): what the grid must verify, assign and check, by state and area.

use domain::{Area, Role, permit};
use store::{area::Entry, request::List};

use super::glance::{Detail, Glance, PAGE, glances};
use crate::{Ask, Error, Result};

/// The heaps on the desk, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Verify,
    Dispatch,
    Hall,
    UnderWay,
    Check,
    Asked,
    Rate,
    Closed,
    Refused,
    Withdrawn,
}

impl Tab {
    pub const ALL: [Self; 10] = [
        Self::Verify,
        Self::Dispatch,
        Self::Check,
        Self::Hall,
        Self::UnderWay,
        Self::Asked,
        Self::Rate,
        Self::Closed,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Dispatch => "dispatch",
            Self::Hall => "hall",
            Self::UnderWay => "under-way",
            Self::Check => "check",
            Self::Asked => "asked",
            Self::Rate => "rate",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.name() == name)
    }

    /// Is something still to happen to what lies here?
    pub const fn is_open(self) -> bool {
        match self {
            Self::Verify
            | Self::Dispatch
            | Self::Hall
            | Self::UnderWay
            | Self::Check
            | Self::Asked
            | Self::Rate => true,
            Self::Closed | Self::Refused | Self::Withdrawn => false,
        }
    }

    /// The states whose slips lie on this heap.
    pub const fn states(self) -> &'static [&'static str] {
        match self {
            Self::Verify => &["placed"],
            Self::Dispatch => &["verified"],
            Self::Hall => &["dispatched"],
            Self::UnderWay => &["accepted", "arrived"],
            Self::Check => &["finished"],
            Self::Asked => &["asked_back"],
            Self::Rate => &["checked"],
            Self::Closed => &["closed"],
            Self::Refused => &["refused"],
            Self::Withdrawn => &["withdrawn"],
        }
    }
}

#[derive(Debug, Clone)]
pub struct Board {
    /// The area shown: the post's own, or one below it.
    pub area: Entry,
    /// From the post's own area down to the one shown, to widen the view again.
    pub path: Vec<Entry>,
    /// What lies directly below, to narrow the view.
    pub below: Vec<Entry>,
    pub counts: Vec<(Tab, u32)>,
    pub tab: Tab,
    pub slips: Vec<Glance>,
    pub page: u32,
    pub more: bool,
}

/// One heap of the desk. `area`: narrows to an area below the post's own.
pub async fn desk(ask: &Ask, tab: Option<Tab>, area: Option<Area>, page: u32) -> Result<Board> {
    let actor = ask.actor()?;
    let post = actor
        .post
        .filter(|post| post.role.runs_the_desk())
        .ok_or(Error::Denied(permit::Denied::NotYourRole))?;
    let area = area.unwrap_or(post.area);
    if !actor.serves(area, Role::runs_the_desk) {
        return Err(Error::Denied(permit::Denied::NotYourArea));
    }
    let mut conn = ask.read().await?;
    let mut path = store::area::path(&mut conn, area).await?;
    path.retain(|entry| post.area.covers(entry.area));
    let entry = path.last().filter(|entry| entry.area == area).cloned().ok_or(Error::NotFound)?;
    let below = store::area::children(&mut conn, area).await?;
    let states = store::request::counts(&mut conn, area).await?;
    let count = |tab: Tab| {
        states.iter().filter(|(state, _)| tab.states().contains(&state.as_str())).map(|(_, n)| n).sum()
    };
    let counts: Vec<(Tab, u32)> = Tab::ALL.into_iter().map(|tab| (tab, count(tab))).collect();
    // Without a choice: the first heap of the work with something on it.
    let tab = tab
        .unwrap_or_else(|| counts.iter().take(3).find(|(_, n)| *n > 0).map_or(Tab::Verify, |(tab, _)| *tab));
    let skip = page.saturating_mul(PAGE);
    let list = List::OnDesk { area, states: tab.states() };
    let mut requests = store::request::list(&mut conn, list, skip, PAGE + 1).await?;
    let more = requests.len() > PAGE as usize;
    requests.truncate(PAGE as usize);
    let slips = glances(&mut conn, requests, ask.at, Some(actor.person), Detail::Whole).await?;
    Ok(Board { area: entry, path, below, counts, tab, slips, page, more })
}
