//! Tracing (责任倒查): who was responsible for a slip when, and how long each of them held it, for those who run the desk of it.

use std::collections::HashMap;

use domain::{
    Minutes, PersonId, Request, RequestNumber, Timestamp, Unit, UnitId,
    calendar::Office,
    catalogue::Service,
    permit,
    request::{Held, Holder, Phase, trace as traced},
};
use store::area::Entry;

use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Trace {
    pub request: Request,
    pub service: Service,
    /// From the district down to the grid.
    pub path: Vec<Entry>,
    /// One after the other, the first first.
    pub hands: Vec<Hand>,
    /// Each of them once, who held it longest first.
    pub totals: Vec<Total>,
}

/// A time in which somebody had it.
#[derive(Debug, Clone)]
pub struct Hand {
    pub who: Who,
    pub phase: Phase,
    pub from: Timestamp,
    /// `None`: still.
    pub until: Option<Timestamp>,
    pub spent: Spent,
}

/// Who had it, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub holder: Holder,
    /// The person, or the grid whose desk it was.
    pub name: String,
    /// The unit that had it, or for which a person had it.
    pub unit: Option<Unit>,
}

/// How long, by the clock and in office hours, and how much of it after the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    pub clock: Minutes,
    pub working: Minutes,
    /// By the clock of the limit: in office hours, or day and night.
    pub late: Minutes,
}

/// All the times of one of them.
#[derive(Debug, Clone)]
pub struct Total {
    pub who: Who,
    pub spent: Spent,
}

/// The tracing of the slip with this number.
pub async fn trace(ask: &Ask, number: RequestNumber) -> Result<Trace> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let request = store::request::find(&mut conn, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(&mut conn, request.service).await?.ok_or(Error::NotFound)?;
    permit::see(actor, &request, &service).map_err(|_| Error::NotFound)?;
    permit::run(actor, &request)?;

    let history = store::request::history(&mut conn, &request).await?;
    let held = traced(&request, &history);
    let people: Vec<PersonId> = held.iter().filter_map(|held| person(held.who)).collect();
    let people = store::person::find_all(&mut conn, &people).await?;
    let names: HashMap<PersonId, String> = people
        .into_iter()
        .map(|person| {
            (person.id, person.name.map_or_else(|| person.phone.masked(), |name| name.as_str().to_owned()))
        })
        .collect();
    let units: Vec<UnitId> = held.iter().filter_map(unit).collect();
    let units = store::unit::find_all(&mut conn, &units).await?;
    let path = store::area::path(&mut conn, request.grid).await?;
    let grid = path.last().map_or_else(String::new, |grid| grid.name.clone());

    let hours = ask.hours();
    let hands: Vec<Hand> = held
        .into_iter()
        .map(|held| Hand {
            who: Who {
                holder: held.who,
                name: match held.who {
                    Holder::Desk => grid.clone(),
                    Holder::Person(person) => names.get(&person).cloned().unwrap_or_default(),
                    Holder::With(slip) => slip.to_string(),
                    Holder::Above | Holder::Unit(_) | Holder::Resident | Holder::Nobody => String::new(),
                },
                unit: unit(&held).and_then(|id| units.iter().find(|unit| unit.id == id).cloned()),
            },
            phase: held.phase,
            from: held.from,
            until: held.until,
            spent: spent(&held, &hours.office(), ask.at),
        })
        .collect();
    let totals = totals(&hands);
    Ok(Trace { request, service, path, hands, totals })
}

const fn person(holder: Holder) -> Option<PersonId> {
    match holder {
        Holder::Person(person) => Some(person),
        Holder::Desk
        | Holder::Above
        | Holder::Unit(_)
        | Holder::Resident
        | Holder::With(_)
        | Holder::Nobody => None,
    }
}

const fn unit(held: &Held) -> Option<UnitId> {
    match held.who {
        Holder::Unit(unit) => Some(unit),
        _ => held.unit,
    }
}

fn spent(held: &Held, office: &Office<'_>, now: Timestamp) -> Spent {
    let end = held.end(now);
    Spent {
        clock: end.minutes_since(held.from),
        working: office.open_between(held.from, end),
        late: match held.after_limit(now) {
            Some((from, to)) if held.day_and_night => to.minutes_since(from),
            Some((from, to)) => office.open_between(from, to),
            None => Minutes(0),
        },
    }
}

fn totals(hands: &[Hand]) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for hand in hands {
        let known = totals.iter_mut().find(|total| total.who.holder == hand.who.holder);
        if let Some(total) = known {
            let (sum, more) = (&mut total.spent, hand.spent);
            sum.clock.0 = sum.clock.0.saturating_add(more.clock.0);
            sum.working.0 = sum.working.0.saturating_add(more.working.0);
            sum.late.0 = sum.late.0.saturating_add(more.late.0);
        } else {
            // What a person did for which unit stands in the rows.
            let mut who = hand.who.clone();
            who.unit = who.unit.filter(|_| matches!(who.holder, Holder::Unit(_)));
            totals.push(Total { who, spent: hand.spent });
        }
    }
    totals.sort_by_key(|total| std::cmp::Reverse((total.spent.working, total.spent.clock)));
    totals
}
