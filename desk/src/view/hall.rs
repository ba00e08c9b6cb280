//! The hall (接单大厅): what a volunteer can take, nearest and most urgent first; and what they have in hand.

use domain::{Area, Minutes, Request, area::Level, permit};
use store::request::List;

use super::{
    glance::{Detail, Glance, PAGE, glances},
    whose::given_to,
};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Hall {
    /// The area the asker helps in.
    pub area: Area,
    pub open: Vec<Glance>,
    pub more: bool,
}

/// What a helper has in hand, and what they have done.
#[derive(Debug, Clone)]
pub struct Work {
    pub in_hand: Vec<Glance>,
    pub done: Vec<Glance>,
    pub more: bool,
    /// Actual service time, all told.
    pub served: Minutes,
}

/// How many open slips are looked at to sort the nearest first.
const LOOKED_AT: u32 = 200;

/// The open slips of the area the asker helps in: what was given to them by name, then the nearest, then the most urgent.
pub async fn hall(ask: &Ask, page: u32) -> Result<Hall> {
    let actor = ask.actor()?;
    let post =
        actor.post.filter(|post| post.role.helps()).ok_or(Error::Denied(permit::Denied::NotYourRole))?;
    let mut conn = ask.read().await?;
    let home = store::person::find(&mut conn, actor.person)
        .await?
        .and_then(|person| person.home)
        .map(|home| home.area);
    let list = List::InHall { area: post.area, person: actor.person };
    let mut requests = store::request::list(&mut conn, list, 0, LOOKED_AT).await?;
    // In the version each was placed under, which need not be the one in force.
    let types: Vec<_> = requests.iter().map(|request| request.service).collect();
    let services = store::service::find_all(&mut conn, &types).await?;
    requests.retain(|request| {
        services
            .iter()
            .find(|service| service.id == request.service)
            .is_some_and(|service| permit::accept(actor, request, service).is_ok())
    });
    // What waits for the asker by name comes first.
    requests.sort_by_key(|request| {
        let for_others = given_to(&request.state) != Some(actor.person);
        (for_others, distance(request, home.unwrap_or(post.area)), request.due())
    });
    let skip = page.saturating_mul(PAGE) as usize;
    let more = requests.len() > skip + PAGE as usize;
    let shown = requests.into_iter().skip(skip).take(PAGE as usize).collect();
    let open = glances(&mut conn, shown, ask.at, Some(actor), Detail::Whole).await?;
    Ok(Hall { area: post.area, open, more })
}

/// How far a slip is from home: 0 the same grid, then one more for each level up until both are in one area.
fn distance(request: &Request, home: Area) -> usize {
    [Level::Grid, Level::Community, Level::Town, Level::District]
        .into_iter()
        .position(|level| request.grid.at(level).is_some_and(|area| home.at(level) == Some(area)))
        .unwrap_or(4)
}

/// What the asker has taken on, and a page of what they have done.
pub async fn in_hand(ask: &Ask, page: u32) -> Result<Work> {
    let actor = ask.actor()?;
    let person = actor.person;
    let mut conn = ask.read().await?;
    let requests =
        store::request::list(&mut conn, List::HandledBy { person, over: false }, 0, LOOKED_AT).await?;
    let in_hand = glances(&mut conn, requests, ask.at, Some(actor), Detail::Whole).await?;
    let skip = page.saturating_mul(PAGE);
    let mut done =
        store::request::list(&mut conn, List::HandledBy { person, over: true }, skip, PAGE + 1).await?;
    let more = done.len() > PAGE as usize;
    done.truncate(PAGE as usize);
    let done = glances(&mut conn, done, ask.at, Some(actor), Detail::Whole).await?;
    let served = store::request::served(&mut conn, person).await?;
    Ok(Work { in_hand, done, more, served })
}
