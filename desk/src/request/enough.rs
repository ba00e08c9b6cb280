//! How many slips are enough: of one person at one time and in an hour, and for one grid in an hour.
//!
//! An order says so at its end, with all else that it writes, and a row that would pass its limit is not written. Only an
//! order that was refused looks for the reason.

use domain::{Actor, Area, PersonId};
use store::Sentence;

use crate::{
    Ask, Result,
    limits::{Limit, Setting, TooMuch},
    throttle::{Counter, longest},
    writing::Writing,
};

pub(super) struct Enough {
    person: PersonId,
    /// Runs a desk, and files what is seen on a round.
    works: bool,
    open: Limit,
    filed: Counter,
    in_grid: Counter,
}

impl Enough {
    /// The limits that an order of this person for this grid must keep.
    pub fn of(ask: &Ask, grid: Area) -> Result<Self> {
        let actor = ask.actor()?;
        let works = actor.post.is_some_and(|post| post.role.runs_the_desk());
        let (open, filed) = if works {
            (Limit::OpenOrdersPerWorker, Limit::OrdersPerWorker)
        } else {
            (Limit::OpenOrdersPerPerson, Limit::OrdersPerPerson)
        };
        let Actor { person, .. } = actor;
        Ok(Self {
            person,
            works,
            open,
            filed: Counter::of(ask, filed, person.0.as_bytes()),
            in_grid: Counter::of(ask, Limit::OrdersPerGrid, grid.to_string().as_bytes()),
        })
    }

    /// Counts one more slip. `freely`: for the grid it counts, and is not too much.
    pub fn count(&self, ask: &Ask, freely: bool) -> Vec<Sentence> {
        let most = ask.desk.limits.of(self.open);
        // What is under way has to be counted, which is spared where nobody wants to know.
        let open = (most < Setting::MOST).then(|| {
            let open = Counter::of(ask, self.open, self.person.0.as_bytes());
            open.note_at_the_end(|subject, day| store::request::one_more(self.person, subject, day, most))
        });
        let in_grid =
            if freely { self.in_grid.count_at_the_end() } else { self.in_grid.take_at_the_end(ask) };
        open.into_iter().chain([self.filed.take_at_the_end(ask), in_grid]).collect()
    }

    /// Refuses one more if it is too much, and says when it is not, or else what to do. Says whether it counts freely for its
    /// grid: a flood of orders keeps nobody from their first one, and nobody who works there.
    pub async fn check(&self, w: &mut Writing<'_>) -> Result<bool> {
        let ask = w.ask;
        let open = store::request::count_open(w, self.person).await?;
        if open >= ask.desk.limits.of(self.open) {
            return Err(ask.refuse(TooMuch { limit: self.open, at: ask.at, again_at: None }));
        }
        let freely = self.works || self.filed.is_untouched(w).await?;
        let filed = self.filed.is_full(ask, w).await?;
        let in_grid = if freely { None } else { self.in_grid.is_full(ask, w).await? };
        match longest(filed.into_iter().chain(in_grid)) {
            None => Ok(freely),
            Some(much) => Err(ask.refuse(much)),
        }
    }
}
