//! What people of the demo district fetch from the shops for their points.

use domain::{Minutes, Role, Timestamp};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};

use super::{settle::District, story::Deed};

/// What is done about one voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    Order,
    HandOut,
    Cancel,
}

/// Somebody who wants something from the shop, if their points are enough by then.
pub(super) struct Purchase {
    pub buyer: usize,
    pub item: String,
    /// The keeper of that shop.
    pub keeper: usize,
}

/// How a voucher ends.
#[derive(Debug, Clone, Copy)]
enum Fate {
    HandedOut,
    /// Fetched just now: the keeper's page shows what was handed out today.
    Fresh,
    Cancelled,
    /// Not fetched: it runs out, or is still good.
    Left,
}

/// Bought in the main story: who, what, how many days ago, and what became of it.
const TOLD: [(usize, &str, u32, Fate); 8] = [
    (super::story::WANG_GUIFANG, "notebook", 8, Fate::HandedOut),
    (super::story::LI_JIANGUO, "soap", 35, Fate::HandedOut),
    (super::story::LI_JIANGUO, "tissue", 28, Fate::Left),
    (super::story::LI_JIANGUO, "towel", 15, Fate::HandedOut),
    (super::story::LI_JIANGUO, "notebook", 7, Fate::Cancelled),
    (super::story::LI_JIANGUO, "bag", 2, Fate::Left),
    (super::story::LI_JIANGUO, "umbrella", 1, Fate::Fresh),
    (7, "tissue", 5, Fate::Left),
];

/// How many more try their luck.
const OTHERS: u32 = 40;

pub(super) fn plan(
    district: &District,
    now: Timestamp,
    dice: &mut StdRng,
    deeds: &mut Vec<(Timestamp, Deed)>,
) -> Vec<Purchase> {
    let mut wishes: Vec<(usize, String, u32, Fate)> =
        TOLD.iter().map(|&(buyer, item, days, fate)| (buyer, item.to_owned(), days, fate)).collect();
    let helpers: Vec<usize> = (super::story::LI_JIANGUO + 1..district.people.len())
        .filter(|&person| district.people[person].posts.iter().any(|post| post.role.helps()))
        .collect();
    for _ in 0..OTHERS {
        let Some(&buyer) = helpers.choose(dice) else { continue };
        let near: Vec<&str> = district
            .items
            .iter()
            .filter(|item| item.shop.covers(district.people[buyer].home) && item.price.get() <= 60)
            .map(|item| item.slug.as_str())
            .collect();
        let Some(item) = near.choose(dice) else { continue };
        let fate = match dice.random_range(0..10) {
            0..=5 => Fate::HandedOut,
            6 => Fate::Cancelled,
            _ => Fate::Left,
        };
        wishes.push((buyer, (*item).to_owned(), dice.random_range(1..=30), fate));
    }

    let mut purchases = Vec::new();
    for (buyer, item, days, fate) in wishes {
        let Some(keeper) = keeper_of(district, &item).filter(|&keeper| keeper != buyer) else { continue };
        let place = purchases.len();
        let at = now.minus(Minutes::days(days)).start_of_day().plus(Minutes(dice.random_range(480..=1080)));
        if at >= now {
            continue;
        }
        deeds.push((at, Deed::Shop(place, Errand::Order)));
        let later = at.plus(Minutes(dice.random_range(60..=1200)));
        match fate {
            Fate::HandedOut | Fate::Cancelled if later >= now => {}
            Fate::Fresh => deeds.push((now.minus(Minutes(3)), Deed::Shop(place, Errand::HandOut))),
            Fate::HandedOut => deeds.push((later, Deed::Shop(place, Errand::HandOut))),
            Fate::Cancelled => deeds.push((later, Deed::Shop(place, Errand::Cancel))),
            Fate::Left => {}
        }
        purchases.push(Purchase { buyer, item, keeper });
    }
    purchases
}

fn keeper_of(district: &District, slug: &str) -> Option<usize> {
    let item = district.items.iter().find(|item| item.slug == slug)?;
    district
        .people
        .iter()
        .position(|person| person.post(Role::ShopKeeper).is_some_and(|post| post.area == item.shop))
}
