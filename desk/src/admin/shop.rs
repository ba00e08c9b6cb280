//! The shelves of the points shops, kept by the administrators of their areas.

use domain::{Area, Points, permit, shop::Item, text::Line};

use crate::{Ask, Error, Fault, Result, error::Checks, writing::begin};

/// The most pieces brought at once.
pub const MOST_PIECES: u32 = 10_000;

/// An item as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Where to fetch it: name and address of the shop.
    pub counter: String,
    pub name_zh: String,
    pub name_en: String,
    /// The drawing, a symbol of the picture sprite.
    pub picture: String,
    pub price: String,
}

/// What can be written on the shelf.
struct Label {
    counter: Line,
    name_zh: Line,
    name_en: Line,
    picture: String,
    price: Points,
}

fn label(checks: &mut Checks, typed: &Typed) -> Option<Label> {
    let counter = checks.take("counter", Line::new(&typed.counter));
    let name_zh = checks.take("name_zh", Line::new(&typed.name_zh));
    let name_en = checks.take("name_en", Line::new(&typed.name_en));
    let picture = checks.slug("picture", &typed.picture);
    let price = checks.number("price", &typed.price, 1, Points::MOST);
    Some(Label {
        counter: counter?,
        name_zh: name_zh?,
        name_en: name_en?,
        picture: picture?,
        price: Points::new(price?).ok()?,
    })
}

impl Label {
    fn on(self, item: Item) -> Item {
        Item {
            counter: self.counter.into(),
            name_zh: self.name_zh.into(),
            name_en: self.name_en.into(),
            picture: self.picture,
            price: self.price,
            ..item
        }
    }
}

/// Every item whose shop lies in the administrator's area, retired ones last.
pub async fn list(ask: &Ask) -> Result<Vec<Item>> {
    let actor = ask.actor()?;
    let post = actor.post.ok_or(permit::Denied::NotYourRole)?;
    permit::administer(actor, post.area)?;
    let mut c = ask.read().await?;
    let mut items = store::shop::all(&mut c).await?;
    items.retain(|item| post.area.covers(item.shop));
    Ok(items)
}

/// Puts a new item on the shelf of the shop of an area, with its first pieces.
pub async fn add(ask: &Ask, shop: &str, slug: &str, typed: &Typed, pieces: &str) -> Result<Item> {
    let mut w = begin!(ask, "add_item");
    let mut checks = Checks::default();
    let shop = checks.take("shop", shop.parse::<Area>().map_err(|_| Fault::NotAChoice));
    if let Some(shop) = shop {
        permit::administer(ask.actor()?, shop)?;
    }
    let slug = checks.slug("slug", slug);
    let label = label(&mut checks, typed);
    let pieces = checks.number("pieces", pieces, 0, MOST_PIECES);
    let (Some(shop), Some(slug), Some(label), Some(pieces)) = (shop, slug, label, pieces) else {
        return checks.refuse();
    };
    if store::area::find(&mut w, shop).await?.is_none_or(|entry| entry.valid_until.is_some()) {
        return Err(Error::field("shop", Fault::NotAChoice));
    }
    let item = label.on(Item {
        id: ask.fresh(),
        slug,
        shop,
        counter: String::new(),
        name_zh: String::new(),
        name_en: String::new(),
        picture: String::new(),
        price: Points::ZERO,
        stocked: pieces,
        left: pieces,
        retired: false,
    });
    let position = store::shop::count(&mut w).await?;
    if !store::shop::add(&mut w, &item, position).await? {
        return Err(Error::field("slug", Fault::Taken));
    }
    w.audit(Some(shop), subject(&item), Some(format!("price {}, pieces {pieces}", item.price)));
    w.reply(item).await
}

/// Rewrites the label of an item. Vouchers that are out keep the price they were issued at.
pub async fn change(ask: &Ask, slug: &str, typed: &Typed) -> Result<Item> {
    let mut w = ask.begin_setting("change_item").await?;
    let item = mine(ask, store::shop::find_by_slug(&mut w, slug).await?)?;
    let mut checks = Checks::default();
    let Some(label) = label(&mut checks, typed) else { return checks.refuse() };
    let before = item.clone();
    let item = label.on(item);
    if item == before {
        return w.unchanged(item).await;
    }
    store::shop::update(&mut w, &item).await?;
    w.audit(Some(item.shop), subject(&item), Some(format!("price {} → {}", before.price, item.price)));
    w.done().await?;
    Ok(item)
}

/// Brings new pieces.
pub async fn restock(ask: &Ask, slug: &str, pieces: &str) -> Result<Item> {
    let mut w = begin!(ask, "restock_item");
    let item = mine(ask, store::shop::find_by_slug(&mut w, slug).await?)?;
    let mut checks = Checks::default();
    let Some(pieces) = checks.number("pieces", pieces, 1, MOST_PIECES) else { return checks.refuse() };
    store::shop::restock(&mut w, item.id, pieces).await?;
    let item = store::shop::find(&mut w, item.id).await?.ok_or(Error::NotFound)?;
    w.audit(Some(item.shop), subject(&item), Some(format!("pieces +{pieces}")));
    w.reply(item).await
}

/// Takes an item off the shelf (`retired`), or offers it again. Vouchers that are out stay good.
pub async fn retire(ask: &Ask, slug: &str, retired: bool) -> Result<Item> {
    let mut w = ask.begin_setting("retire_item").await?;
    let item = mine(ask, store::shop::find_by_slug(&mut w, slug).await?)?;
    if item.retired == retired {
        return w.unchanged(item).await;
    }
    let item = Item { retired, ..item };
    store::shop::update(&mut w, &item).await?;
    w.audit(Some(item.shop), subject(&item), Some(format!("retired: {retired}")));
    w.done().await?;
    Ok(item)
}

/// The item, if whoever asks keeps its shelf.
fn mine(ask: &Ask, item: Option<Item>) -> Result<Item> {
    let item = item.ok_or(Error::NotFound)?;
    permit::administer(ask.actor()?, item.shop)?;
    Ok(item)
}

fn subject(item: &Item) -> String {
    format!("item:{}", item.id)
}
