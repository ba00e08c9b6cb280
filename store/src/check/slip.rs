//! Requests, their history, and the answers people were given: invariant 7, and what of 4 only the states know.

use std::collections::HashMap;

use domain::{PersonId, Request, RequestNumber, Timestamp, request::State};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::{CHECKING, Search};
use crate::{Conn, Result, db::on, error::Doing, request};

/// Rows that are looked at together.
const PAGE: u32 = 500;

pub(super) async fn search(search: &mut Search<'_>) -> Result<()> {
    histories(search).await?;
    acceptances(search).await?;
    let promised = answers(search).await?;
    states(search, promised).await
}

async fn histories(search: &mut Search<'_>) -> Result<()> {
    search
        .numbers(
            7,
            "its history has gaps, or another length than its revision",
            "SELECT r.number FROM request r LEFT JOIN (SELECT district, request, COUNT(*) AS steps, \
             MIN(revision) AS first, MAX(revision) AS last FROM event GROUP BY district, request) AS e \
             ON e.district = r.district AND e.request = r.number \
             WHERE COALESCE(e.steps, 0) <> r.revision OR e.first <> 1 OR e.last <> r.revision LIMIT 20",
        )
        .await?;
    search
        .numbers(
            7,
            "it was reopened another number of times than it says",
            "SELECT r.number FROM request r LEFT JOIN (SELECT district, request, COUNT(*) AS times FROM event \
             WHERE kind = 'reopened' GROUP BY district, request) AS e ON e.district = r.district AND e.request = r.number \
             WHERE COALESCE(e.times, 0) <> r.reopened LIMIT 20",
        )
        .await?;
    search
        .numbers(
            7,
            "the checks in its history and the service time noted do not agree",
            "SELECT COALESCE(e.request, s.request) FROM (SELECT district, request, COUNT(*) AS times FROM event \
             WHERE kind = 'checked' GROUP BY district, request) AS e FULL JOIN (SELECT district, request, \
             COUNT(*) AS times FROM service_time GROUP BY district, request) AS s \
             ON s.district = e.district AND s.request = e.request WHERE COALESCE(e.times, 0) <> COALESCE(s.times, 0) \
             LIMIT 20",
        )
        .await
}

async fn acceptances(search: &mut Search<'_>) -> Result<()> {
    search
        .numbers(
            7,
            "an acceptance without its step in the history",
            "SELECT a.request FROM acceptance a LEFT JOIN event e ON e.district = a.district AND e.request = a.request \
             AND e.revision = a.revision AND e.kind = 'accepted' AND e.by_person = a.person AND e.at = a.accepted_at \
             WHERE e.request IS NULL LIMIT 20",
        )
        .await?;
    search
        .numbers(
            7,
            "it was accepted, and no row says by whom",
            "SELECT e.request FROM event e LEFT JOIN acceptance a ON a.district = e.district AND a.request = e.request \
             AND a.revision = e.revision WHERE e.kind = 'accepted' AND a.request IS NULL LIMIT 20",
        )
        .await
}

/// What else the database says of one slip.
#[derive(FromRow)]
struct Beside {
    number: i64,
    given_to: Option<Uuid>,
    due: Option<i64>,
    wake: Option<i64>,
    merged_into: Option<i64>,
    waits: i64,
    part_of: Option<i64>,
    provisional: bool,
    /// How many slips say that they were merged into it.
    joined: i64,
    /// How many say that they are a part of it, and how many of them are over.
    parts: i64,
    parts_over: i64,
    kind: Option<String>,
    at: Option<i64>,
    by_person: Option<Uuid>,
    /// Who has it in hand by the live acceptance.
    live: Option<Uuid>,
    /// Whoever handled it to its end has earned points for it.
    helped: bool,
}

/// Walks through all slips and compares each with its last step, its live acceptance, its award, and what people were
/// told of it.
async fn states(search: &mut Search<'_>, mut promised: HashMap<RequestNumber, (u32, Uuid)>) -> Result<()> {
    let mut after = (0, 0);
    loop {
        let page = request::page_after(search.conn, after, PAGE).await?;
        let Some(&(last, _)) = page.last() else { break };
        let mut beside: HashMap<i64, Vec<Beside>> = HashMap::new();
        for row in rows_beside(search.conn, after, last).await? {
            beside.entry(row.number).or_default().push(row);
        }
        for ((_, number), slip) in page {
            let beside = beside.remove(&number).unwrap_or_default();
            match slip {
                Err(error) => search.note(7, error.to_string()),
                Ok(_) if beside.len() != 1 => {
                    search.note(7, format!("request {number:013}: more than one person has it in hand"));
                }
                Ok(slip) => {
                    beside.iter().for_each(|beside| compare(search, &slip, beside));
                    if promised.get(&slip.number).is_some_and(|&(revision, _)| revision <= slip.revision) {
                        promised.remove(&slip.number);
                    }
                }
            }
        }
        after = last;
    }
    for (_, ask) in promised.into_values() {
        search.note(7, broken(ask));
    }
    Ok(())
}

