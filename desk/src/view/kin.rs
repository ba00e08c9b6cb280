//! What a slip has to do with: the slips it was merged into, split into or is a part of, and the units that lead, help
//! or were called.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Minutes, Request, RequestNumber, Unit, UnitId, What,
    catalogue::Service,
    permit,
    request::{Handover, State, Verb},
};
use store::{Conn, request::List};

use super::{
    Offers,
    glance::{Detail, Glance, glances},
    slip::Step,
    whose::Reader,
};
use crate::{Ask, Error, Result};

/// The most earlier slips that are offered for merging.
const MOST_ALIKE: u32 = 8;

/// How long before a slip they were placed. What is older can still be named by its number.
const ALIKE_WITHIN: Minutes = Minutes::days(90);

/// The slips it belongs together with.
#[derive(Debug, Clone, Default)]
pub struct Kin {
    pub part_of: Option<RequestNumber>,
    pub parts: Vec<Glance>,
    /// The earlier slip as which it goes on: where that stands, with no word of whoever placed it.
    pub merged_into: Option<Box<Glance>>,
    /// The reader may go there.
    pub may_see_earlier: bool,
    /// The later slips that were merged into it.
    pub joined: Vec<RequestNumber>,
    /// Earlier slips of the grid into which it could be merged, the same case type first.
    pub alike: Vec<Glance>,
    /// The case types that a part may have, if it may be split.
    pub types: Vec<Arc<Service>>,
}

impl Kin {
    pub(super) async fn of(
        ask: &Ask,
        conn: &mut Conn,
        request: &Request,
        earlier: Option<Request>,
        offers: &Offers,
    ) -> Result<Self> {
        let viewer = ask.actor()?;
        let mut kin = Self { part_of: request.beside.part_of, ..Self::default() };
        if let State::Split { .. } | State::Closed { handling: None, .. } = request.state {
            let mut parts = Vec::new();
            for number in store::request::parts(conn, request.number).await? {
                parts.push(store::request::find(conn, number).await?.ok_or(Error::NotFound)?);
            }
            // The parts are the resident's as the whole is, and of the same desk.
            let (viewer, detail) = match Reader::of(viewer, request) {
                Reader::Resident | Reader::Staff => (Some(viewer), Detail::Whole),
                Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Public => (None, Detail::Public),
            };
            kin.parts = glances(ask, conn, parts, viewer, detail).await?;
        }
        if let Some(earlier) = earlier {
            let shown = glances(ask, conn, vec![earlier.clone()], None, Detail::Public).await?.pop();
            kin.may_see_earlier =
                shown.as_ref().is_some_and(|shown| permit::see(viewer, &earlier, &shown.service).is_ok());
            kin.merged_into = shown.map(Box::new);
        }
        if request.beside.joined > 0 {
            kin.joined = store::request::joined(conn, request.number)
                .await?
                .into_iter()
                .map(|slip| slip.number)
                .collect();
        }
        if offers.has(Verb::Split) {
            let menu = ask.menu(conn).await?;
            let usable = menu.iter().filter(|service| !service.retired && service.admission.is_admitted());
            kin.types = usable.cloned().collect();
        }
        if offers.has(Verb::Merge) {
            let (from, until) = (request.placed_at.minus(ALIKE_WITHIN), request.placed_at);
            let there = List::PlacedIn { grid: request.grid, from, until };
            let mut alike = store::request::list(conn, there, 0, MOST_ALIKE * 2).await?;
            alike.retain(|other| (other.placed_at, other.number) < (request.placed_at, request.number));
            alike.sort_by_key(|other| (other.service != request.service, std::cmp::Reverse(other.placed_at)));
            alike.truncate(MOST_ALIKE as usize);
            kin.alike = glances(ask, conn, alike, Some(viewer), Detail::Whole).await?;
        }
        Ok(kin)
    }
}

/// The units that have to do with a slip, by name.
#[derive(Debug, Clone, Default)]
pub struct Units {
    known: HashMap<UnitId, Unit>,
    /// By the responsibility list, the lead first.
    pub responsible: Vec<Unit>,
    /// Every unit that serves there and for which somebody acts, if the asker may dispatch to one or call one.
    pub serving: Vec<Unit>,
}

impl Units {
    pub fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.known.get(&unit)
    }

    pub(super) async fn of(
        conn: &mut Conn,
        request: &Request,
        service: &Service,
        steps: &[Step],
        offers: &Offers,
    ) -> Result<Self> {
        let mut units = Self::default();
        if offers.has(Verb::Dispatch) || offers.has(Verb::Whistle) {
            units.responsible = store::unit::responsible(conn, &service.slug, request.grid).await?;
            units.serving = store::unit::at_work(conn, request.grid).await?;
            let known = units.responsible.iter().chain(&units.serving);
            units.known = known.map(|unit| (unit.id, unit.clone())).collect();
        }
        let mut named: Vec<UnitId> = request.unit().into_iter().collect();
        named.extend(&request.beside.helping);
        named.extend(
            request.beside.whistle.iter().flat_map(|whistle| whistle.calls.iter().map(|call| call.unit)),
        );
        named.extend(steps.iter().flat_map(|step| in_step(&step.event.what)));
        named.retain(|unit| !units.known.contains_key(unit));
        let named = store::unit::find_all(conn, &named).await?;
        units.known.extend(named.into_iter().map(|unit| (unit.id, unit)));
        Ok(units)
    }
}

fn in_step(what: &What) -> Vec<UnitId> {
    match what {
        What::Dispatched { to: Handover::Unit(lead), helping } => {
            helping.iter().chain([lead]).copied().collect()
        }
        What::Whistled { units, .. } => units.clone(),
        What::HandedBack { unit } => unit.iter().copied().collect(),
        What::Returned { unit, .. }
        | What::Assisted { unit, .. }
        | What::ReportedIn { unit, .. }
        | What::CallMissed { unit }
        | What::UnitRated { unit, .. } => vec![*unit],
        _ => Vec::new(),
    }
}
