//! The points shop (积分超市). Stock and points move together, in one transaction: both or neither.
//!
//! `order` takes a piece off the shelf, sets the points aside and issues a voucher; then the keeper hands it out
//! (`counter`), the owner gives it back (`cancel`), or its time runs out (`expire`). Every way out is taken once.

mod cancel;
mod counter;
mod expire;
mod order;
mod shelf;

use domain::{
    Timestamp, VoucherId,
    shop::{Item, Voucher},
};
use store::Conn;

pub(crate) use self::counter::at_counter;
pub use self::{
    cancel::cancel,
    counter::{AtCounter, find_for_counter, hand_out},
    expire::expire_overdue,
    order::{order, order_at},
    shelf::{PAGE, item, my_vouchers, qr, shelf, voucher},
};
use crate::{Error, Result, live::Topic, points, writing::Writing};

/// A voucher and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redemption {
    pub voucher: Voucher,
    pub item: Item,
}

async fn item_of(conn: &mut Conn, voucher: &Voucher) -> Result<Item> {
    store::shop::find(conn, voucher.item).await?.ok_or(Error::NotFound)
}

/// Loads a voucher; nobody else can end it until the transaction does.
async fn take(w: &mut Writing<'_>, id: VoucherId) -> Result<Redemption> {
    let voucher = store::voucher::find_for_change(w, id).await?.ok_or(Error::NotFound)?;
    let item = item_of(w, &voucher).await?;
    Ok(Redemption { voucher, item })
}

/// Writes that a voucher ended without being fetched: its points and its piece go back.
async fn undo(w: &mut Writing<'_>, redemption: &Redemption, at: Timestamp) -> Result<()> {
    let Redemption { voucher, item } = redemption;
    store::voucher::end(w, voucher).await?;
    let account = points::account_of(w, voucher.owner, item.shop.district()).await?;
    store::hold::release(w, voucher.hold, at).await?;
    store::account::give_back(w, account.id, voucher.price).await?;
    store::shop::put_back(w, item.id).await?;
    written(w, redemption);
    Ok(())
}

/// The audit line, and who looks again.
fn written(w: &mut Writing<'_>, redemption: &Redemption) {
    w.audit(Some(redemption.item.shop), format!("voucher:{}", redemption.voucher.id), None);
    w.tell(Topic::Person(redemption.voucher.owner));
}
