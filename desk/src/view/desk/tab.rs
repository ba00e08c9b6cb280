//! The heaps on the desk. A new state finds its place here: its heap, and what can be done to a heap at once.

use store::request::Heap;

/// The heaps on the desk, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Verify,
    Dispatch,
    Check,
    Hall,
    UnderWay,
    Asked,
    Rate,
    /// 等决定: whatever waits for a word of somebody else, most of it beside the state: see [`domain::request::Wait`].
    Decide,
    Parked,
    /// Everything that is not over, whoever's move it is.
    Open,
    Closed,
    Refused,
    Withdrawn,
}

/// What can be done to several slips of a heap at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtOnce {
    Verify,
    /// To the hall, or all of them to one helper.
    Dispatch,
}

impl Tab {
    pub const ALL: &'static [Self] = &[
        Self::Verify,
        Self::Dispatch,
        Self::Check,
        Self::Decide,
        Self::Hall,
        Self::UnderWay,
        Self::Asked,
        Self::Rate,
        Self::Parked,
        Self::Open,
        Self::Closed,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Where it is the desk's own move, the most pressing first.
    pub const WORK: &'static [Self] = &[Self::Verify, Self::Dispatch, Self::Check, Self::Decide];

    /// Its name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Dispatch => "dispatch",
            Self::Check => "check",
            Self::Hall => "hall",
            Self::UnderWay => "under-way",
            Self::Asked => "asked",
            Self::Rate => "rate",
            Self::Decide => "decide",
            Self::Parked => "parked",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tab| tab.name() == name)
    }

    /// Is something still to happen to what lies here?
    pub const fn is_open(self) -> bool {
        match self {
            Self::Verify
            | Self::Dispatch
            | Self::Check
            | Self::Hall
            | Self::UnderWay
            | Self::Asked
            | Self::Rate
            | Self::Decide
            | Self::Parked
            | Self::Open => true,
            Self::Closed | Self::Refused | Self::Withdrawn => false,
        }
    }

    /// What lies on this heap.
    pub const fn heap(self) -> Heap<'static> {
        match self {
            Self::Decide => Heap::Waiting,
            other => Heap::States(other.states()),
        }
    }

    /// The states whose slips lie on this heap. On that of decisions there are others, too.
    pub const fn states(self) -> &'static [&'static str] {
        match self {
            Self::Verify => &["placed"],
            Self::Dispatch => &["verified"],
            Self::Check => &["finished"],
            Self::Hall => &["dispatched"],
            Self::UnderWay => &["accepted", "arrived", "split"],
            Self::Asked => &["asked_back"],
            Self::Rate => &["checked"],
            Self::Decide => &["returned", "disputed"],
            Self::Parked => &["parked"],
            Self::Open => &[
                "placed",
                "verified",
                "dispatched",
                "accepted",
                "arrived",
                "finished",
                "asked_back",
                "checked",
                "returned",
                "disputed",
                "parked",
                "split",
            ],
            Self::Closed => &["closed"],
            Self::Refused => &["refused", "turned"],
            Self::Withdrawn => &["withdrawn", "merged"],
        }
    }

    pub const fn at_once(self) -> Option<AtOnce> {
        match self {
            Self::Verify => Some(AtOnce::Verify),
            Self::Dispatch | Self::Hall => Some(AtOnce::Dispatch),
            Self::Check
            | Self::UnderWay
            | Self::Asked
            | Self::Rate
            | Self::Decide
            | Self::Parked
            | Self::Open
            | Self::Closed
            | Self::Refused
            | Self::Withdrawn => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::request::State;

    use super::*;

    fn states(tabs: impl Iterator<Item = Tab>) -> BTreeSet<&'static str> {
        tabs.flat_map(Tab::states).copied().collect()
    }

    #[test]
    fn every_state_lies_on_a_heap_of_its_own_and_what_is_not_over_on_the_open_one() {
        let heaps = || Tab::ALL.iter().copied().filter(|tab| *tab != Tab::Open);
        assert_eq!(states(heaps()), BTreeSet::from(State::NAMES));
        assert_eq!(heaps().map(|tab| tab.states().len()).sum::<usize>(), State::NAMES.len());
        assert_eq!(states(heaps().filter(|tab| tab.is_open())), states([Tab::Open].into_iter()));
    }
}
