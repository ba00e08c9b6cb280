//! What the order form of a grid needs: what can be ordered, who receives it, and where the asker lives.

use domain::{Area, area::Level, catalogue::Service};
use store::area::Entry;

use super::grid::{Serving, serving};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Ordering {
    pub entry: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
    /// What can be ordered, in the order of the menu.
    pub menu: Vec<Service>,
    /// Who reads the slip first.
    pub receiver: Option<Serving>,
    /// The asker's own building and door, if they live in this grid.
    pub building: Option<String>,
    pub door: Option<String>,
}

/// The order form of a grid in force, for anybody.
pub async fn ordering(ask: &Ask, area: Area) -> Result<Ordering> {
    if area.level() != Level::Grid {
        return Err(Error::NotFound);
    }
    let mut conn = ask.read().await?;
    let path = store::area::path(&mut conn, area).await?;
    let entry = path.last().filter(|entry| entry.area == area && entry.valid_until.is_none());
    let entry = entry.cloned().ok_or(Error::NotFound)?;
    let mut menu = store::service::menu(&mut conn).await?;
    menu.retain(|service| !service.retired);
    let receiver = serving(&mut conn, area).await?.into_iter().next();
    let home = match ask.visitor.actor {
        Some(actor) => store::person::find(&mut conn, actor.person).await?.and_then(|person| person.home),
        None => None,
    };
    let home = home.filter(|home| area.covers(home.area));
    let (building, door) = home.map_or((None, None), |home| (home.building, home.door));
    Ok(Ordering {
        entry,
        path,
        menu,
        receiver,
        building: building.map(String::from),
        door: door.map(String::from),
    })
}
