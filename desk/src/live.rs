//! Who watches what: topics that changed, sent on to every open page after the commit.
//!
//! A message says only *that* something changed. Watchers look for themselves, with their own permission.

use domain::{Area, PersonId, RequestNumber};
use tokio::sync::broadcast;

/// What can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    Request(RequestNumber),
    /// Something moved in a grid: its page, the hall and the desk look again.
    Grid(Area),
    /// A person's points or vouchers.
    Person(PersonId),
}

impl std::fmt::Display for Topic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Request(number) => write!(f, "request:{}", number.digits()),
            Self::Grid(area) => write!(f, "grid:{area}"),
            Self::Person(person) => write!(f, "person:{person}"),
        }
    }
}

impl std::str::FromStr for Topic {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        match kind {
            "request" => id.parse().map(Self::Request).map_err(drop),
            "grid" => id.parse().map(Self::Grid).map_err(drop),
            "person" => id.parse().map(Self::Person).map_err(drop),
            _ => Err(()),
        }
    }
}

/// The switchboard of one node.
pub struct Hub(broadcast::Sender<Topic>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::Sender::new(4096))
    }
}

impl Hub {
    pub fn tell(&self, topic: Topic) {
        // Nobody watches: nothing to do.
        let _ = self.0.send(topic);
    }

    pub fn watch(&self) -> broadcast::Receiver<Topic> {
        self.0.subscribe()
    }
}
