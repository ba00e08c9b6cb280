//! A resident takes something from the shelf for points.

use domain::{
    Points, VoucherId,
    shop::{Item, VOUCHER_PERIOD, Voucher, VoucherCode, VoucherState},
};
use store::hold::Hold;

use super::{Redemption, written};
use crate::{
    Ask, Error, Result, points,
    writing::{Writing, begin},
};

/// How often a code is thrown again when it is taken; forty bits of chance make one repeat rare.
const THROWS: u32 = 20;

/// Sets one piece and its price aside, and issues the voucher. The same form again gives the same voucher.
pub async fn order(ask: &Ask, slug: &str) -> Result<Voucher> {
    order_at(ask, slug, None).await
}

/// The same at the price that was read: should it have changed meanwhile, nothing is taken.
pub async fn order_at(ask: &Ask, slug: &str, price: Option<Points>) -> Result<Voucher> {
    let mut w = begin!(ask, "order_voucher");
    let (owner, at) = (ask.person()?, ask.at);
    let item = store::shop::find_by_slug(&mut w, slug).await?.ok_or(Error::NotFound)?;
    if price.is_some_and(|price| price != item.price) {
        return Err(Error::ChangedMeanwhile);
    }
    let account = points::account_of(&mut w, owner, item.shop.district()).await?;
    item.offer(account.available())?;
    take_one(&mut w, &item, account.available()).await?;

    let until = at.plus(VOUCHER_PERIOD);
    let hold = Hold { id: ask.fresh(), account: account.id, points: item.price, at, until };
    store::account::set_aside(&mut w, account.id, item.price).await?;
    store::hold::place(&mut w, &hold).await?;
    let id: VoucherId = ask.fresh();
    for _ in 0..THROWS {
        let voucher = Voucher {
            id,
            code: VoucherCode::new(ask.chance()),
            item: item.id,
            owner,
            price: item.price,
            hold: hold.id,
            issued_at: at,
            expires_at: until,
            state: VoucherState::Live,
        };
        if store::voucher::issue(&mut w, &voucher).await? {
            written(&mut w, &Redemption { voucher: voucher.clone(), item });
            return w.reply(voucher).await;
        }
    }
    Err(Error::ChangedMeanwhile)
}

/// Takes a piece; if somebody else had the last one meanwhile, says so.
async fn take_one(w: &mut Writing<'_>, item: &Item, available: Points) -> Result<()> {
    match store::shop::take_one(w, item.id, item.price).await {
        Err(store::Error::Stale) => {
            let now = store::shop::find(w, item.id).await?.ok_or(Error::NotFound)?;
            now.offer(available)?;
            Err(Error::ChangedMeanwhile)
        }
        taken => Ok(taken?),
    }
}
