//! One's points with their history in words: what each line was about.

use domain::{Points, RequestNumber, catalogue::Service, points::Cause, points::Terms, shop::Item};
use store::{Conn, transfer::Entry};

use crate::{Ask, Result, points};

/// The points of whoever asks.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub balance: i64,
    /// Set aside for vouchers that wait to be fetched.
    pub held: i64,
    /// What may be spent.
    pub available: i64,
    /// Newest first.
    pub lines: Vec<Line>,
    /// There is an older page.
    pub more: bool,
    /// How points are earned.
    pub rules: Vec<Terms>,
}

/// A line of the history, and what it was about.
#[derive(Debug, Clone)]
pub struct Line {
    pub entry: Entry,
    pub about: About,
}

#[derive(Debug, Clone)]
pub enum About {
    /// Work that was done.
    Helped { request: RequestNumber, service: Option<Service> },
    /// Work that was rated.
    Rated { request: RequestNumber, service: Option<Service> },
    /// The first order somebody placed.
    FirstOrder,
    /// Something fetched from the shop.
    Goods { voucher: domain::VoucherId, item: Option<Item> },
}

/// Page `page` (the first is 0) of one's points.
pub async fn ledger(ask: &Ask, page: u32) -> Result<Ledger> {
    let mine = points::mine(ask, page).await?;
    let mut conn = ask.read().await?;
    let rules = store::award::all_terms(&mut conn).await?;
    let mut lines = Vec::with_capacity(mine.entries.len());
    for entry in mine.entries {
        let about = about(&mut conn, entry.cause).await?;
        lines.push(Line { entry, about });
    }
    Ok(Ledger {
        balance: mine.balance,
        held: mine.held,
        available: mine.available,
        lines,
        more: mine.more,
        rules,
    })
}

async fn about(conn: &mut Conn, cause: Cause) -> Result<About> {
    Ok(match cause {
        Cause::Helped { request } => About::Helped { request, service: service(conn, request).await? },
        Cause::Rated { request, .. } => About::Rated { request, service: service(conn, request).await? },
        Cause::FirstOrder { .. } => About::FirstOrder,
        Cause::Redeemed { voucher } => {
            let item = match store::voucher::find(conn, voucher).await? {
                Some(voucher) => store::shop::find(conn, voucher.item).await?,
                None => None,
            };
            About::Goods { voucher, item }
        }
    })
}

/// Which service a slip is for.
async fn service(conn: &mut Conn, number: RequestNumber) -> Result<Option<Service>> {
    Ok(match store::request::find(conn, number).await? {
        Some(slip) => store::service::find(conn, slip.service).await?,
        None => None,
    })
}

/// What somebody may spend, `None` for a visitor: for a line at the head of the shop.
pub(super) async fn available(ask: &Ask, conn: &mut Conn) -> Result<Option<Points>> {
    let Some(actor) = ask.visitor.actor else { return Ok(None) };
    let account = store::account::of_person(conn, actor.person).await?;
    Ok(Some(account.map_or(Points::ZERO, |account| account.available())))
}
