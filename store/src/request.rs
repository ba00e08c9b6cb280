//! Slips, their events and acceptances.

use domain::{
    Area, Event, Minutes, PersonId, Request, RequestNumber, Role, ServiceId, Timestamp,
    area::Level,
    request::{Handover, Limits, Place, State},
    text::{Line, Note},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::{Engine, on},
    error::{Doing, one},
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
    accept_by: i64,
    finish_by: i64,
    state: String,
    facts: String,
    handler: Option<Uuid>,
    reopened: i64,
    revision: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT number, grid, service, resident, need, building, door, placed_at, accept_by, finish_by, state, \
             facts, handler, reopened, revision FROM request ",
            $rest
        )
    };
}

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
            need: Note::new(&row.need).map_err(|e| corrupt(&e))?,
            place: Place {
                building: Line::new(&row.building).map_err(|e| corrupt(&e))?,
                door: row.door.as_deref().map(Line::new).transpose().map_err(|e| corrupt(&e))?,
            },
            placed_at: Timestamp::from_micros(row.placed_at),
            limits: Limits {
                accept_by: Timestamp::from_micros(row.accept_by),
                finish_by: Timestamp::from_micros(row.finish_by),
            },
            state,
            reopened: u32::try_from(row.reopened).map_err(|e| corrupt(&e))?,
            revision: u32::try_from(row.revision).map_err(|e| corrupt(&e))?,
        })
    }
}

/// An area code as it is stored.
pub(crate) fn area(code: i64) -> Result<Area> {
    Area::from_code(code.unsigned_abs()).map_err(|e| Error::corrupt("area", format!("{code}: {e}")))
}

/// Numbers of 18 digits and less fit; the domain makes no others.
pub(crate) fn code(area: Area) -> i64 {
    area.code().cast_signed()
}

pub(crate) fn given_to(state: &State) -> Option<Uuid> {
    if let State::Dispatched { to: Handover::Person(person), .. } = state { Some(person.0) } else { None }
}

fn facts(state: &State) -> Result<String> {
    serde_json::to_string(state).map_err(|e| Error::corrupt("request", e))
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
    let row: Option<Row> = match tx.engine() {
        Engine::Sqlite(c) => {
            sqlx::query_as(select!("WHERE number = $1")).bind(number).fetch_optional(c).await
        }
        Engine::Postgres(c) => {
            sqlx::query_as(select!("WHERE number = $1 FOR UPDATE")).bind(number).fetch_optional(c).await
        }
    }
    .doing("finding a request to change")?;
    row.map(Request::try_from).transpose()
}

/// Files a new slip. `false`: the number is taken, throw another.
pub async fn file(tx: &mut Tx, request: &Request) -> Result<bool> {
    let facts = facts(&request.state)?;
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO request (district, number, grid, service, resident, need, building, door, placed_at, accept_by, \
             finish_by, state, facts, due, reopened, revision) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
             ON CONFLICT (number) DO NOTHING",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(code(request.grid))
        .bind(request.service.0)
        .bind(request.resident.0)
        .bind(request.need.as_str())
        .bind(request.place.building.as_str())
        .bind(request.place.door.as_ref().map(Line::as_str))
        .bind(request.placed_at.micros())
        .bind(request.limits.accept_by.micros())
        .bind(request.limits.finish_by.micros())
        .bind(request.state.name())
        .bind(&facts)
        .bind(request.due().map(Timestamp::micros))
        .bind(i64::from(request.reopened))
        .bind(i64::from(request.revision))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("filing a request")?;
    Ok(rows == 1)
}

/// Writes where the slip stands now, provided nobody has moved it since revision `from`.
pub async fn update(tx: &mut Tx, request: &Request, from: u32) -> Result<()> {
    let facts = facts(&request.state)?;
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE request SET state = $3, facts = $4, handler = $5, given_to = $6, due = $7, accept_by = $8, \
             finish_by = $9, reopened = $10, revision = $11 WHERE district = $1 AND number = $2 AND revision = $12",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(request.state.name())
        .bind(&facts)
        .bind(request.handler().map(|person| person.0))
        .bind(given_to(&request.state))
        .bind(request.due().map(Timestamp::micros))
        .bind(request.limits.accept_by.micros())
        .bind(request.limits.finish_by.micros())
        .bind(i64::from(request.reopened))
        .bind(i64::from(request.revision))
        .bind(i64::from(from))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("moving a request")?;
    one(rows)
}

