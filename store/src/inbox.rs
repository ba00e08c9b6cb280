//! Inboxes: who is told what of which slip, and when they want to be left alone.

use domain::{
    Area, Minutes, PersonId, RequestNumber, ServiceId, Timestamp,
    inbox::{Heap, News, QuietHours, Unread},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Sentence, Tx,
    codes::area,
    db::on,
    error::{Doing, one},
    places::{MANY, many, places},
};

/// What somebody is told, whoever they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    pub request: RequestNumber,
    /// The revision of the slip that it tells of.
    pub revision: u32,
    pub heap: Heap,
    pub news: News,
    pub written_at: Timestamp,
}

/// A message in somebody's inbox, with what its line shows of the slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub request: RequestNumber,
    pub grid: Area,
    pub service: ServiceId,
    /// The limit that runs on the slip now, if any does.
    pub due: Option<Timestamp>,
    pub news: News,
    pub written_at: Timestamp,
    pub is_read: bool,
    /// Nothing is asked of the reader any more.
    pub is_settled: bool,
}

/// Lays a message into the inboxes of these people, who are reminded of it from `from` on. Who has it already keeps it as
/// it is.
pub fn put(message: &Message, from: Timestamp, people: &[PersonId]) -> Vec<Sentence> {
    let lay = |some: [PersonId; 16]| {
        let mut values = vec![
            message.request.value().cast_signed().into(),
            message.news.name().into(),
            i64::from(message.revision).into(),
            message.heap.name().into(),
            message.written_at.into(),
            from.into(),
        ];
        values.extend(some.map(|person| person.0.into()));
        Sentence::new(
            "INSERT INTO inbox_entry (person, request, kind, revision, heap, written_at, from_at) \
             SELECT id, ?, ?, ?, ?, ?, ? FROM person WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (person, request, kind, revision) DO NOTHING",
            values,
        )
    };
    places(people).map(lay).collect()
}

/// How much of each heap somebody has not read. Said on every page.
pub async fn unread(conn: &mut Conn, person: PersonId) -> Result<Unread> {
    let rows: Vec<(String, i64)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT heap, COUNT(*) FROM inbox_entry WHERE person = $1 AND read_at IS NULL GROUP BY heap",
        )
        .bind(person.0)
        .fetch_all(c)
        .await
    })
    .doing("counting what was not read")?;
    let count = |heap: Heap| {
        let row = rows.iter().find(|(name, _)| name == heap.name());
        row.map_or(0, |(_, n)| u32::try_from(*n).unwrap_or(u32::MAX))
    };
    Ok(Unread { needs: count(Heap::Needs), follows: count(Heap::Follows), changed: count(Heap::Changed) })
}

#[derive(FromRow)]
struct Row {
    request: i64,
    grid: i64,
    service: Uuid,
    due: Option<i64>,
    kind: String,
    written_at: i64,
    read_at: Option<i64>,
    settled_at: Option<i64>,
}

impl TryFrom<Row> for Entry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt =
            |why: &dyn std::fmt::Display| Error::corrupt("inbox_entry", format!("{}: {why}", row.request));
        Ok(Self {
            request: RequestNumber::from_value(row.request.unsigned_abs()).map_err(|e| corrupt(&e))?,
            grid: area(row.grid)?,
            service: ServiceId(row.service),
            due: row.due.map(Timestamp::from_micros),
            news: News::from_name(&row.kind).ok_or_else(|| corrupt(&row.kind))?,
            written_at: Timestamp::from_micros(row.written_at),
            is_read: row.read_at.is_some(),
            is_settled: row.settled_at.is_some(),
        })
    }
}

/// A page of one heap: what was not read, then what is not settled, the newest of each first.
pub async fn page(conn: &mut Conn, person: PersonId, heap: Heap, skip: u32, most: u32) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT e.request, r.grid, r.service, r.due, e.kind, e.written_at, e.read_at, e.settled_at \
             FROM inbox_entry e JOIN request r ON r.number = e.request \
             WHERE e.person = $1 AND e.heap = $2 \
             ORDER BY (e.read_at IS NULL) DESC, (e.settled_at IS NULL) DESC, e.written_at DESC, e.request DESC, \
             e.revision DESC, e.kind LIMIT $3 OFFSET $4",
        )
        .bind(person.0)
        .bind(heap.name())
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("reading an inbox")?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// Was this person ever told anything of this slip?
pub async fn has_any(conn: &mut Conn, person: PersonId, request: RequestNumber) -> Result<bool> {
    let (any,): (bool,) = on!(conn, |c| {
        sqlx::query_as("SELECT EXISTS (SELECT 1 FROM inbox_entry WHERE person = $1 AND request = $2)")
            .bind(person.0)
            .bind(request.value().cast_signed())
            .fetch_one(c)
            .await
    })
    .doing("looking for what somebody was told of a request")?;
    Ok(any)
}