fn broken(ask: Uuid) -> String {
    format!("answer {ask}: what it promised is not there")
}

/// The kinds of steps that leave a slip where it stands, as SQL has them.
macro_rules! aside {
    () => {
        "'joined', 'left', 'part_over', 'progressed', 'reached', 'assisted', 'extension_asked', 'extension_decided', \
         'rated', 'warned', 'overdue', 'escalated', 'supervised', 'supervision_answered', 'answer_missed', 'whistled', \
         'reported_in', 'call_missed', 'unit_rated', 'recounted'"
    };
}

/// What each slip's row says beside its state; the step is the last that moved it (all but `What::ASIDE`).
async fn rows_beside(conn: &mut Conn, after: (i64, i64), last: (i64, i64)) -> Result<Vec<Beside>> {
    on!(conn, |c| {
        sqlx::query_as(concat!(
            "SELECT r.number, r.given_to, r.due, r.wake, r.merged_into, r.waits, r.part_of, r.provisional, \
             (SELECT COUNT(*) FROM request m WHERE m.merged_into = r.number) AS joined, \
             (SELECT COUNT(*) FROM request p WHERE p.part_of = r.number) AS parts, \
             (SELECT COUNT(*) FROM request p WHERE p.part_of = r.number \
             AND p.state IN ('merged', 'refused', 'turned', 'withdrawn', 'closed')) AS parts_over, \
             e.kind, e.at, e.by_person, a.person AS live, \
             EXISTS (SELECT 1 FROM award w WHERE w.request = r.number AND w.person = r.handler \
             AND w.cause LIKE 'helped:%') AS helped FROM request r LEFT JOIN event e ON e.district = r.district AND e.request = r.number \
             AND e.revision = (SELECT MAX(m.revision) FROM event m WHERE m.district = r.district \
             AND m.request = r.number AND m.kind NOT IN (",
            aside!(),
            ")) LEFT JOIN acceptance a ON a.district = r.district AND a.request = r.number \
             AND a.ended_at IS NULL WHERE (r.district, r.number) > ($1, $2) AND (r.district, r.number) <= ($3, $4)"
        ))
        .bind(after.0)
        .bind(after.1)
        .bind(last.0)
        .bind(last.1)
        .fetch_all(c)
        .await
    })
    .doing(CHECKING)
}

#[cfg(test)]
#[test]
fn sql_leaves_out_the_steps_that_the_domain_calls_aside() {
    let quoted = domain::What::ASIDE.map(|kind| format!("'{kind}'")).join(", ");
    assert_eq!(aside!(), quoted);
}

fn compare(search: &mut Search<'_>, slip: &Request, beside: &Beside) {
    let number = slip.number.digits();
    let mut wrong = |invariant, why: &str| search.note(invariant, format!("request {number}: {why}"));
    if request::given_to(&slip.state) != beside.given_to
        || request::merged_into(&slip.state) != beside.merged_into
        || slip.due().map(Timestamp::micros) != beside.due
        || slip.wake_at().map(Timestamp::micros) != beside.wake
        || slip.limits.are_provisional() != beside.provisional
    {
        wrong(7, "to whom it is given, or until when, is not what its state says");
    }
    if request::bits(slip) != beside.waits {
        wrong(7, "what waits for a decision on it is not what its row says");
    }
    if slip.beside.part_of.map(|whole| whole.value().cast_signed()) != beside.part_of
        || i64::from(slip.beside.joined) != beside.joined
        || !parts_agree(&slip.state, beside)
    {
        wrong(7, "the slips that belong to it say otherwise");
    }
    let step = beside.kind.as_deref().unwrap_or("missing");
    if !follows(&slip.state, step, beside) {
        wrong(7, "its state does not follow from its last step");
    }
    let at_work = if slip.state.is_over() { None } else { slip.handler().map(|person| person.0) };
    if at_work != beside.live {
        wrong(7, "who has it in hand is not who has accepted it");
    }
    if matches!(slip.state, State::Closed { handling: Some(_), grade: Some(_), .. }) && !beside.helped {
        wrong(4, "it was rated and closed, and whoever did the work has earned nothing");
    }
}

/// Do its parts stand as it says they do? Once it is closed, all of them are over.
fn parts_agree(state: &State, beside: &Beside) -> bool {
    if let State::Split { parts, .. } = state {
        let over = parts.iter().filter(|part| part.over).count();
        (parts.len(), over) == (as_usize(beside.parts), as_usize(beside.parts_over))
    } else {
        beside.parts == beside.parts_over
    }
}

