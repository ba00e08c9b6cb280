//! The place of whoever acts for a unit: what it was called for, what it is to accept, what it has in hand, what it helps
//! with, and what is over.

use domain::{
    Actor, Minutes, Request, Timestamp, Unit, UnitId,
    permit::Denied,
    request::{Pressure, State},
};
use store::{Conn, request::List};

use super::glance::{Detail, Glance, PAGE, glances};
use crate::{Ask, Error, Result, place::Seat};

/// How many slips under way are looked at. A unit that has more of them sees the most urgent.
const LOOKED_AT: u32 = 200;

/// So long before it must have reported in, a unit is pressed.
const PRESSES_WITHIN: Minutes = Minutes::hours(1);

#[derive(Debug, Clone)]
pub struct UnitPage {
    pub unit: Unit,
    /// Where it serves, by name.
    pub area_name: String,
    /// Called by a whistle and not there yet, whoever must be there first.
    pub called: Vec<Called>,
    /// Given to the unit, and none of its people has accepted yet.
    pub to_accept: Vec<Glance>,
    /// Taken on by one of its people.
    pub in_hand: Vec<Glance>,
    /// Led by the unit, and others move next: the desk checks, the level above decides, the resident rates.
    pub waiting: Vec<Glance>,
    /// Another unit leads: 协办, and whistles to which it has come.
    pub helping: Vec<Glance>,
    /// There are more under way than anybody looked at.
    pub more_under_way: bool,
    /// A page of what is over, what ended last first.
    pub over: Vec<Glance>,
    pub more: bool,
}

/// A slip the unit was called for, and by when it must have reported in.
#[derive(Debug, Clone)]
pub struct Called {
    pub glance: Glance,
    pub report_by: Timestamp,
    pub pressure: Pressure,
}

/// How much waits for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnitCounts {
    pub called: u32,
    pub to_accept: u32,
    pub in_hand: u32,
}

/// What a unit has to do with a slip that is under way.
enum Part {
    /// 吹哨: it must be there by then.
    Called(Timestamp),
    ToAccept,
    InHand,
    Waiting,
    Helping,
}

impl Part {
    /// A call comes before everything else: it runs against the unit, whatever else the unit has to do with the slip.
    fn of(request: &Request, unit: UnitId) -> Self {
        let call = request.beside.whistle.as_ref().and_then(|whistle| whistle.call(unit));
        if let Some(call) = call.filter(|call| call.reported_at.is_none()) {
            return Self::Called(call.report_by);
        }
        if request.unit() != Some(unit) {
            return Self::Helping;
        }
        match request.state {
            State::Dispatched { .. } => Self::ToAccept,
            State::Accepted { .. } | State::Arrived { .. } => Self::InHand,
            _ => Self::Waiting,
        }
    }
}

/// What the unit the asker acts for has to do, and page `page` (the first is 0) of what is over.
pub async fn unit(ask: &Ask, page: u32) -> Result<UnitPage> {
    let actor = ask.actor()?;
    let (post, id) = actor.post.zip(actor.unit()).ok_or(Error::Denied(Denied::NotYourRole))?;
    let mut conn = ask.read().await?;
    let Seat { area_name, unit } = Seat::of(&mut conn, post).await?;
    let unit = unit.ok_or(Error::NotFound)?;
    let (under_way, more_under_way) = under_way(&mut conn, id).await?;

    let mut calls = Vec::new();
    let (mut called, mut to_accept, mut in_hand) = (Vec::new(), Vec::new(), Vec::new());
    let (mut waiting, mut helping) = (Vec::new(), Vec::new());
    for request in under_way {
        match Part::of(&request, id) {
            Part::Called(report_by) => calls.push((report_by, request)),
            Part::ToAccept => to_accept.push(request),
            Part::InHand => in_hand.push(request),
            Part::Waiting => waiting.push(request),
            Part::Helping => helping.push(request),
        }
    }
    calls.sort_by_key(|(report_by, _)| *report_by);
    let (report_by, calls): (Vec<_>, Vec<_>) = calls.into_iter().unzip();
    for (report_by, glance) in report_by.into_iter().zip(lines(&mut conn, ask, actor, calls).await?) {
        called.push(Called { glance, report_by, pressure: pressure(report_by, ask.at) });
    }
    let skip = page.saturating_mul(PAGE);
    let list = List::OfUnit { unit: id, over: true };
    let mut over = store::request::list(&mut conn, list, skip, PAGE + 1).await?;
    let more = over.len() > PAGE as usize;
    over.truncate(PAGE as usize);
    Ok(UnitPage {
        unit,
        area_name,
        called,
        to_accept: lines(&mut conn, ask, actor, to_accept).await?,
        in_hand: lines(&mut conn, ask, actor, in_hand).await?,
        waiting: lines(&mut conn, ask, actor, waiting).await?,
        helping: lines(&mut conn, ask, actor, helping).await?,
        more_under_way,
        over: lines(&mut conn, ask, actor, over).await?,
        more,
    })
}

/// How much waits for a unit, counted no further than its page shows.
pub(super) async fn counts(conn: &mut Conn, unit: UnitId) -> Result<UnitCounts> {
    let mut counts = UnitCounts::default();
    for request in under_way(conn, unit).await?.0 {
        match Part::of(&request, unit) {
            Part::Called(_) => counts.called += 1,
            Part::ToAccept => counts.to_accept += 1,
            Part::InHand => counts.in_hand += 1,
            Part::Waiting | Part::Helping => {}
        }
    }
    Ok(counts)
}

/// The most urgent slips of a unit that are under way, and whether there are more.
async fn under_way(conn: &mut Conn, unit: UnitId) -> Result<(Vec<Request>, bool)> {
    let list = List::OfUnit { unit, over: false };
    let mut slips = store::request::list(conn, list, 0, LOOKED_AT + 1).await?;
    let more = slips.len() > LOOKED_AT as usize;
    slips.truncate(LOOKED_AT as usize);
    Ok((slips, more))
}

async fn lines(conn: &mut Conn, ask: &Ask, actor: Actor, slips: Vec<Request>) -> Result<Vec<Glance>> {
    glances(ask, conn, slips, Some(actor), Detail::Whole).await
}

fn pressure(report_by: Timestamp, now: Timestamp) -> Pressure {
    if now > report_by {
        Pressure::Overdue
    } else if now > report_by.minus(PRESSES_WITHIN) {
        Pressure::Soon
    } else {
        Pressure::Calm
    }
}
