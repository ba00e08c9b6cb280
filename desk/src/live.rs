//! Who watches what: topics that changed, sent on to every open page after the commit.
//!
//! A message says only *that* something changed. Watchers look for themselves, with their own permission.

use std::collections::HashSet;

use domain::{Area, Minutes, PersonId, RequestNumber, Timestamp, permit};
use tokio::sync::broadcast;

use crate::{Ask, Error, Result};

/// A page watches a few things, not the whole district.
pub const MOST_TOPICS: usize = 10;

/// What can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    Request(RequestNumber),
    /// Something moved in a grid, or in an area with all below it: its page, the hall and the desk look again.
    Grid(Area),
    /// A person's points, vouchers or inbox.
    Person(PersonId),
}

impl Topic {
    /// Does whoever watches this hear of `told`? Who watches an area hears of every grid in it.
    pub fn hears(&self, told: &Self) -> bool {
        match (self, told) {
            (Self::Grid(area), Self::Grid(grid)) => area.covers(*grid),
            (Self::Request(_) | Self::Grid(_) | Self::Person(_), _) => self == told,
        }
    }
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
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
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

    /// How many listen at this moment.
    pub fn watchers(&self) -> usize {
        self.0.receiver_count()
    }

    pub fn watch(&self) -> broadcast::Receiver<Topic> {
        self.0.subscribe()
    }
}

/// May this visitor know that something moved there? What happens in a grid is public as a fact; a slip is for those who
/// may see it, a person's points for that person.
pub async fn may_watch(ask: &Ask, topic: &Topic) -> Result<()> {
    match topic {
        Topic::Grid(_) => Ok(()),
        Topic::Person(person) if ask.person()? == *person => Ok(()),
        Topic::Person(_) => Err(Error::NotFound),
        Topic::Request(number) => {
            let actor = ask.actor()?;
            let mut conn = ask.read().await?;
            let request = store::request::find(&mut conn, *number).await?.ok_or(Error::NotFound)?;
            let service = store::service::find(&mut conn, request.service).await?.ok_or(Error::NotFound)?;
            permit::see(actor, &request, &service).map(drop).map_err(|_| Error::NotFound)
        }
    }
}

/// A change is written with the time it was asked for, and may have waited this long for its turn.
const WAITED_SECONDS: i64 = 5;
/// A page read longer ago looks again in any case.
pub(crate) const LONG_AGO: Minutes = Minutes(10);
/// The most changes that are looked through.
const MOST: u32 = 1000;

/// Has any of this moved since a page was read? Between the page and its open line lies a moment, seconds on an old
/// phone, in which nobody listened.
pub async fn has_moved(ask: &Ask, topics: &HashSet<Topic>, since: Timestamp) -> Result<bool> {
    if since < ask.at.minus(LONG_AGO) {
        return Ok(true);
    }
    let told = committed_since(ask, since).await?;
    let all = told.len() < MOST as usize;
    let hears = |told: &Topic| topics.iter().any(|topic| topic.hears(told));
    Ok(!all || told.iter().filter_map(|topic| topic.parse().ok()).any(|told| hears(&told)))
}

/// The topics of what was committed since then, and of some that was before.
pub(crate) async fn committed_since(ask: &Ask, since: Timestamp) -> Result<Vec<String>> {
    let since = since.plus_seconds(-WAITED_SECONDS);
    let told = store::outbox::since(&mut ask.read().await?, since, MOST).await?;
    Ok(told.into_iter().map(|(topic, _)| topic).collect())
}
