//! `/shop`: the shelf, open to everybody. `/shop/{item}`: one thing, and taking it.

use desk::{
    Ask,
    live::Topic,
    view::{ShopFront, ShopItem, shop_front, shop_item},
};
use domain::{
    Area, Points,
    shop::{Item, ShopRefusal, VOUCHER_PERIOD},
};
use leptos::prelude::*;

use crate::{
    api::shop::Redeem,
    context::{encoded, here, locale},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Picture, Sign},
    t, words,
};

/// Fewer pieces than this are said as the last ones.
const FEW: u32 = 5;

pub(super) fn name(item: &Item) -> String {
    locale().pick(&item.name_zh, &item.name_en).to_owned()
}

/// The shelf of a shop.
pub async fn shelf(ask: Ask, address: Address) -> Result<Page, PageError> {
    let ShopFront { shops, shop, items, available } =
        shop_front(&ask, address.queried::<Area>("area")).await?;
    let chosen = shop.as_ref().map(|entry| entry.area);
    let tabs = (shops.len() > 1).then(|| {
        let links = shops
            .iter()
            .map(|entry| {
                let current = (Some(entry.area) == chosen).then_some("page");
                view! { <a href=format!("/shop?area={}", entry.area) aria-current=current>{entry.name.clone()}</a> }
            })
            .collect_view();
        view! { <nav class="tabs" aria-label=t!("shop-which")>{links}</nav> }
    });
    let counter = items.first().map(|item| item.counter.clone());
    let shelf = if items.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-shop" />
                <h2>{t!("shop-empty")}</h2>
                <p>{t!("shop-empty-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        let goods = items.into_iter().map(|item| view! { <li><Good item /></li> }).collect_view();
        view! { <ul class="goods" data-live="goods">{goods}</ul> }.into_any()
    };
    let body = view! {
        <h1>{t!("shop-title")}</h1>
        <p class="lead">{t!("shop-lead")}</p>
        <Purse available />
        {tabs}
        <section>
            {counter.map(|counter| view! { <p class="soft">{t!("shop-counter", counter = counter)}</p> })}
            {shelf}
        </section>
    };
    let page = Page::new(t!("shop-title"), body);
    Ok(match ask.person() {
        Ok(person) => page.watching(Topic::Person(person)),
        Err(_) => page,
    })
}

/// What one may spend, in a line; a visitor is shown the way to it.
#[component]
fn Purse(available: Option<Points>) -> impl IntoView {
    match available {
        Some(available) => view! {
            <div class="row" data-live="purse">
                <p class="points balance"><Sign name="points" /><b>{available.get()}</b>{t!("shop-yours")}</p>
            </div>
            <ul class="row">
                <li><a href="/me/points">{t!("shop-how")}</a></li>
                <li><a href="/me/vouchers">{t!("shop-vouchers")}</a></li>
            </ul>
        }
        .into_any(),
        None => view! {
            <p class="row">
                <a class="button" href=format!("/signin?to={}", encoded(&here()))>{t!("shop-sign-in")}</a>
            </p>
        }
        .into_any(),
    }
}

/// One thing on the shelf.
#[component]
fn Good(item: Item) -> impl IntoView {
    let class = if item.left == 0 { "good good--none" } else { "good" };
    let stock = match item.left {
        0 => t!("shop-none-left"),
        left if left < FEW => t!("shop-last", left = left),
        left => t!("shop-left", left = left),
    };
    let title = name(&item);
    view! {
        <article class=class>
            <Picture name=item.picture large=true />
            <h3><a href=format!("/shop/{}", item.slug)>{title}</a></h3>
            <span class="points"><b>{item.price.get()}</b>{t!("shop-points")}</span>
            <small>{stock}</small>
        </article>
    }
}

/// One thing: what it takes and what is left then. The page is the question; its button is the answer.
pub async fn item(ask: Ask, address: Address) -> Result<Page, PageError> {
    let slug: String = address.part("item")?;
    let ShopItem { item, available, refusal } = shop_item(&ask, &slug).await?;
    let draft = Draft::of(&ask, "redeem").await?;
    let title = name(&item);
    let until = words::day(ask.at.plus(VOUCHER_PERIOD), ask.at);
    let days = VOUCHER_PERIOD.0 / (24 * 60);
    let stock = (refusal != Some(ShopRefusal::Retired) && item.left > 0).then(|| {
        view! { <dt>{t!("shop-item-stock")}</dt><dd>{t!("shop-item-pieces", left = item.left)}</dd> }
    });
    let take = take(&ask, &item, available, refusal, draft);
    let body = view! {
        <ul class="crumbs">
            <li><a href=format!("/shop?area={}", item.shop)>{t!("shop-title")}</a></li><li>{title.clone()}</li>
        </ul>
        <article class="slip slip--page">
            <header class="slip-head">
                <Picture name=item.picture.clone() large=true />
                <h1 class="slip-title">{title.clone()}</h1>
                <p><span class="points"><b>{item.price.get()}</b>{t!("shop-points")}</span></p>
            </header>
            <dl class="facts">
                <dt>{t!("shop-item-fetch")}</dt><dd>{item.counter.clone()}</dd>
                {stock}
                <dt>{t!("shop-item-keep")}</dt><dd>{t!("shop-item-days", days = days, until = until)}</dd>
            </dl>
            <hr class="tear" />
            <div class="stack" data-live="take">{take}</div>
        </article>
    };
    let page = Page::new(title, body).narrow();
    Ok(match ask.person() {
        Ok(person) => page.watching(Topic::Person(person)),
        Err(_) => page,
    })
}

/// What can be done about it now.
fn take(
    ask: &Ask,
    item: &Item,
    available: Option<Points>,
    refusal: Option<ShopRefusal>,
    draft: Draft,
) -> AnyView {
    let price = item.price.get();
    let shelf = format!("/shop?area={}", item.shop);
    let cannot = |title: String, hint: String| {
        let shelf = shelf.clone();
        view! {
            <div class="notice notice--warn">
                <Sign name="warn" /><div><p><b>{title}</b></p><p>{hint}</p></div>
            </div>
            <div class="actions"><a class="button" href=shelf>{t!("shop-item-back")}</a></div>
        }
        .into_any()
    };
    match (refusal, available) {
        (Some(ShopRefusal::Retired), _) => cannot(t!("shop-item-retired"), t!("shop-item-retired-hint")),
        (Some(ShopRefusal::SoldOut), _) => cannot(t!("shop-item-sold-out"), t!("shop-item-sold-out-hint")),
        (_, None) => view! {
            <p class="soft">{t!("shop-item-sign-in-hint")}</p>
            <div class="actions">
                <a class="button button--main" href=format!("/signin?to={}", encoded(&here()))>
                    {t!("shop-item-sign-in")}
                </a>
            </div>
        }
        .into_any(),
        (Some(ShopRefusal::TooFewPoints { short }), Some(available)) => {
            let hint = t!("shop-item-short-hint", available = available.get(), price = price);
            view! {
                <div class="notice">
                    <Sign name="points" />
                    <div><p><b>{t!("shop-item-short", short = short)}</b></p><p>{hint}</p></div>
                </div>
                <div class="actions">
                    <a class="button" href="/me/points">{t!("shop-how")}</a>
                    <a class="button button--quiet" href=shelf>{t!("shop-item-back")}</a>
                </div>
            }
            .into_any()
        }
        (_, Some(available)) => {
            let rest = available.saturating_sub(item.price).get();
            let sentence = t!("shop-item-sentence", price = price, what = name(item), rest = rest);
            let about = vec![("item", item.slug.clone()), ("price", price.to_string())];
            view! {
                <p class="slip-next">{sentence}</p>
                <p class="soft">{t!("shop-item-promise")}</p>
                <DoForm ask=ask.clone() action={forms::url::<Redeem>()} draft about>
                    <div class="actions">
                        <button class="button button--main">{t!("shop-item-redeem")}</button>
                        <a class="button button--quiet" href=shelf>{t!("shop-item-back")}</a>
                    </div>
                </DoForm>
            }
            .into_any()
        }
    }
}
