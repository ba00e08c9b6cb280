//! What is kept in memory because nearly every ask needs it and it changes a few times a day at most: read once, and again
//! when its edition is another. Every ask knows the editions of the moment it came, so that no node goes by what another
//! has changed before.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
};

use domain::{Area, ServiceId, catalogue::Service};
use store::{Conn, area::Entry, edition::Editions, post::Server};

use crate::{Ask, Result};

/// Things of one edition.
#[derive(Debug)]
pub struct Shelf<K, V>(RwLock<(i64, BTreeMap<K, V>)>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Ord, V: Clone> Shelf<K, V> {
    fn find(&self, edition: i64, key: &K) -> Option<V> {
        let (of, things) = &*self.0.read().unwrap_or_else(PoisonError::into_inner);
        things.get(key).filter(|_| *of == edition).cloned()
    }

    fn keep(&self, edition: i64, key: K, thing: V) {
        let (of, things) = &mut *self.0.write().unwrap_or_else(PoisonError::into_inner);
        if edition < *of {
            return;
        }
        if *of != edition {
            things.clear();
            *of = edition;
        }
        things.insert(key, thing);
    }
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Shelves {
    catalogue: Shelf<(), Arc<[Service]>>,
    grids: Shelf<Area, Arc<Grid>>,
}

/// A grid, and who serves it and the areas it lies in, the nearest first.
#[derive(Debug)]
pub(crate) struct Grid {
    pub entry: Entry,
    pub serving: Arc<[Server]>,
}

impl Ask {
    async fn editions(&self, conn: &mut Conn) -> Result<Editions> {
        match self.editions {
            Some(editions) => Ok(editions),
            None => Ok(store::edition::all(conn).await?),
        }
    }

    /// Every case type in its order, those that are retired last: the version in force, or the newest of one that is not.
    pub(crate) async fn menu(&self, conn: &mut Conn) -> Result<Arc<[Service]>> {
        let edition = self.editions(conn).await?.catalogue;
        if let Some(menu) = self.desk.shelves.catalogue.find(edition, &()) {
            return Ok(menu);
        }
        // Whoever changes it in between makes a newer edition, and this one is read again at the next look.
        let menu: Arc<[Service]> = store::service::menu(conn).await?.into();
        self.desk.shelves.catalogue.keep(edition, (), Arc::clone(&menu));
        Ok(menu)
    }

    /// The case types of some slips, each in the version that its slip was placed under.
    pub(crate) async fn types(
        &self,
        conn: &mut Conn,
        of: impl Iterator<Item = ServiceId>,
    ) -> Result<HashMap<ServiceId, Service>> {
        let wanted: HashSet<ServiceId> = of.collect();
        let menu = self.menu(conn).await?;
        let in_force = menu.iter().filter(|service| wanted.contains(&service.id)).cloned();
        let mut types: HashMap<_, _> = in_force.map(|service| (service.id, service)).collect();
        let earlier: Vec<_> = wanted.into_iter().filter(|id| !types.contains_key(id)).collect();
        let earlier = store::service::find_all(conn, &earlier).await?;
        types.extend(earlier.into_iter().map(|service| (service.id, service)));
        Ok(types)
    }

    /// The area with this code, if there ever was one, with those who serve it.
    pub(crate) async fn grid(&self, conn: &mut Conn, area: Area) -> Result<Option<Arc<Grid>>> {
        let edition = self.editions(conn).await?.places;
        if let Some(grid) = self.desk.shelves.grids.find(edition, &area) {
            return Ok(Some(grid));
        }
        let Some(entry) = store::area::find(conn, area).await? else { return Ok(None) };
        let serving = store::post::serving(conn, area).await?.into();
        let grid = Arc::new(Grid { entry, serving });
        self.desk.shelves.grids.keep(edition, area, Arc::clone(&grid));
        Ok(Some(grid))
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn what_is_of_another_edition_is_not_found_and_goes() {
        let shelf = Shelf::default();
        shelf.keep(1, "a", 10);
        shelf.keep(1, "b", 20);
        assert_eq!((shelf.find(1, &"a"), shelf.find(1, &"c"), shelf.find(2, &"a")), (Some(10), None, None));
        shelf.keep(2, "a", 11);
        shelf.keep(1, "b", 20);
        assert_eq!((shelf.find(2, &"a"), shelf.find(2, &"b"), shelf.find(1, &"a")), (Some(11), None, None));
    }
}
