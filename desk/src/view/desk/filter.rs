//! What the desk is asked to show, and which part of it.

use domain::{Actor, Area, Minutes, Timestamp, catalogue::Class, request::Wait};
use store::request::{By, Leaf};

use super::Tab;

/// What the desk is asked to show.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// None: the first heap of the work with something on it.
    pub tab: Option<Tab>,
    /// None: the area of the post.
    pub area: Option<Area>,
    pub kind: Kind,
    pub limit: Limit,
    pub whose: Whose,
    /// Only those on which this waits.
    pub waits: Option<Wait>,
    pub words: String,
    pub leaf: Leaf,
    /// A page of [`LONG_PAGE`](store::request::LONG_PAGE) slips.
    pub long: bool,
}

/// Which case types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kind {
    #[default]
    Any,
    Class(Class),
    /// By its short name.
    Type(String),
}

impl Kind {
    /// Its name in the address: a class ends in a slash, as a folder does; none for what leaves everything in.
    pub fn name(&self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Class(class) => format!("{}/", class.name()),
            Self::Type(slug) => slug.clone(),
        }
    }

    /// The other way round; a class that nobody knows leaves everything in.
    pub fn from_name(name: &str) -> Self {
        match name.strip_suffix('/') {
            Some(class) => Class::from_name(class).map_or(Self::Any, Self::Class),
            None if name.is_empty() => Self::Any,
            None => Self::Type(name.to_owned()),
        }
    }

    pub(super) fn sought(&self) -> store::request::Kind<'_> {
        match self {
            Self::Any => store::request::Kind::Any,
            Self::Class(class) => store::request::Kind::Class(*class),
            Self::Type(slug) => store::request::Kind::Type(slug),
        }
    }
}

/// By when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Limit {
    #[default]
    Any,
    Overdue,
    Today,
    /// Within three days, and not over yet.
    Soon,
}

/// How long before its limit something is due soon.
const SOON: Minutes = Minutes::days(3);

impl Limit {
    pub const ALL: [Self; 4] = [Self::Any, Self::Overdue, Self::Today, Self::Soon];

    /// Its name in the address; none for the one that leaves everything in.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Soon => "soon",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
    }

    /// Due from the first moment on, and before the second.
    pub(super) fn span(self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let midnight = now.start_of_day();
        match self {
            Self::Any => None,
            Self::Overdue => Some((Timestamp::from_micros(0), now)),
            Self::Today => Some((midnight, midnight.plus(Minutes::days(1)))),
            Self::Soon => Some((now, now.plus(SOON))),
        }
    }
}

/// Through whose hands it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    #[default]
    Anybody,
    /// The asker's own: verified, dispatched, taken on, checked by them.
    Mine,
    /// Theirs and that of everybody who runs the same desk.
    Ours,
}

impl Whose {
    pub const ALL: [Self; 3] = [Self::Anybody, Self::Mine, Self::Ours];

    /// Its name in the address; none for the one that leaves everything in.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anybody => "",
            Self::Mine => "mine",
            Self::Ours => "ours",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whose| whose.name() == name)
    }

    pub(super) fn by(self, actor: Actor) -> By {
        match (self, actor.post) {
            (Self::Mine, _) => By::Person(actor.person),
            (Self::Ours, Some(post)) => By::Office(post.area),
            (Self::Anybody | Self::Ours, _) => By::Anybody,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_survives_its_address() {
        for kind in [Kind::Any, Kind::Class(Class::ALL[0]), Kind::Type("repair-light".to_owned())] {
            assert_eq!(Kind::from_name(&kind.name()), kind);
        }
        assert_eq!(Kind::from_name("nothing/"), Kind::Any);
    }

    #[test]
    fn each_limit_is_a_span_of_time() {
        let now = Timestamp::from_micros(1_795_226_400_000_000); // 2026-11-21 10:00
        let said = |limit: Limit| limit.span(now).map(|(from, until)| format!("{from} – {until}"));
        assert_eq!(said(Limit::Any), None);
        assert_eq!(said(Limit::Overdue).unwrap(), "1970-01-01 08:00 – 2026-11-21 10:00");
        assert_eq!(said(Limit::Today).unwrap(), "2026-11-21 00:00 – 2026-11-22 00:00");
        assert_eq!(said(Limit::Soon).unwrap(), "2026-11-21 10:00 – 2026-11-24 10:00");
    }
}
