//! Slips and their events.

mod hand;
mod kin;
mod list;
mod search;
mod waits;
mod whole;

use std::collections::HashMap;

use domain::{
    Event, PersonId, Request, RequestNumber, Role, ServiceId, Timestamp,
    request::{Handover, Place, State},
    text::{Line, Note},
};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

pub use self::{
    hand::{end_acceptance, of_whom, open_acceptance, record_service_time, served, waiting_for},
    kin::{Joined, due_to_wake, end_for_units, involve, joined, parts, release, running, units},
    list::{List, count_open, counts, given, in_hall, list, of_unit, one_more, ordered, placed_in, services},
    search::{
        By, Counts, Found, Heap, Kind, LONG_PAGE, Leaf, MOST_COUNTED, PAGE, Search, Spot, count_up_to,
        search, statements, waiting,
    },
    whole::{Hand, Whole, file_whole, numbers},
};
pub(crate) use self::{list::page_after, waits::bits};
use crate::{
    Conn, Error, Result, Sentence, Tx,
    codes::{area, code},
    db::on,
    error::{Doing, one},
    folded::of_request,
    places::{MANY, many, places},
};

#[derive(FromRow)]
struct Row {
    number: i64,
    grid: i64,
    service: Uuid,
    resident: Uuid,
    need: String,
    building: String,
    door: Option<String>,
    placed_at: i64,
    limits: String,
    state: String,
    facts: String,
    beside: String,
    handler: Option<Uuid>,
    reopened: i64,
    revision: i64,
}

macro_rules! columns {
    () => {
        "number, grid, service, resident, need, building, door, placed_at, limits, state, facts, beside, handler, \
         reopened, revision"
    };
}
use columns;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT ", $crate::request::columns!(), " FROM request ", $rest)
    };
}
use select;

impl TryFrom<Row> for Request {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt =
            |why: &dyn std::fmt::Display| Error::corrupt("request", format!("{}: {why}", row.number));
        let state: State = serde_json::from_str(&row.facts).map_err(|e| corrupt(&e))?;
        if state.name() != row.state || state.handling().map(|h| h.by.0) != row.handler {
            return Err(corrupt(&"the state and its facts disagree"));
        }
        Ok(Self {
            number: RequestNumber::from_value(row.number.unsigned_abs()).map_err(|e| corrupt(&e))?,
            grid: area(row.grid)?,
            service: ServiceId(row.service),
            resident: PersonId(row.resident),
            need: Note::try_from(row.need).map_err(|e| corrupt(&e))?,
            place: Place {
                building: Line::try_from(row.building).map_err(|e| corrupt(&e))?,
                door: row.door.map(Line::try_from).transpose().map_err(|e| corrupt(&e))?,
            },
            placed_at: Timestamp::from_micros(row.placed_at),
            limits: serde_json::from_str(&row.limits).map_err(|e| corrupt(&e))?,
            state,
            beside: serde_json::from_str(&row.beside).map_err(|e| corrupt(&e))?,
            reopened: u32::try_from(row.reopened).map_err(|e| corrupt(&e))?,
            revision: u32::try_from(row.revision).map_err(|e| corrupt(&e))?,
        })
    }
}

pub(crate) fn given_to(state: &State) -> Option<Uuid> {
    if let State::Dispatched { to: Handover::Person(person), .. } = state { Some(person.0) } else { None }
}

/// A part of a slip as it is stored.
fn json(part: &impl Serialize) -> Result<String> {
    serde_json::to_string(part).map_err(|e| Error::corrupt("request", e))
}

pub(crate) fn merged_into(state: &State) -> Option<i64> {
    if let State::Merged { into, .. } = state { Some(into.value().cast_signed()) } else { None }
}

/// Finds a slip by its number.
pub async fn find(conn: &mut Conn, number: RequestNumber) -> Result<Option<Request>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE number = $1"))
            .bind(number.value().cast_signed())
            .fetch_optional(c)
            .await
    })
    .doing("finding a request")?;
    row.map(Request::try_from).transpose()
}

/// Finds a slip and keeps others from changing it until the transaction ends.
pub async fn find_for_change(tx: &mut Tx, number: RequestNumber) -> Result<Option<Request>> {
    let number = number.value().cast_signed();
    let row: Option<Row> = on!(
        tx,
        sqlite(c) => { sqlx::query_as(select!("WHERE number = $1")).bind(number).fetch_optional(c).await },
        postgres(c) => {
            sqlx::query_as(select!("WHERE number = $1 FOR UPDATE")).bind(number).fetch_optional(c).await
        }
    )
    .doing("finding a request to change")?;
    row.map(Request::try_from).transpose()
}