fn as_usize(count: i64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Is this state what a step of that kind leads to, done by that person at that time?
fn follows(state: &State, step: &str, beside: &Beside) -> bool {
    let when = |at: &Timestamp| beside.at == Some(at.micros());
    let done = |by: &PersonId, at: &Timestamp| beside.by_person == Some(by.0) && when(at);
    match state {
        State::Placed => matches!(step, "placed" | "answered" | "unanswered" | "released" | "not_mended"),
        State::AskedBack { by, at, .. } => step == "asked_back" && done(by, at),
        State::Verified { by, at } => match step {
            "verified" | "unmerged" | "split_off" | "return_decided" => done(by, at),
            "reopened" | "given_back" | "handed_back" | "resumed" => when(at),
            _ => false,
        },
        State::Dispatched { by, at, .. } => matches!(step, "dispatched" | "return_decided") && done(by, at),
        State::Returned { by, at, .. } => step == "returned" && done(by, at),
        State::Accepted { handling } => match step {
            "accepted" => done(&handling.by, &handling.accepted_at),
            "sent_back" => true,
            _ => false,
        },
        State::Arrived { handling, arrived_at } => step == "arrived" && done(&handling.by, arrived_at),
        State::Finished { handling, finished_at, .. } => {
            step == "finished" && done(&handling.by, finished_at)
        }
        State::Checked { checked_by, checked_at, .. } => {
            matches!(step, "checked" | "judged") && done(checked_by, checked_at)
        }
        State::Disputed { at, .. } => step == "disputed" && when(at) || step == "judged",
        State::Parked { by, at, .. } => step == "parked" && done(by, at),
        State::Split { by, at, .. } => step == "split" && done(by, at),
        State::Merged { by, at, .. } => step == "merged" && done(by, at),
        State::Refused { by, at, .. } => step == "refused" && done(by, at),
        State::Turned { by, at, .. } => step == "turned" && done(by, at),
        State::Withdrawn { at, .. } => step == "withdrawn" && when(at),
        State::Closed { at, .. } => step == "closed" && when(at),
    }
}

/// What somebody was told they have.
enum Promise {
    /// A slip, in at least this revision.
    Slip(RequestNumber, u32),
    Voucher(Uuid),
}

/// Walks through all kept answers and looks for the vouchers they promised; returns the slips they promised, each with
/// its highest revision and the ask that was told so. Answers are kept for a short while, so they fit into memory.
async fn answers(search: &mut Search<'_>) -> Result<HashMap<RequestNumber, (u32, Uuid)>> {
    let mut promised: HashMap<RequestNumber, (u32, Uuid)> = HashMap::new();
    let mut after = (Uuid::nil(), Uuid::nil());
    loop {
        let page: Vec<(Uuid, Uuid, String)> = on!(search.conn, |c| {
            sqlx::query_as(
                "SELECT person, ask, reply FROM answer WHERE (person, ask) > ($1, $2) ORDER BY person, ask LIMIT $3",
            )
            .bind(after.0)
            .bind(after.1)
            .bind(i64::from(PAGE))
            .fetch_all(c)
            .await
        })
        .doing(CHECKING)?;
        let Some(&(person, ask, _)) = page.last() else { return Ok(promised) };
        for (_, ask, reply) in page {
            match serde_json::from_str(&reply).map(|reply| promise(&reply)) {
                Err(_) => search.note(7, format!("answer {ask}: it cannot be read")),
                Ok(None) => {}
                Ok(Some(Promise::Voucher(id))) if !is_there(search.conn, id).await? => {
                    search.note(7, broken(ask))
                }
                Ok(Some(Promise::Voucher(_))) => {}
                Ok(Some(Promise::Slip(number, revision))) => {
                    let highest = promised.entry(number).or_insert((revision, ask));
                    if highest.0 < revision {
                        *highest = (revision, ask);
                    }
                }
            }
        }
        after = (person, ask);
    }
}

async fn is_there(conn: &mut Conn, voucher: Uuid) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT price FROM voucher WHERE id = $1").bind(voucher).fetch_optional(c).await
    })
    .doing(CHECKING)?;
    Ok(row.is_some())
}

/// The slip or voucher an answer speaks of, if it speaks of one: the number of a new slip, the number of a slip that was moved
/// with its revision, or the id of a voucher.
fn promise(reply: &Value) -> Option<Promise> {
    match reply {
        Value::String(text) if text.len() == 13 => text.parse().ok().map(|number| Promise::Slip(number, 1)),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            if let (Some(number), Some(revision)) =
                (text("number"), fields.get("revision").and_then(Value::as_u64))
            {
                let revision = u32::try_from(revision).ok()?;
                return number.parse().ok().map(|number| Promise::Slip(number, revision));
            }
            text("voucher")?.parse().ok().map(Promise::Voucher)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}
