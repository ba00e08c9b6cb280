//! Whose move it is, by name: what a page needs to say who has a slip and what they will do next.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Actor, Area, PersonId, Request, Role, UnitId,
    area::Level,
    request::{Handover, State},
};
use store::Conn;

use crate::{Ask, Result, shelf::Keeping};

/// As whom somebody reads a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Whose need it is.
    Resident,
    /// Who has it in hand.
    Handler,
    /// To whom it was given and who has not accepted yet.
    Given,
    /// Somebody who acts for this unit: it leads, helps or was called.
    Unit(UnitId),
    /// The desk, and those who could take it from the hall.
    Staff,
    /// Anybody at all: no names, nothing the resident wrote.
    Public,
}

impl Reader {
    pub(super) fn of(actor: Actor, request: &Request) -> Self {
        let person = actor.person;
        if request.resident == person {
            Self::Resident
        } else if request.handler() == Some(person) {
            Self::Handler
        } else if given_to(&request.state) == Some(person) {
            Self::Given
        } else {
            actor.unit().map_or(Self::Staff, Self::Unit)
        }
    }
}

/// Who verifies, assigns and checks a slip: the grid's own desk, which shows who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeper {
    pub name: String,
    pub role: Role,
    /// It is the reader.
    pub is_reader: bool,
}

pub(super) fn given_to(state: &State) -> Option<PersonId> {
    match state {
        State::Dispatched { to: Handover::Person(person), .. } => Some(*person),
        _ => None,
    }
}

/// Who runs the desks of some grids.
pub(super) struct Keepers(BTreeMap<Area, Arc<[Keeping]>>);

impl Keepers {
    /// Of these grids and of the communities they lie in.
    pub(super) async fn of(ask: &Ask, conn: &mut Conn, requests: &[Request]) -> Result<Self> {
        let mut areas: Vec<Area> = requests.iter().map(|request| request.grid).collect();
        areas.extend(requests.iter().filter_map(|request| request.grid.at(Level::Community)));
        areas.sort_unstable();
        areas.dedup();
        Ok(Self(ask.desks(conn, &areas).await?))
    }

    /// Who will see to this slip at the desk. Nobody checks their own work or runs their own slip.
    pub(super) fn keeper(&self, request: &Request, reader: Option<PersonId>) -> Option<Keeper> {
        let places = [Some(request.grid), request.grid.at(Level::Community)];
        let Keeping { person, role, name } = places
            .into_iter()
            .flatten()
            .filter_map(|area| self.0.get(&area))
            .flat_map(|keepers| keepers.iter())
            .find(|keeping| {
                keeping.person != request.resident && request.handler() != Some(keeping.person)
            })?;
        Some(Keeper { name: name.to_string(), role: *role, is_reader: Some(*person) == reader })
    }
}
