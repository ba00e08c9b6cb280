//! What is kept in memory because nearly every ask needs it and it changes seldom: read once, and again when its edition is
//! another. Every ask knows the editions of the moment it came, so that no node goes by what another has changed before.
//!
//! What is read within a change may yet be undone, so nothing is asked of here with the connection of one.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
};

use domain::{Area, PersonId, Role, ServiceId, catalogue::Service};
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

impl<K: Ord + Copy, V: Clone> Shelf<K, V> {
    fn find(&self, edition: i64, key: K) -> Option<V> {
        let (of, things) = &*self.0.read().unwrap_or_else(PoisonError::into_inner);
        things.get(&key).filter(|_| *of == edition).cloned()
    }

    /// What is kept of these, and which of them are missing.
    fn find_all(&self, edition: i64, keys: &[K]) -> (BTreeMap<K, V>, Vec<K>) {
        let (of, things) = &*self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut missing) = (BTreeMap::new(), Vec::new());
        for key in keys {
            match things.get(key).filter(|_| *of == edition) {
                Some(thing) => drop(found.insert(*key, thing.clone())),
                None => missing.push(*key),
            }
        }
        (found, missing)
    }

    /// Keeps what was read, if nobody keeps newer things, and hands it on.
    fn keep(&self, edition: i64, read: impl IntoIterator<Item = (K, V)>) -> Vec<(K, V)> {
        let read: Vec<_> = read.into_iter().collect();
        if read.is_empty() {
            return read;
        }
        let (of, things) = &mut *self.0.write().unwrap_or_else(PoisonError::into_inner);
        if *of < edition {
            things.clear();
            *of = edition;
        }
        if *of == edition {
            things.extend(read.iter().cloned());
        }
        read
    }
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Shelves {
    catalogue: Shelf<(), Arc<[Arc<Service>]>>,
    grids: Shelf<Area, Arc<Grid>>,
    areas: Shelf<Area, Arc<str>>,
    people: Shelf<PersonId, Option<Arc<str>>>,
    desks: Shelf<Area, Arc<[Keeping]>>,
}

/// A grid, and who serves it and the areas it lies in, the nearest first.
#[derive(Debug)]
pub(crate) struct Grid {
    pub entry: Entry,
    pub serving: Arc<[Server]>,
}

/// Somebody who runs the desk of an area.
#[derive(Debug)]
pub(crate) struct Keeping {
    pub person: PersonId,
    pub role: Role,
    pub name: Arc<str>,
}

impl Ask {
    async fn editions(&self, conn: &mut Conn) -> Result<Editions> {
        match self.editions {
            Some(editions) => Ok(editions),
            None => Ok(store::edition::all(conn).await?),
        }
    }

    /// Every case type in its order, those that are retired last: the version in force, or the newest of one that is not.
    pub(crate) async fn menu(&self, conn: &mut Conn) -> Result<Arc<[Arc<Service>]>> {
        let edition = self.editions(conn).await?.catalogue;
        if let Some(menu) = self.desk.shelves.catalogue.find(edition, ()) {
            return Ok(menu);
        }
        // Whoever changes it in between makes a newer edition, and this one is read again at the next look.
        let menu: Arc<[_]> = store::service::menu(conn).await?.into_iter().map(Arc::new).collect();
        self.desk.shelves.catalogue.keep(edition, [((), Arc::clone(&menu))]);
        Ok(menu)
    }

    /// The case types of some slips, each in the version that its slip was placed under.
    pub(crate) async fn types(
        &self,
        conn: &mut Conn,
        of: impl Iterator<Item = ServiceId>,
    ) -> Result<HashMap<ServiceId, Arc<Service>>> {
        let wanted: HashSet<ServiceId> = of.collect();
        let menu = self.menu(conn).await?;
        let in_force = menu.iter().filter(|service| wanted.contains(&service.id)).cloned();
        let mut types: HashMap<_, _> = in_force.map(|service| (service.id, service)).collect();
        let earlier: Vec<_> = wanted.into_iter().filter(|id| !types.contains_key(id)).collect();
        let earlier = store::service::find_all(conn, &earlier).await?;
        types.extend(earlier.into_iter().map(|service| (service.id, Arc::new(service))));
        Ok(types)
    }