/// Adds a step to the history.
pub async fn record(tx: &mut Tx, request: &Request, event: &Event) -> Result<()> {
    let body = serde_json::to_string(&event.what).map_err(|e| Error::corrupt("event", e))?;
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO event (district, request, revision, at, by_person, role, kind, body) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(i64::from(event.revision))
        .bind(event.at.micros())
        .bind(event.by.map(|person| person.0))
        .bind(event.role.name())
        .bind(event.what.name())
        .bind(&body)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("recording an event")
}

/// Opens the one live acceptance of a slip; a second one is refused by the index.
pub async fn open_acceptance(tx: &mut Tx, request: &Request, by: PersonId, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO acceptance (district, request, revision, person, accepted_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(i64::from(request.revision))
        .bind(by.0)
        .bind(at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("opening an acceptance")
}

/// Ends the live acceptance of a slip. `false`: nobody had it in hand.
pub async fn end_acceptance(tx: &mut Tx, request: &Request, at: Timestamp) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE acceptance SET ended_at = $3 WHERE district = $1 AND request = $2 AND ended_at IS NULL",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("ending an acceptance")?;
    Ok(rows == 1)
}

/// Notes the actual service time of a finished piece of work.
pub async fn record_service_time(
    tx: &mut Tx,
    request: &Request,
    person: PersonId,
    minutes: Minutes,
    finished_at: Timestamp,
) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO service_time (district, request, person, minutes, finished_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(person.0)
        .bind(i64::from(minutes.0))
        .bind(finished_at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("noting service time")
}

/// All service time of a person.
pub async fn served(conn: &mut Conn, person: PersonId) -> Result<Minutes> {
    let (minutes,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT CAST(COALESCE(SUM(minutes), 0) AS BIGINT) FROM service_time WHERE person = $1")
            .bind(person.0)
            .fetch_one(c)
            .await
    })
    .doing("adding up service time")?;
    Ok(Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)))
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
    rows.into_iter()
        .map(|row| {
            Ok(Event {
                revision: u32::try_from(row.revision).map_err(|e| Error::corrupt("event", e))?,
                at: Timestamp::from_micros(row.at),
                by: row.by_person.map(PersonId),
                role: Role::from_name(&row.role).ok_or_else(|| Error::corrupt("event", &row.role))?,
                what: serde_json::from_str(&row.body).map_err(|e| Error::corrupt("event", e))?,
            })
        })
        .collect()
}

/// Which slips a list shows, in which order.
#[derive(Debug, Clone, Copy)]
pub enum List {
    /// What this person ordered and what is under way (`over: false`) or over, newest first.
    OrderedBy { person: PersonId, over: bool },
    /// What this person has in hand (`over: false`) or has handled, most urgent or newest first.
    HandledBy { person: PersonId, over: bool },
    /// What stands open to be taken in an area, or is given to this person; most urgent first.
    InHall { area: Area, person: PersonId },
    /// What the desk of an area has in one of these (one or two) states, most urgent first.
    OnDesk { area: Area, states: &'static [&'static str] },
    /// What goes on in an area for all to see: neither refused nor withdrawn, newest first.
    InArea { area: Area },
}

