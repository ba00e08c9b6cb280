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

/// What a database holds of the demo district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing at all.
    Empty,
    /// Somebody began to load it and did not come to the end.
    BrokenOff,
    /// The whole of it: here, and nowhere else, anybody may sign in as anybody.
    Loaded,
    /// Something else, which it could be mistaken for, or mixed up with.
    Other,
}

/// How far the demo district is loaded.
pub async fn progress(ask: &Ask) -> Result<Progress, Error> {
    let mut conn = ask.read().await?;
    Ok(if store::audit::was_done(&mut conn, LOADED).await? {
        Progress::Loaded
    } else if store::audit::was_done(&mut conn, settle::BEGUN).await? {
        Progress::BrokenOff
    } else if store::area::count(&mut conn).await? == 0 && store::person::count(&mut conn).await? == 0 {
        Progress::Empty
    } else {
        Progress::Other
    })
}

/// What the audit trail of a whole demo district holds, and no other: it is written last.
const LOADED: &str = "load_demo";

/// Loads the demo district, its work ending just before `now`, into an empty database.
pub async fn load(desk: Arc<Desk>, now: Timestamp) -> Result<Loaded, DemoError> {
    load_once(desk, now).await?.ok_or(DemoError::NotEmpty)
}

/// The same where it may be there already; then nothing is loaded. What was broken off on the way is taken away and begun anew,
/// so that nobody is ever served a part of it. One process at a time: another one that begins meanwhile waits, and finds it.
pub async fn load_once(desk: Arc<Desk>, now: Timestamp) -> Result<Option<Loaded>, DemoError> {
    let ask = Ask::new(desk, Visitor::STRANGER, now.minus(SETTLED));
    let _alone = store::alone::alone(&ask.desk.db).await.map_err(Error::from)?;
    match progress(&ask).await? {
        Progress::Empty => {}
        Progress::BrokenOff => store::migrate::anew(&ask.desk.db).await.map_err(Error::from)?,
        Progress::Loaded => return Ok(None),
        Progress::Other => return Err(DemoError::NotEmpty),
    }
    let data = data::Data::read()?;
    let district = settle::settle(&ask, &data).await?;
    let story = story::write(&data, &district, now)?;
    play::play(&ask, &data, &district, &story).await?;
    let now = Ask { at: now, ..ask };
    timer::run_due(&now).await?;
    let mut w = now.write(LOADED).await?;
    w.audit(None, "demo".to_owned(), None);
    w.done().await?;
    now.desk.db.analyze().await.map_err(Error::from)?;
    let mut conn = now.read().await?;
    Ok(Some(Loaded {
        areas: store::area::count(&mut conn).await.map_err(Error::from)?,
        people: store::person::count(&mut conn).await.map_err(Error::from)?,
        requests: u32::try_from(story.slips.len()).unwrap_or(u32::MAX),
    }))
}
