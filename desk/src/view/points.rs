//! One's points with their history in words: what each line was about.

use std::collections::HashMap;

use domain::{
    ItemId, Points, RequestNumber, ServiceId, VoucherId, catalogue::Service, points::Cause, points::Terms,
    shop::Item,
};
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
    /// Work that was rated well.
    Praised { request: RequestNumber, service: Option<Service> },
    /// Whose work somebody rated.
    Rated { request: RequestNumber, service: Option<Service> },
    /// The first order somebody placed.
    FirstOrder,
    /// Something fetched from the shop.
    Goods { voucher: VoucherId, item: Option<Item> },
}

/// Page `page` (the first is 0) of one's points.
pub async fn ledger(ask: &Ask, page: u32) -> Result<Ledger> {
    let mine = points::mine(ask, page).await?;
    let mut conn = ask.read().await?;
    let rules = store::award::all_terms(&mut conn).await?;
    let subjects = Subjects::of(&mut conn, &mine.entries).await?;
    let line = |entry: Entry| Line { about: subjects.about(entry.cause), entry };
    let lines = mine.entries.into_iter().map(line).collect();
    Ok(Ledger {
        balance: mine.balance,
        held: mine.held,
        available: mine.available,
        lines,
        more: mine.more,
        rules,
    })
}

/// What the lines of a page are about, found with a fixed number of statements.
struct Subjects {
    services: HashMap<RequestNumber, Service>,
    items: HashMap<VoucherId, Item>,
}

impl Subjects {
    async fn of(conn: &mut Conn, entries: &[Entry]) -> Result<Self> {
        let mut slips = Vec::new();
        let mut vouchers = Vec::new();
        for entry in entries {
            match entry.cause {
                Cause::Helped { request, .. } | Cause::Praised { request } | Cause::Rated { request, .. } => {
                    slips.push(request);
                }
                Cause::Redeemed { voucher } => vouchers.push(voucher),
                Cause::FirstOrder { .. } => {}
            }
        }
        let types = store::request::services(conn, &slips).await?;
        let ids: Vec<ServiceId> = types.iter().map(|(_, service)| *service).collect();
        let known = store::service::find_all(conn, &ids).await?;
        let service = |id: ServiceId| known.iter().find(|service| service.id == id).cloned();
        let services = types.into_iter().filter_map(|(slip, id)| Some((slip, service(id)?))).collect();

        let goods = store::voucher::items(conn, &vouchers).await?;
        let ids: Vec<ItemId> = goods.iter().map(|(_, item)| *item).collect();
        let known = store::shop::find_all(conn, &ids).await?;
        let item = |id: ItemId| known.iter().find(|item| item.id == id).cloned();
        let items = goods.into_iter().filter_map(|(voucher, id)| Some((voucher, item(id)?))).collect();
        Ok(Self { services, items })
    }

    fn about(&self, cause: Cause) -> About {
        let service = |request: RequestNumber| self.services.get(&request).cloned();
        match cause {
            Cause::Helped { request, .. } => About::Helped { request, service: service(request) },
            Cause::Praised { request } => About::Praised { request, service: service(request) },
            Cause::Rated { request, .. } => About::Rated { request, service: service(request) },
            Cause::FirstOrder { .. } => About::FirstOrder,
            Cause::Redeemed { voucher } => About::Goods { voucher, item: self.items.get(&voucher).cloned() },
        }
    }
}

/// What somebody may spend, `None` for a visitor: for a line at the head of the shop.
pub(super) async fn available(ask: &Ask, conn: &mut Conn) -> Result<Option<Points>> {
    let Some(actor) = ask.visitor.actor else { return Ok(None) };
    let account = store::account::of_person(conn, actor.person).await?;
    Ok(Some(account.map_or(Points::ZERO, |account| account.available())))
}
