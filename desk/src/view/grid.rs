//! The page of a grid, which everybody may see: who serves here, what can be ordered, what is being done.

use std::cmp::Reverse;

use domain::{Area, Minutes, PersonId, Role, Timestamp, area::Level};
use store::{area::Entry, request::List};

use super::{
    glance::{Detail, Glance, glances},
    order::{Menu, menu},
};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct GridPage {
    pub entry: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
    pub serving: Vec<Serving>,
    pub menu: Menu,
    /// The newest slips, without anything personal.
    pub doing: Vec<Glance>,
    /// How many were closed here, and how many are under way.
    pub closed: u32,
    pub under_way: u32,
}

/// Somebody who serves a grid, as posted on its notice board: they show who they are.
#[derive(Debug, Clone)]
pub struct Serving {
    pub person: PersonId,
    pub name: String,
    /// At which everybody can call them: their public phone, or else that of the grid.
    pub phone: Option<String>,
    pub role: Role,
    pub area: Area,
}

/// As long as this is the same, so is the page of a grid, for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    changes: i64,
    /// The page says how long ago things were, to the minute.
    minute: i64,
}

impl Edition {
    pub(crate) fn new(changes: i64, at: Timestamp) -> Self {
        Self { changes, minute: at.micros() / Minutes(1).micros() }
    }
}

/// Which edition of a grid's page would be shown now.
pub async fn edition(ask: &Ask, area: Area) -> Result<Edition> {
    Ok(Edition::new(store::edition::of_grid(&mut ask.read().await?, area).await?, ask.at))
}

/// How many slips the page shows.
const SHOWN: u32 = 6;

/// The page of a grid.
pub async fn grid(ask: &Ask, area: Area) -> Result<GridPage> {
    if area.level() != Level::Grid {
        return Err(Error::NotFound);
    }
    let mut conn = ask.read().await?;
    // Made once for everybody, under an edition younger than those that came with this ask, or with none.
    let editions = store::edition::all(&mut conn).await?;
    let ask = &ask.clone().with_editions(Some(editions));
    let path = store::area::path(&mut conn, area).await?;
    let entry = path.last().filter(|entry| entry.area == area).cloned().ok_or(Error::NotFound)?;
    let serving = serving(&mut conn, &entry).await?;
    let menu = menu(ask, &mut conn, area).await?;
    let counts = store::request::counts(&mut conn, area).await?;
    let under_way = |state: &str| !matches!(state, "closed" | "refused" | "withdrawn");
    let requests = store::request::list(&mut conn, List::InArea { area }, 0, SHOWN).await?;
    let doing = glances(ask, &mut conn, requests, None, Detail::Public).await?;
    Ok(GridPage {
        closed: counts.iter().filter(|(state, _)| state == "closed").map(|(_, n)| n).sum(),
        under_way: counts.iter().filter(|(state, _)| under_way(state)).map(|(_, n)| n).sum(),
        entry,
        path,
        serving,
        menu,
        doing,
    })
}

/// Who serves this grid: its own people first, then the community's; who reads a slip first comes before who answers
/// for the grid.
pub(crate) async fn serving(conn: &mut store::Conn, grid: &Entry) -> Result<Vec<Serving>> {
    let area = grid.area;
    let community = area.at(Level::Community);
    let mut serving: Vec<Serving> = store::post::serving(conn, area)
        .await?
        .into_iter()
        .filter(|server| server.post.area == area || Some(server.post.area) == community)
        .map(|server| Serving {
            person: server.person,
            name: server.name.map_or_else(String::new, |name| name.as_str().to_owned()),
            phone: server
                .public_phone
                .map(|phone| phone.as_str().to_owned())
                .or_else(|| grid.supervision_phone.clone()),
            role: server.post.role,
            area: server.post.area,
        })
        .collect();
    serving.sort_by_key(|server| (Reverse(server.area.level()), server.role));
    Ok(serving)
}