/// A page of slips: at most `most`, after skipping `skip`.
pub async fn list(conn: &mut Conn, list: List, skip: u32, most: u32) -> Result<Vec<Request>> {
    let (skip, most) = (i64::from(skip), i64::from(most));
    let rows: std::result::Result<Vec<Row>, _> = match list {
        List::OrderedBy { person, over: false } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE resident = $1 AND state NOT IN ('closed', 'refused', 'withdrawn') \
                 ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::OrderedBy { person, over: true } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE resident = $1 AND state IN ('closed', 'refused', 'withdrawn') \
                 ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::HandledBy { person, over: false } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE handler = $1 AND state IN ('accepted', 'arrived', 'finished', 'checked') \
                 ORDER BY finish_by LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::HandledBy { person, over: true } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE handler = $1 AND state = 'closed' ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::InHall { area, person } => {
            let (first, last) = grids(area)?;
            on!(conn, |c| {
                sqlx::query_as(select!(
                    "WHERE grid BETWEEN $1 AND $2 AND state = 'dispatched' AND (given_to IS NULL OR given_to = $3) \
                     AND resident <> $3 ORDER BY due LIMIT $4 OFFSET $5"
                ))
                .bind(first)
                .bind(last)
                .bind(person.0)
                .bind(most)
                .bind(skip)
                .fetch_all(c)
                .await
            })
        }
        List::OnDesk { area, states } => {
            let (first, last) = grids(area)?;
            on!(conn, |c| {
                sqlx::query_as(select!(
                    "WHERE grid BETWEEN $1 AND $2 AND state IN ($3, $4) \
                     ORDER BY due, placed_at DESC LIMIT $5 OFFSET $6"
                ))
                .bind(first)
                .bind(last)
                .bind(states.first())
                .bind(states.last())
                .bind(most)
                .bind(skip)
                .fetch_all(c)
                .await
            })
        }
        List::InArea { area } => {
            let (first, last) = grids(area)?;
            on!(conn, |c| {
                sqlx::query_as(select!(
                    "WHERE grid BETWEEN $1 AND $2 AND state NOT IN ('refused', 'withdrawn') \
                     ORDER BY placed_at DESC LIMIT $3 OFFSET $4"
                ))
                .bind(first)
                .bind(last)
                .bind(most)
                .bind(skip)
                .fetch_all(c)
                .await
            })
        }
    };
    rows.doing("listing requests")?.into_iter().map(Request::try_from).collect()
}

/// The slips that follow `(district, number)`, each as it is, or as what is wrong with its row.
pub(crate) async fn page_after(
    conn: &mut Conn,
    (district, number): (i64, i64),
    most: u32,
) -> Result<Vec<((i64, i64), Result<Request>)>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE (district, number) > ($1, $2) ORDER BY district, number LIMIT $3"))
            .bind(district)
            .bind(number)
            .bind(i64::from(most))
            .fetch_all(c)
            .await
    })
    .doing("walking through the requests")?;
    rows.into_iter()
        .map(|row| {
            let key = (area(row.grid)?.district().cast_signed(), row.number);
            Ok((key, Request::try_from(row)))
        })
        .collect()
}

/// How many slips of an area stand in each state.
pub async fn counts(conn: &mut Conn, area: Area) -> Result<Vec<(String, u32)>> {
    let (first, last) = grids(area)?;
    let rows: Vec<(String, i64)> = on!(conn, |c| {
        sqlx::query_as("SELECT state, COUNT(*) FROM request WHERE grid BETWEEN $1 AND $2 GROUP BY state")
            .bind(first)
            .bind(last)
            .fetch_all(c)
            .await
    })
    .doing("counting requests")?;
    Ok(rows.into_iter().map(|(state, n)| (state, u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// Slips checked before `before` that nobody has rated, oldest first.
pub async fn unrated_since(conn: &mut Conn, before: Timestamp, most: u32) -> Result<Vec<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT r.number FROM request r JOIN event e ON e.district = r.district AND e.request = r.number \
             AND e.revision = r.revision WHERE r.state = 'checked' AND e.at < $1 ORDER BY e.at LIMIT $2",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("looking for requests to close")?;
    rows.into_iter()
        .map(|(n,)| RequestNumber::from_value(n.unsigned_abs()).map_err(|e| Error::corrupt("request", e)))
        .collect()
}

/// Has this resident ever had a slip taken up?
pub async fn number_placed_by(conn: &mut Conn, resident: PersonId) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT COUNT(*) FROM request WHERE resident = $1").bind(resident.0).fetch_one(c).await
    })
    .doing("counting a resident's requests")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// First and last grid of an area. Slips are filed under grids; of a micro-grid it is the grid it lies in.
pub(crate) fn grids(area: Area) -> Result<(i64, i64)> {
    let area = area.at(Level::Grid).unwrap_or(area);
    let (first, last) = area
        .range(Level::Grid)
        .ok_or_else(|| Error::corrupt("area", format!("{area} has no grids below it")))?;
    Ok((first.cast_signed(), last.cast_signed()))
}
