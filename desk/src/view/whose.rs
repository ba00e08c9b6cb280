//! Whose move it is, by name: what a page needs to say who has a slip and what they will do next.

use std::collections::HashMap;

use domain::{
    Actor, Area, PersonId, Request, Role, UnitId,
    area::Level,
    request::{Handover, State},
};
use store::Conn;

use crate::Result;

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
pub(super) struct Keepers(HashMap<Area, Vec<(PersonId, Role, String)>>);

impl Keepers {
    /// Of these grids and of the communities they lie in.
    pub(super) async fn of(conn: &mut Conn, requests: &[Request]) -> Result<Self> {
        let mut areas: Vec<Area> = requests.iter().map(|request| request.grid).collect();
        areas.extend(requests.iter().filter_map(|request| request.grid.at(Level::Community)));
        areas.sort_unstable();
        areas.dedup();
        let mut keepers: HashMap<Area, Vec<_>> = HashMap::new();
        for server in store::post::keeping(conn, &areas).await? {
            let Some(name) = server.name else { continue };
            let post = server.post;
            keepers.entry(post.area).or_default().push((server.person, post.role, name.as_str().to_owned()));
        }
        for of_area in keepers.values_mut() {
            // The grid worker before the leader, the leader before the staff; the sort keeps the longest serving first.
            of_area.sort_by_key(|(_, role, _)| *role);
        }
        Ok(Self(keepers))
    }

    /// Who will see to this slip at the desk. Nobody checks their own work or runs their own slip.
    pub(super) fn keeper(&self, request: &Request, reader: Option<PersonId>) -> Option<Keeper> {
        let places = [Some(request.grid), request.grid.at(Level::Community)];
        let (person, role, name) = places
            .into_iter()
            .flatten()
            .filter_map(|area| self.0.get(&area))
            .flatten()
            .find(|(person, ..)| *person != request.resident && request.handler() != Some(*person))?;
        Some(Keeper { name: name.clone(), role: *role, is_reader: Some(*person) == reader })
    }
}
