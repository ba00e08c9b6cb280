//! The timer's verbs: whatever is due because time has passed, and limits to be counted anew.

use domain::{
    Rank, Request, RequestNumber, Timestamp,
    request::{Manned, Refusal},
};

use super::moved;
use crate::{Ask, Result, writing::Writing};

/// The most slips of one round; what is left is next.
const AT_ONCE: u32 = 200;

/// The most steps of one slip in one round: a slip that was left alone while the house was closed climbs one rung after
/// the other, each in a transaction of its own.
const STEPS: u32 = 8;

/// What a round woke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Woken {
    pub steps: u32,
    /// How long the one that was due first had been due, in microseconds.
    pub late: i64,
}

/// Does whatever is due, and says what it was. Safe to repeat and on many nodes: each slip is looked at again
/// inside its own transaction, and whoever comes second finds nothing due. A slip that fails keeps no other waiting: the
/// first failure is handed back after all were tried.
pub async fn wake_all(ask: &Ask) -> Result<Woken> {
    let mut conn = ask.read().await?;
    let due = store::request::due_to_wake(&mut conn, ask.at, AT_ONCE).await?;
    drop(conn);
    let (mut woken, mut failed) = (Woken::default(), None);
    for number in due {
        for _ in 0..STEPS {
            match wake(ask, number).await {
                Ok(Some(due)) => {
                    woken.steps += 1;
                    woken.late = woken.late.max(ask.at.micros_since(due));
                }
                Ok(None) => break,
                Err(error) => {
                    failed.get_or_insert(error);
                    break;
                }
            }
        }
    }
    failed.map_or(Ok(woken), Err)
}

/// Does the next step of a slip, and says since when it was due; `None`: nothing is.
async fn wake(ask: &Ask, number: RequestNumber) -> Result<Option<Timestamp>> {
    let mut w = ask.write("wake").await?;
    let slip = moved::begin(&mut w, number).await?;
    let Some(due) = slip.request.wake_at().filter(|at| *at <= ask.at) else { return Ok(None) };
    let manned = manned(&mut w, &slip).await?;
    let hours = ask.hours();
    let Ok(change) = slip.request.clone().wake(manned, &hours.office(), ask.at) else {
        return Ok(None);
    };
    moved::write(&mut w, &slip, change).await?;
    w.done().await?;
    Ok(Some(due))
}

/// On which levels somebody serves the area of a slip who is not a side of it.
async fn manned(w: &mut Writing<'_>, slip: &moved::Moving) -> Result<Manned> {
    let sides = super::told::sides(w, &slip.request).await?;
    let mut manned = Manned::default();
    for server in store::post::serving(w, slip.request.grid).await? {
        if sides.contains(&server.person) {
            continue;
        }
        match server.post.rank() {
            Some(Rank::Leader) => manned.leader = true,
            Some(Rank::Community) => manned.community = true,
            Some(Rank::Town) => manned.town = true,
            Some(Rank::District) => manned.district = true,
            Some(Rank::Worker) | None => {}
        }
    }
    Ok(manned)
}

/// Counts the limits of whatever is under way anew, after a notice has arrived or was amended; says how many slips have
/// another limit now. A slip that fails keeps no other waiting here either.
pub async fn recount(ask: &Ask) -> Result<u32> {
    let (mut counted, mut failed) = (0, None);
    let mut after = None;
    loop {
        let mut conn = ask.read().await?;
        let slips = store::request::running(&mut conn, after, AT_ONCE).await?;
        drop(conn);
        let Some(&(last, _)) = slips.last() else { return failed.map_or(Ok(counted), Err) };
        let hours = ask.hours();
        for (number, slip) in slips {
            // By whose hours a unit works is looked up in the transaction, as is what cannot be read.
            let stays =
                |slip: Request| slip.at_unit().is_none() && slip.recount(&hours.office(), ask.at).is_err();
            if slip.is_ok_and(stays) {
                continue;
            }
            match recount_one(ask, number).await {
                Ok(anew) => counted += u32::from(anew),
                Err(error) => {
                    failed.get_or_insert(error);
                }
            }
        }
        after = Some(last);
    }
}

async fn recount_one(ask: &Ask, number: RequestNumber) -> Result<bool> {
    let mut w = ask.write("recount").await?;
    let slip = moved::begin(&mut w, number).await?;
    let hours = moved::hours(&mut w, slip.request.at_unit()).await?;
    match slip.request.clone().recount(&hours.office(), ask.at) {
        Ok(change) => {
            moved::write(&mut w, &slip, change).await?;
            w.done().await?;
            Ok(true)
        }
        Err(Refusal::NotNow) => Ok(false),
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}
