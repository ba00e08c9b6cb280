//! The timer's verb: a checked slip that nobody rated in time closes by itself.

use domain::{Role, request::RATING_PERIOD};

use super::moved;
use crate::{Ask, Result};

/// Closes what has waited long enough for a rating; says how many. Safe to repeat and on many nodes: each slip is
/// looked at again inside its own transaction.
pub async fn close_unrated(ask: &Ask) -> Result<u32> {
    let mut conn = ask.read().await?;
    let waiting = store::request::unrated_since(&mut conn, ask.at.minus(RATING_PERIOD), 200).await?;
    drop(conn);
    let mut closed = 0;
    for number in waiting {
        let mut w = ask.write("close_unrated").await?;
        let slip = moved::begin(&mut w, number).await?;
        let from = slip.request.revision;
        if let Ok(change) = slip.request.close_unrated(ask.at) {
            moved::write(&mut w, from, &slip.service, change).await?;
            w.reply(Role::Resident).await?;
            closed += 1;
        }
    }
    Ok(closed)
}
