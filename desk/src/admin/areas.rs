//! The areas an administrator can give posts for, found by name.

use domain::{Area, permit, typed};
use store::{Conn, area::Entry};

use crate::{Ask, Result, place::MOST_WORDS};

/// The most a search brings; whoever finds more types one word more.
pub const FOUND_MOST: u32 = 20;

/// An area with the way down to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub entry: Entry,
    /// From the district down to the area itself.
    pub path: Vec<Entry>,
}

/// Areas below the administrator's own, and itself, whose name reads like `text`.
pub async fn named(ask: &Ask, text: &str) -> Result<Vec<Spot>> {
    let own = own(ask)?;
    let text: String = text.trim().chars().take(MOST_WORDS).collect();
    if typed::folded(&text).is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = ask.read().await?;
    let found = match text.parse::<Area>() {
        Ok(area) if own.covers(area) => store::area::find(&mut conn, area).await?.into_iter().collect(),
        _ => store::area::named(&mut conn, own, &text, FOUND_MOST).await?,
    };
    spots(&mut conn, found).await
}

/// The areas nearest at hand: those that `home` lies in, as far as the administrator's own area reaches, and that area.
pub async fn near(ask: &Ask, home: Option<Area>) -> Result<Vec<Spot>> {
    let own = own(ask)?;
    let mut conn = ask.read().await?;
    let place = home.filter(|home| own.covers(*home)).unwrap_or(own);
    let path = store::area::path(&mut conn, place).await?;
    spots(&mut conn, path.into_iter().filter(|entry| own.covers(entry.area)).collect()).await
}

fn own(ask: &Ask) -> Result<Area> {
    let actor = ask.actor()?;
    let area = actor.post.ok_or(permit::Denied::NotYourRole)?.area;
    permit::administer(actor, area)?;
    Ok(area)
}

async fn spots(conn: &mut Conn, found: Vec<Entry>) -> Result<Vec<Spot>> {
    let mut spots = Vec::with_capacity(found.len());
    for entry in found.into_iter().filter(|entry| entry.valid_until.is_none()) {
        let path = store::area::path(conn, entry.area).await?;
        spots.push(Spot { entry, path });
    }
    Ok(spots)
}
