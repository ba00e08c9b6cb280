//! What is on offer, and the vouchers one has.

use domain::{
    Area, VoucherId,
    shop::{Item, Voucher},
};

use super::{Redemption, item_of};
use crate::{Ask, Error, Result, poster::Qr};

/// Vouchers on a page.
pub const PAGE: u32 = 20;

/// What is offered to somebody of `area`: in shops that serve it from above, and in those that lie in it. Open to
/// everybody.
pub async fn shelf(ask: &Ask, area: Area) -> Result<Vec<Item>> {
    let mut c = ask.read().await?;
    let mut items = store::shop::offered(&mut c, area.district()).await?;
    items.retain(|item| item.shop.covers(area) || area.covers(item.shop));
    Ok(items)
}

/// One item. Retired ones are shown too, for those who still have a voucher.
pub async fn item(ask: &Ask, slug: &str) -> Result<Item> {
    let mut c = ask.read().await?;
    store::shop::find_by_slug(&mut c, slug).await?.ok_or(Error::NotFound)
}

/// A voucher, for its owner. Everybody else is told what one is told of a voucher that does not exist.
pub async fn voucher(ask: &Ask, id: VoucherId) -> Result<Redemption> {
    let owner = ask.person()?;
    let mut c = ask.read().await?;
    let voucher =
        store::voucher::find(&mut c, id).await?.filter(|v| v.owner == owner).ok_or(Error::NotFound)?;
    let item = item_of(&mut c, &voucher).await?;
    Ok(Redemption { voucher, item })
}

/// Page `page` (the first is 0) of the vouchers of whoever asks, newest first.
pub async fn my_vouchers(ask: &Ask, page: u32) -> Result<Vec<Redemption>> {
    let owner = ask.person()?;
    let mut c = ask.read().await?;
    let vouchers = store::voucher::of_owner(&mut c, owner, page.saturating_mul(PAGE), PAGE).await?;
    let items: Vec<_> = vouchers.iter().map(|voucher| voucher.item).collect();
    let items = store::shop::find_all(&mut c, &items).await?;
    let redemption = |voucher: Voucher| {
        let item = items.iter().find(|item| item.id == voucher.item).cloned().ok_or(Error::NotFound)?;
        Ok(Redemption { voucher, item })
    };
    vouchers.into_iter().map(redemption).collect()
}

/// The QR code of a voucher: the counter's address with the voucher's code filled in. Good for nobody but a keeper.
pub fn qr(ask: &Ask, voucher: &Voucher) -> Option<Qr> {
    Qr::of(&format!("{}/counter?code={}", ask.desk.public_url, voucher.code))
}
