//! What a keeper handed out today.

use domain::{
    PersonId, Role, mask,
    permit::Denied,
    shop::{Item, Voucher},
};

use crate::{Ask, Error, Result};

/// The most lines of a day that are shown.
const MOST: u32 = 100;

/// Something that was handed out.
#[derive(Debug, Clone)]
pub struct HandedOut {
    pub voucher: Voucher,
    pub item: Item,
    /// The owner's name behind its mask.
    pub owner: String,
}

/// What the keeper who asks handed out since midnight, newest first.
pub async fn handed_out_today(ask: &Ask) -> Result<Vec<HandedOut>> {
    let actor = ask.actor()?;
    if actor.role() != Role::ShopKeeper {
        return Err(Error::Denied(Denied::NotYourRole));
    }
    let mut conn = ask.read().await?;
    let vouchers = store::voucher::redeemed_by(&mut conn, actor.person, ask.at.start_of_day(), MOST).await?;
    let owners: Vec<PersonId> = vouchers.iter().map(|voucher| voucher.owner).collect();
    let owners = store::person::find_all(&mut conn, &owners).await?;
    let items = store::shop::all(&mut conn).await?;
    let lines = vouchers.into_iter().filter_map(|voucher| {
        let item = items.iter().find(|item| item.id == voucher.item)?.clone();
        let owner =
            owners.iter().find(|person| person.id == voucher.owner).and_then(|person| person.name.as_ref());
        let owner = mask::name(owner.map_or("", |name| name.as_str()));
        Some(HandedOut { voucher, item, owner })
    });
    Ok(lines.collect())
}
