//! So many at a time for each: the connections of an address, the uploads of a person.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// One of the places that somebody has; it is free again when this is dropped.
pub type Share = OwnedSemaphorePermit;

/// Hands out at most `each` places at a time to everybody. Whoever holds none costs nothing.
pub struct Shares<K> {
    each: usize,
    held: Mutex<Held<K>>,
}

struct Held<K> {
    places: HashMap<K, Weak<Semaphore>>,
    /// How many entries there may be before those that nobody holds are removed.
    room: usize,
}

impl<K: Eq + Hash> Shares<K> {
    pub fn new(each: usize) -> Self {
        let held = Held { places: HashMap::new(), room: 64 };
        Self { each, held: Mutex::new(held) }
    }

    /// A place, if one is free.
    pub fn try_take(&self, key: K) -> Option<Share> {
        self.places_of(key).try_acquire_owned().ok()
    }

    /// A place, as soon as one is free. Those who wait get theirs in the order in which they came.
    pub async fn take(&self, key: K) -> Option<Share> {
        self.places_of(key).acquire_owned().await.ok()
    }

    fn places_of(&self, key: K) -> Arc<Semaphore> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = held.places.get(&key).and_then(Weak::upgrade) {
            return places;
        }
        if held.places.len() >= held.room {
            held.places.retain(|_, places| places.strong_count() > 0);
            held.room = 64.max(2 * held.places.len());
        }
        let places = Arc::new(Semaphore::new(self.each));
        held.places.insert(key, Arc::downgrade(&places));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_so_many_places_and_no_more() {
        let shares = Shares::new(2);
        let held = [shares.try_take("wang"), shares.try_take("wang")];
        assert!(held.iter().all(Option::is_some));
        assert!(shares.try_take("wang").is_none());
        assert!(shares.try_take("li").is_some(), "another has places of their own");
        drop(held);
        assert!(shares.try_take("wang").is_some());
    }

    #[test]
    fn whoever_holds_nothing_is_forgotten() {
        let shares = Shares::new(1);
        let kept = shares.try_take(0);
        (1..10_000).for_each(|person| drop(shares.try_take(person)));
        assert!(shares.held.lock().unwrap().places.len() <= 64);
        assert!(shares.try_take(0).is_none(), "and whoever holds something is not");
        drop(kept);
    }
}
