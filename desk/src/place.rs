//! Where things are: an area with the way down to it and what lies below, and the search for one's own grid.
//! Public facts, for visitors too.

use domain::{Area, Post, Unit, area::Level, typed};
use store::Conn;
pub use store::area::Entry;

use crate::{Ask, Error, Result};

/// The most grids a search brings; whoever finds more types one word more.
pub const FOUND_MOST: u32 = 30;

/// So much is read of what somebody looks for.
pub(crate) const MOST_WORDS: usize = 40;

/// An area as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub entry: Entry,
    /// From the district down to the area itself.
    pub path: Vec<Entry>,
    /// The areas directly below.
    pub children: Vec<Entry>,
}

/// A grid that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub grid: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
}

/// Where a post is held: its area by name, and the unit for which somebody acts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub area_name: String,
    pub unit: Option<Unit>,
}

impl Seat {
    pub(crate) async fn of(conn: &mut Conn, post: Post) -> Result<Self> {
        let area = store::area::find(conn, post.area).await?;
        let unit = match post.unit {
            Some(unit) => store::unit::find(conn, unit).await?,
            None => None,
        };
        Ok(Self { area_name: area.map_or_else(|| post.area.to_string(), |entry| entry.name), unit })
    }
}

/// An area in force. A voided one does not exist any more for whoever looks for a place.
pub async fn area(ask: &Ask, area: Area) -> Result<Place> {
    let mut conn = ask.read().await?;
    let path = store::area::path(&mut conn, area).await?;
    let entry = path.last().filter(|entry| entry.area == area && entry.valid_until.is_none());
    let entry = entry.cloned().ok_or(Error::NotFound)?;
    let children = store::area::children(&mut conn, area).await?;
    Ok(Place { entry, path, children })
}

/// The districts of this installation: where whoever has no poster begins.
pub async fn districts(ask: &Ask) -> Result<Vec<Entry>> {
    let mut conn = ask.read().await?;
    Ok(store::area::districts(&mut conn).await?)
}

/// The grids below a town or community, for choosing one without scanning.
pub async fn grids(ask: &Ask, below: Area) -> Result<Vec<Entry>> {
    let mut conn = ask.read().await?;
    Ok(store::area::grids(&mut conn, below).await?)
}

/// Finds grids by what people call their home: the community, the estate, a street. A full grid code finds its grid.
pub async fn search(ask: &Ask, text: &str) -> Result<Vec<Found>> {
    let text: String = text.trim().chars().take(MOST_WORDS).collect();
    if typed::folded(&text).is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = ask.read().await?;
    let mut grids = Vec::new();
    match text.parse::<Area>() {
        Ok(area) if area.level() == Level::Grid => {
            grids.extend(
                store::area::find(&mut conn, area).await?.filter(|entry| entry.valid_until.is_none()),
            );
        }
        _ => {
            for district in store::area::districts(&mut conn).await? {
                let most = FOUND_MOST.saturating_sub(u32::try_from(grids.len()).unwrap_or(u32::MAX));
                grids.extend(store::area::search(&mut conn, district.area, &text, most).await?);
            }
        }
    }
    let mut found = Vec::with_capacity(grids.len());
    for grid in grids {
        let path = store::area::path(&mut conn, grid.area).await?;
        found.push(Found { grid, path });
    }
    Ok(found)
}
