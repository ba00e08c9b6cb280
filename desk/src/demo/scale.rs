//! More slips than anybody could read, for measuring: open ones in mixed states all over the demo district, each with the
//! history that leads there by the domain's own verbs. Written in bulk, past the desk: nobody is told of them.

use std::sync::Arc;

use domain::{
    Actor, Area, Event, Minutes, PersonId, Request, RequestNumber, Role, Timestamp,
    area::Level,
    calendar::Office,
    catalogue::{Helpers, Proof, Service},
    permit,
    points::Cause,
    request::{Assignment, Change, Place, Placing},
    text::{Line, Note},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use store::{Tx, post::Server};

use super::DemoError;
use crate::{Ask, Desk, Error, Visitor};

/// Slips of one transaction.
const AT_ONCE: u32 = 500;

/// They were placed so lately that no alarm is due: a crowd, not an emergency.
const LATELY: u32 = 100;

/// Nobody reads them; the same dice make the same crowd.
const SEED: u64 = 20_261_122;

/// Who does what in one grid.
struct Cast {
    grid: Area,
    desk: Actor,
    checker: Actor,
    helpers: Vec<Actor>,
}

/// Adds `count` open slips to a demo district that was loaded, and says after each transaction how many there are.
pub async fn scale(
    desk: Arc<Desk>,
    count: u32,
    now: Timestamp,
    mut progress: impl FnMut(u32),
) -> Result<(), DemoError> {
    let ask = Ask::new(desk, Visitor::STRANGER, now);
    if !super::was_loaded(&ask).await? {
        return Err(DemoError::NotEmpty);
    }
    let mut conn = ask.read().await?;
    let services = store::service::menu(&mut conn).await.map_err(Error::from)?;
    let fit = |service: &Service| {
        service.on_menu
            && !service.retired
            && service.helpers == Helpers::Volunteers
            && service.warn_percent >= 70
    };
    let services: Vec<Service> = services.into_iter().filter(fit).collect();
    let servers = store::post::everybody(&mut conn, 10_000).await.map_err(Error::from)?;
    // Whoever orders for the first time is given points; these have ordered before.
    let mut residents: Vec<PersonId> = Vec::new();
    for person in store::person::without_post(&mut conn, 1000).await.map_err(Error::from)? {
        let first = Cause::FirstOrder { resident: person.id };
        if store::award::exists(&mut conn, first).await.map_err(Error::from)? {
            residents.push(person.id);
        }
    }
    drop(conn);
    let casts = casts(&servers);
    let mut dice = StdRng::seed_from_u64(SEED);
    let hours = ask.hours();
    let mut filed = 0;
    while filed < count {
        let mut w = ask.write("scale_demo").await?;
        for _ in 0..AT_ONCE.min(count - filed) {
            let (Some(cast), Some(service), Some(&resident)) =
                (casts.choose(&mut dice), services.choose(&mut dice), residents.choose(&mut dice))
            else {
                return Err(DemoError::Data {
                    file: "people.csv",
                    why: "nobody to play the crowd".to_owned(),
                });
            };
            let at = now.minus(Minutes(dice.random_range(30..LATELY)));
            let mut story = Story { cast, service, resident, office: hours.office(), at };
            while !story.filed(&mut w, &mut dice).await? {}
            filed += 1;
        }
        w.audit(None, format!("demo:{filed}"), None).await?;
        w.done().await?;
        progress(filed);
    }
    ask.desk.db.analyze().await.map_err(Error::from)?;
    Ok(())
}

/// The grids in which somebody runs the desk, somebody else can check, and somebody helps.
fn casts(servers: &[Server]) -> Vec<Cast> {
    let actor = |server: &Server| Actor { person: server.person, post: Some(server.post) };
    let grids = servers
        .iter()
        .filter(|server| server.post.role == Role::GridWorker && server.post.area.level() == Level::Grid);
    grids
        .filter_map(|worker| {
            let grid = worker.post.area;
            let over = |server: &&Server| server.post.area.covers(grid) && server.person != worker.person;
            let checker = servers.iter().filter(over).find(|server| server.post.role.runs_the_desk())?;
            let helpers: Vec<Actor> = servers
                .iter()
                .filter(over)
                .filter(|server| {
                    Helpers::Volunteers.include(server.post.role) && !server.post.role.runs_the_desk()
                })
                .map(actor)
                .collect();
            (!helpers.is_empty()).then(|| Cast {
                grid,
                desk: actor(worker),
                checker: actor(checker),
                helpers,
            })
        })
        .collect()
}

struct Story<'a> {
    cast: &'a Cast,
    service: &'a Service,
    resident: PersonId,
    office: Office<'a>,
    at: Timestamp,
}

