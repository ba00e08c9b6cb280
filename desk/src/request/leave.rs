//! What somebody leaves behind when a post of theirs ends: what they had in hand or were given, and what waited for a unit whose
//! last worker they were.

use domain::{RequestNumber, UnitId};
use store::post::Held;

use super::moved;
use crate::{Ask, Result};

/// The most posts of one round, and the most slips that are looked up together.
const AT_ONCE: u32 = 200;

/// Hands over what is left behind in all posts that have ended, and says how many slips went to the desk. Safe to repeat and
/// on many nodes: each slip is looked at again inside its own transaction. What fails is tried again in the next round.
pub async fn hand_over(ask: &Ask) -> Result<u32> {
    let mut conn = ask.read().await?;
    let ended = store::post::leaving(&mut conn, AT_ONCE).await?;
    drop(conn);
    let (mut moved, mut failed) = (0, None);
    for held in ended {
        match leave(ask, &held).await {
            Ok(slips) => moved += slips,
            Err(error) => {
                failed.get_or_insert(error);
            }
        }
    }
    failed.map_or(Ok(moved), Err)
}

async fn leave(ask: &Ask, held: &Held) -> Result<u32> {
    let mut moved = 0;
    let mut after = None;
    loop {
        let mut conn = ask.read().await?;
        let slips = store::request::of_whom(&mut conn, held.person, after, AT_ONCE).await?;
        drop(conn);
        let Some(&last) = slips.last() else { break };
        for number in slips {
            moved += u32::from(leave_slip(ask, held, number).await?);
        }
        after = Some(last);
    }
    if let Some(unit) = held.post.unit {
        moved += leave_unit(ask, held, unit).await?;
    }
    let mut w = ask.write("hand_over").await?;
    store::post::set_handed_over(&mut w, held.id).await?;
    w.done().await?;
    Ok(moved)
}

/// Says whether it went to the desk.
async fn leave_slip(ask: &Ask, held: &Held, number: RequestNumber) -> Result<bool> {
    let mut w = ask.write("leave").await?;
    let slip = moved::begin(&mut w, number).await?;
    let Some(change) = slip.left_by(&mut w, held.person, slip.request.clone()).await? else {
        return Ok(false);
    };
    moved::write(&mut w, &slip, change).await?;
    w.done().await?;
    Ok(true)
}

/// What waits for a unit for which nobody acts any more.
async fn leave_unit(ask: &Ask, held: &Held, unit: UnitId) -> Result<u32> {
    let (mut moved, mut after) = (0, None);
    loop {
        let mut conn = ask.read().await?;
        if !store::unit::members(&mut conn, unit).await?.is_empty() {
            return Ok(moved);
        }
        let slips = store::request::waiting_for(&mut conn, unit, after, AT_ONCE).await?;
        drop(conn);
        let Some(&last) = slips.last() else { return Ok(moved) };
        for number in slips {
            let mut w = ask.write("leave").await?;
            let slip = moved::begin(&mut w, number).await?;
            let hours = ask.hours();
            let left = slip.request.clone().leave_unit(unit, held.person, &hours.office(), ask.at);
            if let Ok(change) = left {
                moved::write(&mut w, &slip, change).await?;
                w.done().await?;
                moved += 1;
            }
        }
        after = Some(last);
    }
}
