//! Whose move it is, by name: what a page needs to say who has a slip and what they will do next.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    Actor, Area, PersonId, Request, RequestNumber, Role, UnitId,
    area::Level,
    request::{self, Handover, State},
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

/// Who runs the desks of some grids, and who has no say in a bad rating.
pub(super) struct Keepers {
    desks: BTreeMap<Area, Arc<[Keeping]>>,
    concerned: HashMap<RequestNumber, BTreeSet<PersonId>>,
}

/// Where the people are looked for who see to a slip, the nearest first: a bad rating goes as high as it must.
fn levels(request: &Request) -> impl Iterator<Item = Area> {
    let higher = matches!(request.state, State::Disputed { .. });
    let above = [(Level::Community, true), (Level::Town, higher), (Level::District, higher)];
    let above = above.into_iter().filter(|(_, looked_at)| *looked_at);
    let grid = request.grid;
    [grid].into_iter().chain(above.filter_map(move |(level, _)| grid.at(level)))
}

impl Keepers {
    /// Of these grids and of the communities they lie in.
    pub(super) async fn of(ask: &Ask, conn: &mut Conn, requests: &[Request]) -> Result<Self> {
        let mut areas: Vec<Area> = requests.iter().flat_map(levels).collect();
        areas.sort_unstable();
        areas.dedup();
        let mut disputed: BTreeMap<u64, Vec<RequestNumber>> = BTreeMap::new();
        for request in requests.iter().filter(|request| matches!(request.state, State::Disputed { .. })) {
            disputed.entry(request.grid.district()).or_default().push(request.number);
        }
        let mut concerned = HashMap::new();
        for (district, slips) in disputed {
            let histories = store::request::histories(conn, district, &slips).await?;
            concerned
                .extend(histories.into_iter().map(|(slip, history)| (slip, request::concerned(&history))));
        }
        Ok(Self { desks: ask.desks(conn, &areas).await?, concerned })
    }

    /// Who will see to this slip at the desk. Nobody checks their own work, runs their own slip, or judges what they had a part
    /// in.
    pub(super) fn keeper(&self, request: &Request, reader: Option<PersonId>) -> Option<Keeper> {
        let concerned = self.concerned.get(&request.number);
        let doubted_by = match request.state {
            State::Disputed { doubted_by, .. } => doubted_by,
            _ => None,
        };
        let Keeping { person, role, name } = levels(request)
            .filter_map(|area| self.desks.get(&area))
            .flat_map(|keepers| keepers.iter())
            .find(|keeping| {
                keeping.person != request.resident
                    && request.handler() != Some(keeping.person)
                    && doubted_by != Some(keeping.person)
                    && concerned.is_none_or(|concerned| !concerned.contains(&keeping.person))
            })?;
        Some(Keeper { name: name.to_string(), role: *role, is_reader: Some(*person) == reader })
    }
}