/// Files a new slip. A number that is taken is [`Error::Stale`]: throw another.
pub fn file(request: &Request) -> Result<Sentence> {
    let (limits, facts, beside) = (json(&request.limits)?, json(&request.state)?, json(&request.beside)?);
    Ok(Sentence::new(
        "INSERT INTO request (district, number, grid, service, resident, need, building, door, placed_at, limits, \
         state, facts, beside, due, wake, provisional, part_of, reopened, revision, waits, folded) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            request.grid.district().cast_signed().into(),
            request.number.value().cast_signed().into(),
            code(request.grid).into(),
            request.service.0.into(),
            request.resident.0.into(),
            request.need.as_str().into(),
            request.place.building.as_str().into(),
            request.place.door.as_ref().map(Line::as_str).into(),
            request.placed_at.into(),
            limits.as_str().into(),
            request.state.name().into(),
            facts.as_str().into(),
            beside.as_str().into(),
            request.due().into(),
            request.wake_at().into(),
            request.limits.are_provisional().into(),
            request.beside.part_of.map(|whole| whole.value().cast_signed()).into(),
            i64::from(request.reopened).into(),
            i64::from(request.revision).into(),
            bits(request).into(),
            of_request(request.need.as_str(), request.place.building.as_str()).as_str().into(),
        ],
    ))
}

/// Writes where the slip stands now, provided nobody has moved it since revision `from`.
pub async fn update(tx: &mut Tx, request: &Request, from: u32) -> Result<()> {
    let (limits, facts, beside) = (json(&request.limits)?, json(&request.state)?, json(&request.beside)?);
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE request SET state = $3, facts = $4, handler = $5, given_to = $6, due = $7, limits = $8, \
             beside = $9, wake = $10, provisional = $11, merged_into = $12, reopened = $13, revision = $14, \
             waits = $16 WHERE district = $1 AND number = $2 AND revision = $15",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(request.state.name())
        .bind(&facts)
        .bind(request.handler().map(|person| person.0))
        .bind(given_to(&request.state))
        .bind(request.due().map(Timestamp::micros))
        .bind(&limits)
        .bind(&beside)
        .bind(request.wake_at().map(Timestamp::micros))
        .bind(request.limits.are_provisional())
        .bind(merged_into(&request.state))
        .bind(i64::from(request.reopened))
        .bind(i64::from(request.revision))
        .bind(i64::from(from))
        .bind(bits(request))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("moving a request")?;
    one(rows)
}

/// Adds a step to the history.
pub fn record(request: &Request, event: &Event) -> Result<Sentence> {
    let body = serde_json::to_string(&event.what).map_err(|e| Error::corrupt("event", e))?;
    Ok(Sentence::new(
        "INSERT INTO event (district, request, revision, at, by_person, role, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            request.grid.district().cast_signed().into(),
            request.number.value().cast_signed().into(),
            i64::from(event.revision).into(),
            event.at.into(),
            event.by.map(|person| person.0).into(),
            event.role.name().into(),
            event.what.name().into(),
            body.as_str().into(),
        ],
    ))
}

#[derive(FromRow)]
struct EventRow {
    revision: i64,
    at: i64,
    by_person: Option<Uuid>,
    role: String,
    body: String,
}

/// The whole history of a slip, oldest first.
pub async fn history(conn: &mut Conn, request: &Request) -> Result<Vec<Event>> {
    let rows: Vec<EventRow> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT revision, at, by_person, role, body FROM event WHERE district = $1 AND request = $2 \
             ORDER BY revision",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("reading a history")?;
    rows.into_iter().map(Event::try_from).collect()
}

#[derive(FromRow)]
struct StepRow {
    request: i64,
    #[sqlx(flatten)]
    event: EventRow,
}

/// The histories of some slips of one district, each oldest first.
pub async fn histories(
    conn: &mut Conn,
    district: u64,
    slips: &[RequestNumber],
) -> Result<HashMap<RequestNumber, Vec<Event>>> {
    let mut histories: HashMap<RequestNumber, Vec<Event>> = HashMap::new();
    for some in places::<_, MANY>(slips) {
        let rows: Vec<StepRow> = on!(conn, |c| {
            let mut query = sqlx::query_as(concat!(
                "SELECT request, revision, at, by_person, role, body FROM event WHERE request IN (",
                many!(),
                ") AND district = $33 ORDER BY request, revision"
            ));
            for slip in some {
                query = query.bind(slip.value().cast_signed());
            }
            query.bind(district.cast_signed()).fetch_all(c).await
        })
        .doing("reading histories")?;
        for StepRow { request, event } in rows {
            histories.entry(kin::number(request)?).or_default().push(event.try_into()?);
        }
    }
    Ok(histories)
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        Ok(Self {
            revision: u32::try_from(row.revision).map_err(|e| Error::corrupt("event", e))?,
            at: Timestamp::from_micros(row.at),
            by: row.by_person.map(PersonId),
            role: Role::from_name(&row.role).ok_or_else(|| Error::corrupt("event", &row.role))?,
            what: serde_json::from_str(&row.body).map_err(|e| Error::corrupt("event", e))?,
        })
    }
}