    /// The area with this code, if there ever was one, with those who serve it.
    pub(crate) async fn grid(&self, conn: &mut Conn, area: Area) -> Result<Option<Arc<Grid>>> {
        let edition = self.editions(conn).await?.places;
        if let Some(grid) = self.desk.shelves.grids.find(edition, area) {
            return Ok(Some(grid));
        }
        let Some(entry) = store::area::find(conn, area).await? else { return Ok(None) };
        let serving = store::post::serving(conn, area).await?.into();
        let grid = Arc::new(Grid { entry, serving });
        self.desk.shelves.grids.keep(edition, [(area, Arc::clone(&grid))]);
        Ok(Some(grid))
    }

    /// The names of some areas, in force or voided.
    pub(crate) async fn areas(&self, conn: &mut Conn, areas: &[Area]) -> Result<BTreeMap<Area, Arc<str>>> {
        let edition = self.editions(conn).await?.places;
        let (mut names, missing) = self.desk.shelves.areas.find_all(edition, areas);
        let read = store::area::find_all(conn, &missing).await?;
        let read = read.into_iter().map(|entry| (entry.area, Arc::from(entry.name)));
        names.extend(self.desk.shelves.areas.keep(edition, read));
        Ok(names)
    }

    /// The names of some people, as far as they have told one.
    pub(crate) async fn people(
        &self,
        conn: &mut Conn,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Option<Arc<str>>>> {
        let edition = self.editions(conn).await?.places;
        let (mut names, missing) = self.desk.shelves.people.find_all(edition, people);
        let read = store::person::find_all(conn, &missing).await?;
        let read =
            read.into_iter().map(|person| (person.id, person.name.map(|name| Arc::from(name.as_str()))));
        names.extend(self.desk.shelves.people.keep(edition, read));
        Ok(names)
    }

    /// Who runs the desks of these very areas, and has told a name: the grid worker before the leader, the leader before
    /// the staff, and of the same role whoever serves longest.
    pub(crate) async fn desks(
        &self,
        conn: &mut Conn,
        areas: &[Area],
    ) -> Result<BTreeMap<Area, Arc<[Keeping]>>> {
        let edition = self.editions(conn).await?.places;
        let (mut desks, missing) = self.desk.shelves.desks.find_all(edition, areas);
        let mut read: BTreeMap<Area, Vec<Keeping>> = missing.iter().map(|area| (*area, Vec::new())).collect();
        for Server { person, name, post, .. } in store::post::keeping(conn, &missing).await? {
            let Some(name) = name else { continue };
            let keeping = Keeping { person, role: post.role, name: name.as_str().into() };
            read.entry(post.area).or_default().push(keeping);
        }
        let read = read.into_iter().map(|(area, mut keepers)| {
            keepers.sort_by_key(|keeping| keeping.role);
            (area, Arc::from(keepers))
        });
        desks.extend(self.desk.shelves.desks.keep(edition, read));
        Ok(desks)
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn what_is_of_another_edition_is_not_found_and_goes() {
        let shelf = Shelf::default();
        shelf.keep(1, [("a", 10), ("b", 20)]);
        assert_eq!((shelf.find(1, "a"), shelf.find(1, "c"), shelf.find(2, "a")), (Some(10), None, None));
        assert_eq!(shelf.find_all(1, &["b", "c"]), ([("b", 20)].into(), vec!["c"]));
        shelf.keep(2, [("a", 11)]);
        shelf.keep(1, [("b", 20)]);
        assert_eq!((shelf.find(2, "a"), shelf.find(2, "b"), shelf.find(1, "a")), (Some(11), None, None));
    }
}
