//! What the order form of a grid needs: what can be ordered, who receives it, and where the asker lives.

use std::sync::Arc;

use domain::{
    Area, Minutes,
    area::Level,
    catalogue::{Service, Standing},
    permit,
};
use store::{Conn, area::Entry};

use super::grid::{Serving, serving};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Ordering {
    pub entry: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
    pub menu: Menu,
    /// Who reads the slip first.
    pub receiver: Option<Serving>,
    /// The asker's own building and door, if they live in this grid.
    pub building: Option<String>,
    pub door: Option<String>,
}

/// What residents can order, each thing once: most of them look for one of a few.
#[derive(Debug, Clone, Default)]
pub struct Menu {
    usual: Vec<Arc<Service>>,
    others: Vec<Arc<Service>>,
    /// For those alone who run the desk there.
    filed: Vec<Arc<Service>>,
}

impl Menu {
    /// What is ordered most here, the most first.
    pub fn usual(&self) -> impl Iterator<Item = &Service> + Clone {
        self.usual.iter().map(Arc::as_ref)
    }

    /// All else, in the order of the catalogue.
    pub fn others(&self) -> impl Iterator<Item = &Service> + Clone {
        self.others.iter().map(Arc::as_ref)
    }

    /// 网格上报: what residents do not order and the grid files.
    pub fn filed(&self) -> impl Iterator<Item = &Service> + Clone {
        self.filed.iter().map(Arc::as_ref)
    }

    pub fn all(&self) -> impl Iterator<Item = &Service> + Clone {
        self.usual().chain(self.others()).chain(self.filed())
    }
}

/// So many things are usual: three rows on a phone.
const USUAL: usize = 9;
/// What was ordered longer ago says nothing about now.
const LATELY: Minutes = Minutes::days(90);

/// The order form of a grid in force, for anybody.
pub async fn ordering(ask: &Ask, area: Area) -> Result<Ordering> {
    if area.level() != Level::Grid {
        return Err(Error::NotFound);
    }
    let mut conn = ask.read().await?;
    let path = store::area::path(&mut conn, area).await?;
    let entry = path.last().filter(|entry| entry.area == area && entry.valid_until.is_none());
    let entry = entry.cloned().ok_or(Error::NotFound)?;
    let mut menu = menu(ask, &mut conn, area).await?;
    let person = ask.visitor.actor.map(|actor| actor.person);
    if let Some(actor) = ask.visitor.actor {
        let in_force = ask.menu(&mut conn).await?;
        let filed = in_force.iter().filter(|service| {
            !service.on_menu
                && service.standing() == Standing::InForce
                && permit::file(actor, area, service).is_ok()
        });
        menu.filed = filed.cloned().collect();
    }
    // Nobody verifies what they placed themselves.
    let receiver = serving(&mut conn, &entry).await?.into_iter().find(|server| Some(server.person) != person);
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

/// What can be ordered in a grid. Where little was ordered yet, the catalogue's first are the usual ones.
pub(super) async fn menu(ask: &Ask, conn: &mut Conn, area: Area) -> Result<Menu> {
    let menu = ask.menu(conn).await?;
    let mut others: Vec<Arc<Service>> = menu.iter().filter(|service| service.is_offered()).cloned().collect();
    let most = store::service::most_ordered(conn, area, ask.at.minus(LATELY), USUAL as u32).await?;
    let mut usual: Vec<Arc<Service>> = Vec::with_capacity(USUAL);
    for slug in most {
        if let Some(place) = others.iter().position(|service| service.slug == slug) {
            usual.push(others.remove(place));
        }
    }
    let missing = USUAL.saturating_sub(usual.len()).min(others.len());
    usual.extend(others.drain(..missing));
    Ok(Menu { usual, others, filed: Vec::new() })
}
