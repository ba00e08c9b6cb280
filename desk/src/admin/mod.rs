//! What administrators and moderators keep: people, services, rules of points, shelves, posters, pictures and words.

pub mod areas;
pub mod audit;
pub mod people;
pub mod rules;
pub mod services;
pub mod shop;
pub mod words;

use domain::{Area, area::Level, permit};

use crate::{Ask, Result};

/// The district whose menu and rules whoever asks may change: only its administrators may, not those of a part of it.
fn district(ask: &Ask) -> Result<Area> {
    let actor = ask.actor()?;
    let post = actor.post.ok_or(permit::Denied::NotYourRole)?;
    let district = post.area.at(Level::District).ok_or(permit::Denied::NotYourArea)?;
    permit::administer(actor, district)?;
    Ok(district)
}
