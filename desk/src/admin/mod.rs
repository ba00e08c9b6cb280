//! What administrators and moderators keep: people and units, who answers for what, services, rules of points, shelves,
//! posters, pictures and words.

pub mod areas;
pub mod audit;
pub mod people;
pub mod responsibility;
pub mod rules;
pub mod services;
pub mod shop;
pub mod units;
pub mod words;

use domain::{Area, area::Level, permit};
use store::Conn;

use crate::{Ask, Error, Fault, Result};

/// The district whose menu and rules whoever asks may change: only its administrators may, not those of a part of it.
fn district(ask: &Ask) -> Result<Area> {
    let actor = ask.actor()?;
    let post = actor.post.ok_or(permit::Denied::NotYourRole)?;
    let district = post.area.at(Level::District).ok_or(permit::Denied::NotYourArea)?;
    permit::administer(actor, district)?;
    Ok(district)
}

/// The only district there is, for whoever names none.
async fn only_district(c: &mut Conn) -> Result<Area> {
    match store::area::districts(c).await?.as_slice() {
        [only] => Ok(only.area),
        [] => Err(Error::field("area", Fault::Missing)),
        [..] => Err(Error::field("area", Fault::NotAChoice)),
    }
}