/// Marks all that somebody was told of a slip as read, and says how much of it they had not read.
pub async fn mark_read(tx: &mut Tx, person: PersonId, request: RequestNumber, at: Timestamp) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "UPDATE inbox_entry SET read_at = $3 WHERE person = $1 AND request = $2 AND read_at IS NULL",
        )
        .bind(person.0)
        .bind(request.value().cast_signed())
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("marking a request as read")
}

/// Marks what lay on somebody's heap at `seen` as read, and says how much it was.
pub async fn mark_all_read(
    tx: &mut Tx,
    person: PersonId,
    heap: Heap,
    seen: Timestamp,
    at: Timestamp,
) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "UPDATE inbox_entry SET read_at = $4 WHERE person = $1 AND heap = $2 AND read_at IS NULL AND written_at <= $3",
        )
        .bind(person.0)
        .bind(heap.name())
        .bind(seen.micros())
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("marking a heap as read")
}

/// What a slip still asks of whom, once for every entry.
pub async fn asked(conn: &mut Conn, request: RequestNumber) -> Result<Vec<(PersonId, News)>> {
    let rows: Vec<(Uuid, String)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT person, kind FROM inbox_entry WHERE request = $1 AND heap = 'needs' AND settled_at IS NULL",
        )
        .bind(request.value().cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("reading what a request asks of people")?;
    rows.into_iter()
        .map(|(person, kind)| {
            let news = News::from_name(&kind).ok_or_else(|| Error::corrupt("inbox_entry", &kind))?;
            Ok((PersonId(person), news))
        })
        .collect()
}

/// What a slip asked of these people with one kind of news is asked no more; who had not read it need not.
pub async fn settle(
    tx: &mut Tx,
    request: RequestNumber,
    news: News,
    people: &[PersonId],
    at: Timestamp,
) -> Result<()> {
    for some in places::<_, 16>(people) {
        on!(tx, |c| {
            let mut query = sqlx::query(
                "UPDATE inbox_entry SET settled_at = $1, read_at = COALESCE(read_at, $1) WHERE request = $2 \
                 AND kind = $3 AND heap = 'needs' AND settled_at IS NULL AND person IN ($4, $5, $6, $7, $8, $9, $10, \
                 $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            )
            .bind(at.micros())
            .bind(request.value().cast_signed())
            .bind(news.name());
            for person in some {
                query = query.bind(person.0);
            }
            query.execute(c).await.map(drop)
        })
        .doing("settling what a request asked for")?;
    }
    Ok(())
}

/// Takes away what was read before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM inbox_entry WHERE (person, request, kind, revision) IN \
             (SELECT person, request, kind, revision FROM inbox_entry WHERE read_at < $1 ORDER BY read_at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping old messages")
}

/// Quiet hours as two columns of a person hold them.
#[derive(FromRow)]
pub(crate) struct Quiet {
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
}

impl Quiet {
    pub(crate) fn hours(&self, person: Uuid) -> Result<QuietHours> {
        let corrupt = || Error::corrupt("person", format!("{person}: quiet hours"));
        let minute = |raw: i64| u32::try_from(raw).map(Minutes).map_err(|_| corrupt());
        match (self.quiet_from, self.quiet_until) {
            (None, None) => Ok(QuietHours::default()),
            (Some(from), Some(until)) => QuietHours::new(minute(from)?, minute(until)?).ok_or_else(corrupt),
            (Some(_), None) | (None, Some(_)) => Err(corrupt()),
        }
    }
}

#[derive(FromRow)]
struct HoursRow {
    id: Uuid,
    #[sqlx(flatten)]
    quiet: Quiet,
}

/// When each of these people wants to be left alone, in no order; an id nobody has is left out.
pub async fn quiet_hours(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(PersonId, QuietHours)>> {
    let mut hours = Vec::with_capacity(people.len());
    for some in places::<_, MANY>(people) {
        let rows: Vec<HoursRow> = on!(conn, |c| {
            let mut query = sqlx::query_as(concat!(
                "SELECT id, quiet_from, quiet_until FROM person WHERE id IN (",
                many!(),
                ")"
            ));
            for person in some {
                query = query.bind(person.0);
            }
            query.fetch_all(c).await
        })
        .doing("reading when people want to be left alone")?;
        for row in rows {
            hours.push((PersonId(row.id), row.quiet.hours(row.id)?));
        }
    }
    Ok(hours)
}

/// Writes when somebody wants to be left alone.
pub async fn set_quiet_hours(tx: &mut Tx, person: PersonId, hours: QuietHours) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE person SET quiet_from = $2, quiet_until = $3 WHERE id = $1")
            .bind(person.0)
            .bind(i64::from(hours.from().0))
            .bind(i64::from(hours.until().0))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("setting quiet hours")?;
    one(rows)
}
