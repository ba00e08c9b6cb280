//! How often each verb was done on this node, in plain numbers, for whoever watches over it.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Committed.
    Done,
    /// The same ask came again, and was given the answer of the first; or it found everything as it was to become.
    Repeated,
    /// Nothing was written: it was refused, there was nothing to do, or the store failed.
    Undone,
}

#[derive(Debug, Default)]
pub struct Tally(Mutex<BTreeMap<(&'static str, Ending), u64>>);

impl Tally {
    fn count(&self, verb: &'static str, ending: Ending) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((verb, ending)).or_default() += 1;
    }

    /// Each verb that was begun since the start, with each ending it had, and how often.
    pub fn read(&self) -> BTreeMap<(&'static str, Ending), u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// An attempt at a verb, which counts once it is dropped.
pub(crate) struct Attempt<'t> {
    pub tally: &'t Tally,
    pub verb: &'static str,
    /// `None`: it does not count, because another one follows.
    pub ending: Option<Ending>,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if let Some(ending) = self.ending {
            self.tally.count(self.verb, ending);
        }
    }
}
