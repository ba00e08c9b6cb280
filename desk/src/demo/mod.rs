//! The demo district: the real divisions of 江都区, and in them grids, people, a menu, shops and two months of work
//! that we made up. Every slip was really placed, dispatched, accepted and rated, by the desk's own verbs.
//!
//! [`settle`] builds the district, [`story`] writes who orders what and how it goes, [`play`] plays it.

mod course;
mod data;
mod pictures;
mod play;
mod purchase;
mod scale;
mod settle;
mod story;
mod units;

use std::sync::Arc;

use domain::{Minutes, Timestamp};

use crate::{Ask, Desk, Error, Visitor, timer};

pub use self::scale::scale;

/// Since when the district is there: before its first slip.
const SETTLED: Minutes = Minutes::days(75);

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    pub areas: u32,
    pub people: u32,
    pub requests: u32,
}

/// Why it was not.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the database is not empty; the demo district is loaded into an empty one and nowhere else")]
    NotEmpty,
    #[error("data/{file} is not as expected: {why}")]
    Data { file: &'static str, why: String },
    #[error("the story of the demo district stopped at {step}")]
    Step {
        step: String,
        #[source]
        source: Error,
    },
    #[error(transparent)]
    Desk(#[from] Error),
}

/// Is there anything in the database that a demo district could be mistaken for, or mixed up with?
pub async fn is_empty(ask: &Ask) -> Result<bool, Error> {
    let mut conn = ask.read().await?;
    Ok(store::area::count(&mut conn).await? == 0 && store::person::count(&mut conn).await? == 0)
}

/// Was this database made by [`load`]? In no other may anybody sign in as anybody.
pub async fn was_loaded(ask: &Ask) -> Result<bool, Error> {
    let mut conn = ask.read().await?;
    Ok(store::audit::was_done(&mut conn, settle::LOADED).await?)
}

/// Loads the demo district, its work ending just before `now`.
pub async fn load(desk: Arc<Desk>, now: Timestamp) -> Result<Loaded, DemoError> {
    let ask = Ask::new(desk, Visitor::STRANGER, now.minus(SETTLED));
    if !is_empty(&ask).await? {
        return Err(DemoError::NotEmpty);
    }
    let data = data::Data::read()?;
    let district = settle::settle(&ask, &data).await?;
    let story = story::write(&data, &district, now)?;
    play::play(&ask, &data, &district, &story).await?;
    let now = Ask { at: now, ..ask };
    timer::run_due(&now).await?;
    now.desk.db.analyze().await.map_err(Error::from)?;
    let mut conn = now.read().await?;
    Ok(Loaded {
        areas: store::area::count(&mut conn).await.map_err(Error::from)?,
        people: store::person::count(&mut conn).await.map_err(Error::from)?,
        requests: u32::try_from(story.slips.len()).unwrap_or(u32::MAX),
    })
}
