//! The points shops as everybody sees them: which there are, what stands on one's shelf, and what one may spend.

use domain::{Area, Points, shop::Item, shop::ShopRefusal};
use store::{Conn, area::Entry};

use super::points::available;
use crate::{Ask, Error, Result};

/// The front of a shop.
#[derive(Debug, Clone)]
pub struct ShopFront {
    /// Every area that has a shop, in the order of their codes.
    pub shops: Vec<Entry>,
    /// The one shown; `None` if there is none at all.
    pub shop: Option<Entry>,
    pub items: Vec<Item>,
    /// What whoever asks may spend; `None` for a visitor.
    pub available: Option<Points>,
}

/// One thing on the shelf.
#[derive(Debug, Clone)]
pub struct ShopItem {
    pub item: Item,
    pub available: Option<Points>,
    /// Why it cannot be had just now. For a visitor, only what holds for everybody.
    pub refusal: Option<ShopRefusal>,
}

/// The shop of `area`, or else the one nearest to home, or else the first.
pub async fn shop_front(ask: &Ask, area: Option<Area>) -> Result<ShopFront> {
    let mut conn = ask.read().await?;
    let mut items = store::shop::all(&mut conn).await?;
    items.retain(|item| !item.retired);
    let mut areas: Vec<Area> = items.iter().map(|item| item.shop).collect();
    areas.sort_unstable();
    areas.dedup();
    let mut shops = store::area::find_all(&mut conn, &areas).await?;
    shops.sort_by_key(|entry| entry.area);
    let chosen = match area.filter(|area| areas.contains(area)) {
        Some(area) => Some(area),
        None => nearest(ask, &mut conn, &areas).await?.or_else(|| areas.first().copied()),
    };
    items.retain(|item| Some(item.shop) == chosen);
    let available = available(ask, &mut conn).await?;
    let shop = shops.iter().find(|entry| Some(entry.area) == chosen).cloned();
    Ok(ShopFront { shops, shop, items, available })
}

/// The shop that serves the home of whoever asks: of several, that of the smallest area.
async fn nearest(ask: &Ask, conn: &mut Conn, areas: &[Area]) -> Result<Option<Area>> {
    let Some(actor) = ask.visitor.actor else { return Ok(None) };
    let person = store::person::find(conn, actor.person).await?;
    let home = person.and_then(|person| person.home).map(|home| home.area);
    let place = home.or_else(|| actor.post.map(|post| post.area));
    Ok(place.and_then(|place| {
        areas.iter().copied().filter(|shop| shop.covers(place)).max_by_key(|shop| shop.level())
    }))
}

/// One thing on the shelf. Retired ones are shown too, for those who still have a voucher.
pub async fn shop_item(ask: &Ask, slug: &str) -> Result<ShopItem> {
    let mut conn = ask.read().await?;
    let item = store::shop::find_by_slug(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let available = available(ask, &mut conn).await?;
    let refusal = item.offer(available.unwrap_or(item.price)).err();
    Ok(ShopItem { item, available, refusal })
}
