//! The timer's verb: vouchers that nobody fetched give back their points and their piece.

use super::{Redemption, take, undo};
use crate::{Ask, Result};

/// Ends what has run out; says how many. Safe to repeat and on many nodes: each voucher is looked at again inside its
/// own transaction.
pub async fn expire_overdue(ask: &Ask) -> Result<u32> {
    let mut conn = ask.read().await?;
    let overdue = store::voucher::overdue(&mut conn, ask.at, 200).await?;
    drop(conn);
    let mut ended = 0;
    for id in overdue {
        let mut w = ask.write("expire_voucher").await?;
        let Redemption { voucher, item } = take(&mut w, id).await?;
        if let Ok(voucher) = voucher.expire(ask.at) {
            undo(&mut w, &Redemption { voucher, item }, ask.at).await?;
            w.reply(()).await?;
            ended += 1;
        }
    }
    Ok(ended)
}
