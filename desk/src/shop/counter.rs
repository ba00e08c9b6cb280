//! 核销: the keeper looks a voucher up by its code, then hands the goods out, once. Codes that are no voucher's are
//! counted, so that nobody finds one by trying.

use domain::{
    PersonId, Role, mask,
    permit::{self, Denied, MayRedeem},
    points::{Account, Cause},
    shop::{Voucher, VoucherCode},
    text::is_blank,
};
use store::{Conn, transfer::Transfer};

use super::{Redemption, item_of, take, written};
use crate::{
    Ask, Error, Fault, Result,
    limits::Limit,
    points,
    throttle::Counter,
    writing::{Writing, begin},
};

/// What a keeper sees of a voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtCounter {
    pub redemption: Redemption,
    /// The owner's name behind its mask.
    pub owner: String,
}

/// Looks a voucher up before anything is handed out.
pub async fn find_for_counter(ask: &Ask, code: &str) -> Result<AtCounter> {
    keeper(ask)?;
    let code = read(code)?;
    let mut c = ask.read().await?;
    let Some(voucher) = look_up(ask, &mut c, code).await? else {
        drop(c);
        return Err(wrong(ask).await?);
    };
    let found = at_counter(&mut c, voucher).await?;
    permit::redeem(ask.actor()?, found.redemption.item.shop, found.redemption.voucher.owner)?;
    Ok(found)
}

/// A voucher as its keeper sees it.
pub(crate) async fn at_counter(conn: &mut Conn, voucher: Voucher) -> Result<AtCounter> {
    let item = item_of(conn, &voucher).await?;
    let owner = masked_owner(conn, &voucher).await?;
    Ok(AtCounter { redemption: Redemption { voucher, item }, owner })
}

/// Hands out what the voucher promises; its points are spent.
pub async fn hand_out(ask: &Ask, code: &str) -> Result<AtCounter> {
    keeper(ask)?;
    let code = read(code)?;
    let mut w = begin!(ask, "hand_out");
    let Some(found) = look_up(ask, &mut w, code).await? else {
        drop(w);
        return Err(wrong(ask).await?);
    };
    let Redemption { voucher, item } = take(&mut w, found.id).await?;
    let permit = permit::redeem(ask.actor()?, item.shop, voucher.owner)?;
    let redemption = redeem(&mut w, permit, Redemption { voucher, item }).await?;
    written(&mut w, &redemption);
    let owner = masked_owner(&mut w, &redemption.voucher).await?;
    w.reply(AtCounter { redemption, owner }).await
}

async fn redeem(w: &mut Writing<'_>, permit: MayRedeem, redemption: Redemption) -> Result<Redemption> {
    let (at, district) = (w.ask.at, redemption.item.shop.district());
    let voucher = redemption.voucher.redeem(permit, at)?;
    store::voucher::end(w, &voucher).await?;
    let spent = points::organiser(w, district, Account::Spent).await?;
    let account = points::account_of(w, voucher.owner, district).await?;
    let movement = Transfer {
        id: w.ask.fresh(),
        district,
        cause: Cause::Redeemed { voucher: voucher.id },
        debit: account.id,
        credit: spent.id,
        points: voucher.price,
        at,
    };
    if !store::transfer::record(w, &movement).await? {
        return Err(Error::ChangedMeanwhile);
    }
    store::account::spend_held(w, account.id, voucher.price).await?;
    store::account::credit(w, spent.id, voucher.price).await?;
    store::hold::capture(w, voucher.hold, movement.id, at).await?;
    Ok(Redemption { voucher, ..redemption })
}

/// Before anything is looked up: nobody but a keeper may try codes.
fn keeper(ask: &Ask) -> Result<()> {
    match ask.actor()?.role() {
        Role::ShopKeeper => Ok(()),
        Role::Resident
        | Role::Volunteer
        | Role::PartyVolunteer
        | Role::GridWorker
        | Role::GridLeader
        | Role::Staff
        | Role::UnitWorker
        | Role::Moderator
        | Role::Administrator => Err(Error::Denied(Denied::NotYourRole)),
    }
}

/// The code that was typed. One of the wrong length is a slip of the finger and counts for nothing.
fn read(code: &str) -> Result<VoucherCode> {
    if is_blank(code) {
        return Err(Error::field("code", Fault::Missing));
    }
    code.parse().map_err(|_| unknown())
}

/// The voucher with this code, if there is one. Who tried too many wrong ones does not learn even that.
async fn look_up(ask: &Ask, conn: &mut Conn, code: VoucherCode) -> Result<Option<Voucher>> {
    match wrong_codes(ask, ask.person()?).is_full(ask, conn).await? {
        None => Ok(store::voucher::find_by_code(conn, code).await?),
        Some(much) => Err(ask.refuse(much)),
    }
}

/// Counts a code that was no voucher's. Returns what to say of it.
async fn wrong(ask: &Ask) -> Result<Error> {
    let keeper = ask.actor()?;
    let mut w = ask.write("try_wrong_code").await?;
    let much = wrong_codes(ask, keeper.person).take(&mut w, 1).await?;
    let shop = keeper.post.map(|post| post.area);
    w.audit(shop, format!("person:{}", keeper.person), None);
    w.done().await?;
    Ok(much.map_or_else(unknown, |much| ask.refuse(much)))
}

fn wrong_codes(ask: &Ask, keeper: PersonId) -> Counter {
    Counter::of(ask, Limit::WrongVoucherCodes, keeper.0.as_bytes())
}

fn unknown() -> Error {
    Error::field("code", Fault::NotAChoice)
}

async fn masked_owner(conn: &mut Conn, voucher: &Voucher) -> Result<String> {
    let owner = store::person::find(conn, voucher.owner).await?;
    let name = owner.and_then(|person| person.name);
    Ok(mask::name(name.as_ref().map_or("", |name| name.as_str())))
}
