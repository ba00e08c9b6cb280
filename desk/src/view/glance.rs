//! A slip as a line or a card in a list.

use std::sync::Arc;

use domain::{
    Actor, PersonId, Request, RequestNumber, Timestamp, Unit,
    catalogue::Service,
    permit,
    request::{Pressure, State, Wait},
};
use store::Conn;

use super::{
    places::Places,
    whose::{Keeper, Keepers, Reader, given_to},
};
use crate::{Ask, Error, Result, admin::words::Screen};

/// How many slips a page of a list shows, and how many a long one of the desk.
pub use store::request::{LONG_PAGE, PAGE};

/// A slip at a glance: nothing on it that whoever may see the list may not see.
#[derive(Debug, Clone)]
pub struct Glance {
    pub number: RequestNumber,
    pub service: Arc<Service>,
    /// Community and grid, in words.
    pub grid: String,
    pub building: String,
    /// What was written; empty where the list is for everybody.
    pub need: String,
    pub placed_at: Timestamp,
    pub due: Option<Timestamp>,
    pub pressure: Pressure,
    pub state: State,
    /// What waits on it for somebody's word.
    pub waits: Vec<Wait>,
    /// How often a bad rating opened it again.
    pub reopened: u32,
    /// Who has it in hand, by full name: helpers show who they are.
    pub handler: Option<String>,
    /// To whom it was given and who has not accepted yet.
    pub given_to: Option<String>,
    /// The unit that leads.
    pub unit: Option<Unit>,
    /// Who verifies, assigns and checks it.
    pub keeper: Option<Keeper>,
    pub reader: Reader,
}

/// How much of a slip a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// For those who may see each of the slips.
    Whole,
    /// For everybody: no words of the resident, no building, no names.
    Public,
}

/// Turns slips into glances with few statements, however many there are.
pub(super) async fn glances(
    ask: &Ask,
    conn: &mut Conn,
    requests: Vec<Request>,
    viewer: Option<Actor>,
    detail: Detail,
) -> Result<Vec<Glance>> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let types = ask.types(conn, requests.iter().map(|request| request.service)).await?;
    let whole = detail == Detail::Whole;
    let named: &[Request] = if whole { &requests } else { &[] };
    let mut people: Vec<PersonId> = named.iter().filter_map(Request::handler).collect();
    people.extend(named.iter().filter_map(|request| given_to(&request.state)));
    people.sort_unstable();
    people.dedup();
    let names = ask.people(conn, &people).await?;
    let units: Vec<_> = requests.iter().filter_map(Request::unit).collect();
    let units = store::unit::find_all(conn, &units).await?;
    let places = Places::of(ask, conn, requests.iter().map(|request| request.grid)).await?;
    let keepers = Keepers::of(ask, conn, named).await?;
    let screen = Screen::load(conn).await?;

    requests
        .into_iter()
        .map(|request| {
            let service = types.get(&request.service).cloned().ok_or(Error::NotFound)?;
            let name = |id: PersonId| names.get(&id)?.as_ref().map(ToString::to_string);
            let reader =
                viewer.filter(|_| whole).map_or(Reader::Public, |viewer| Reader::of(viewer, &request));
            let reads = viewer.is_some_and(|viewer| permit::read(viewer, &request, &service).is_ok());
            Ok(Glance {
                number: request.number,
                service,
                grid: places.named(request.grid),
                building: if whole { request.place.building.as_str().to_owned() } else { String::new() },
                need: if reader == Reader::Public {
                    String::new()
                } else if reads {
                    request.need.as_str().to_owned()
                } else {
                    screen.over(request.need.as_str())
                },
                placed_at: request.placed_at,
                due: request.due(),
                waits: request.waits(),
                reopened: request.reopened,
                pressure: request.pressure(ask.at),
                handler: request.handler().and_then(name),
                given_to: given_to(&request.state).and_then(name),
                unit: request.unit().and_then(|id| units.iter().find(|unit| unit.id == id).cloned()),
                keeper: keepers.keeper(&request, viewer.map(|actor| actor.person)),
                reader,
                state: request.state,
            })
        })
        .collect()
}