impl Story<'_> {
    /// Writes one slip as far as the dice let it come. `false`: its number is taken, or the cast does not fit together.
    async fn filed(&mut self, tx: &mut Tx, dice: &mut StdRng) -> Result<bool, Error> {
        let number = RequestNumber::new(self.at, dice.random_range(0..u64::from(u32::MAX)));
        let (Some(placed), Some(course)) = (self.placed(number), self.course(number, dice)) else {
            return Ok(false);
        };
        if !store::request::file(tx, &placed.request).await? {
            return Ok(false);
        }
        let (request, events) = course;
        let from = placed.request.revision;
        for event in &events {
            store::request::record(tx, &request, event).await?;
        }
        if request.revision > from {
            store::request::update(tx, &request, from).await?;
        }
        let in_hand = request.state.handling().filter(|_| !request.state.is_over());
        let accepted = events.iter().find(|event| event.what == domain::What::Accepted);
        if let (Some(handling), Some(accepted)) = (in_hand, accepted) {
            let as_accepted = Request { revision: accepted.revision, ..request };
            store::request::open_acceptance(tx, &as_accepted, handling.by, handling.accepted_at).await?;
            if let domain::request::State::Checked { served, checked_at, .. } = as_accepted.state {
                store::request::record_service_time(tx, &as_accepted, handling.by, served, checked_at)
                    .await?;
            }
        }
        Ok(true)
    }

    fn placed(&self, number: RequestNumber) -> Option<Change> {
        let (need, building) = (Note::new("楼道灯不亮，请来看看。").ok()?, Line::new("3 幢").ok()?);
        let place = Place { building, door: None };
        let placing = Placing { number, grid: self.cast.grid, resident: self.resident, need, place };
        Request::place(placing, self.service, &self.office, self.at).ok()
    }

    /// Verb after verb, a minute apart, until the dice say stop.
    fn course(&self, number: RequestNumber, dice: &mut StdRng) -> Option<(Request, Vec<Event>)> {
        let Change { mut request, mut events } = self.placed(number)?;
        let stops_after = dice.random_range(0..8);
        let helper = *self.cast.helpers.choose(dice).unwrap_or(&self.cast.desk);
        let words = || Note::new("办好了。").ok();
        for step in 0..stops_after {
            let at = self.at.plus(Minutes(step + 1));
            let change = match step {
                0 => request.clone().verify(permit::run(self.cast.desk, &request).ok()?, at),
                1 => {
                    let to = if dice.random_bool(0.3) {
                        Assignment::Person(permit::accept(helper, &request, self.service).ok()?)
                    } else {
                        Assignment::Hall
                    };
                    request.clone().dispatch(permit::run(self.cast.desk, &request).ok()?, to, at)
                }
                2 => request.clone().accept(permit::accept(helper, &request, self.service).ok()?, at),
                3 => {
                    let photos = Vec::new();
                    request.clone().arrive(permit::handle(helper, &request).ok()?, Proof::None, photos, at)
                }
                4 => request.clone().report(permit::handle(helper, &request).ok()?, words(), Vec::new(), at),
                5 => {
                    let permit = permit::handle(helper, &request).ok()?;
                    request.clone().finish(permit, Proof::None, words(), Vec::new(), at)
                }
                _ => {
                    let permit = permit::check(self.cast.checker, &request).ok()?;
                    request.clone().check(permit, Proof::None, None, Vec::new(), at)
                }
            };
            let change = change.ok()?;
            request = change.request;
            events.extend(change.events);
        }
        Some((request, events))
    }
}
