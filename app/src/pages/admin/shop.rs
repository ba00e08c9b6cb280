//! `/admin/shop`, `/admin/shop/new` and `/admin/shop/{slug}`: what stands on the shelves, and how much of it.

use desk::{
    Ask, Error,
    admin::{areas, shop::list},
    place::Entry,
};
use domain::{Area, shop::Item};
use leptos::prelude::*;

use super::{above, crumbs, pictures};
use crate::{
    api::admin::{AddItem, ChangeItem, RestockItem, RetireItem},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    pages::shop::name,
    parts::{Choice, Choices, DoForm, Field, FormFor, Picture, Sign},
    t,
};

/// The shelves of the administrator's area; `?shop=` shows one.
pub async fn shop(ask: Ask, address: Address) -> Result<Page, PageError> {
    let items = list(&ask).await?;
    let mut shops: Vec<Area> = items.iter().map(|item| item.shop).collect();
    shops.sort_unstable();
    shops.dedup();
    let mut entries: Vec<Entry> = Vec::with_capacity(shops.len());
    for shop in shops {
        entries.push(desk::place::area(&ask, shop).await?.entry);
    }
    let chosen =
        address.queried::<Area>("shop").filter(|area| entries.iter().any(|entry| entry.area == *area));
    let filter = (entries.len() > 1).then(|| filter(&entries, chosen));
    let shown: Vec<Item> =
        items.into_iter().filter(|item| chosen.is_none_or(|chosen| item.shop == chosen)).collect();
    let list = if shown.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-shop" /><h2>{t!("admin-shop-none")}</h2><p>{t!("admin-shop-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        let rows = shown.into_iter().map(|item| row(item, &entries)).collect_view();
        view! {
            <table class="table cards">
                <caption>{t!("admin-shop-caption")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("admin-item-name")}</th>
                        <th scope="col">{t!("admin-item-shop")}</th>
                        <th scope="col" class="number">{t!("admin-item-price")}</th>
                        <th scope="col" class="number">{t!("admin-item-left")}</th>
                        <th scope="col" class="number">{t!("admin-item-stocked")}</th>
                        <th scope="col">{t!("admin-item-state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("admin-shop"))}
        <h1>{t!("admin-shop")}</h1>
        <p class="lead">{t!("admin-shop-lead")}</p>
        <div class="row">
            {filter}
            <a class="button button--main last" href="/admin/shop/new">{t!("admin-shop-new")}</a>
        </div>
        <section>{list}</section>
    };
    Ok(Page::new(t!("admin-shop"), body))
}

fn filter(entries: &[Entry], chosen: Option<Area>) -> impl IntoView + use<> {
    let options = entries
        .iter()
        .map(|entry| {
            let selected = Some(entry.area) == chosen;
            view! { <option value=entry.area.to_string() selected=selected>{entry.name.clone()}</option> }
        })
        .collect_view();
    view! {
        <form class="sentence" method="get" action="/admin/shop">
            {t!("admin-shop-see")}
            <select name="shop" aria-label=t!("admin-item-shop")>
                <option value="">{t!("admin-shop-every")}</option>
                {options}
            </select>
            <button class="button">{t!("admin-see")}</button>
        </form>
    }
}

fn row(item: Item, entries: &[Entry]) -> impl IntoView + use<> {
    let shop = entries.iter().find(|entry| entry.area == item.shop).map(|entry| entry.name.clone());
    let title = name(&item);
    let state = if item.retired {
        view! { <span class="tag">{t!("admin-item-retired")}</span> }.into_any()
    } else if item.left == 0 {
        view! { <span class="tag tag--late"><Sign name="warn" />{t!("admin-item-sold-out")}</span> }
            .into_any()
    } else {
        view! { <span class="tag tag--done"><Sign name="check" />{t!("admin-item-offered")}</span> }
            .into_any()
    };
    view! {
        <tr>
            <th scope="row"><span class="row"><Picture name=item.picture /><a href=format!("/admin/shop/{}", item.slug)>{title}</a></span></th>
            <td data-label=t!("admin-item-shop")>{shop}</td>
            <td data-label=t!("admin-item-price") class="number">{item.price.get()}</td>
            <td data-label=t!("admin-item-left") class="number">{item.left}</td>
            <td data-label=t!("admin-item-stocked") class="number">{item.stocked}</td>
            <td data-label=t!("admin-item-state")><span>{state}</span></td>
        </tr>
    }
}

/// One item: its label, new pieces, and taking it off the shelf or putting it back.
pub async fn item(ask: Ask, address: Address) -> Result<Page, PageError> {
    let slug: String = address.part("slug")?;
    let item = list(&ask).await?.into_iter().find(|item| item.slug == slug).ok_or(Error::NotFound)?;
    let shop = desk::place::area(&ask, item.shop).await?.entry.name;
    let draft = Draft::of(&ask, "change-item").await?;
    let restocking = Draft::of(&ask, "restock-item").await?;
    let retiring = Draft::of(&ask, "retire-item").await?;
    let title = name(&item);
    let about = vec![
        ("item", item.slug.clone()),
        ("retired", if item.retired { String::new() } else { "yes".to_owned() }),
    ];
    let (heading, hint, button) = if item.retired {
        (t!("admin-item-restore"), t!("admin-item-restore-hint"), t!("admin-item-restore-do"))
    } else {
        (t!("admin-item-retire"), t!("admin-item-retire-hint"), t!("admin-item-retire-do"))
    };
    let class = if item.retired { "button" } else { "button button--danger" };
    let fields = fields(&draft, Some(&item));
    let (slug, again) = (item.slug.clone(), item.slug);
    let open = retiring.is_kept();
    let body = view! {
        {crumbs(vec![("/admin/shop", t!("admin-shop"))], title.clone())}
        <h1>{title.clone()}</h1>
        <p class="lead">{shop}</p>
        <dl class="figures">
            <div><dt>{t!("admin-item-left")}</dt><dd>{item.left}</dd></div>
            <div><dt>{t!("admin-item-stocked")}</dt><dd>{item.stocked}</dd></div>
            <div><dt>{t!("admin-item-out")}</dt><dd>{item.stocked.saturating_sub(item.left)}</dd></div>
        </dl>
        <section>
            <h2>{t!("admin-item-restock")}</h2>
            <FormFor ask=ask.clone() action={forms::url::<RestockItem>()} draft=restocking.clone()>
                <input type="hidden" name="item" value=slug />
                <Field
                    draft=restocking
                    name="pieces"
                    label=t!("admin-item-pieces")
                    inputmode="numeric"
                    button=view! { <button class="button">{t!("admin-item-restock-do")}</button> }.into_any()
                />
            </FormFor>
        </section>
        <section>
            <h2>{t!("admin-item-label")}</h2>
            <FormFor ask=ask.clone() action={forms::url::<ChangeItem>()} draft=draft.clone() wide=true>
                <input type="hidden" name="item" value=again />
                {fields}
                <div class="actions">
                    <button class="button button--main">{t!("admin-save")}</button>
                    <a class="button button--quiet" href="/admin/shop">{t!("admin-leave")}</a>
                </div>
            </FormFor>
        </section>
        <details class="fold" open=open>
            <summary>{heading}</summary>
            <div class="stack">
                <p>{hint}</p>
                <DoForm ask action={forms::url::<RetireItem>()} draft=retiring about>
                    <button class=class>{button}</button>
                </DoForm>
            </div>
        </details>
    };
    Ok(Page::new(title, body))
}

/// A new item on the shelf of a shop: one there is, or the area's own first one.
pub async fn new(ask: Ask, address: Address) -> Result<Page, PageError> {
    let items = list(&ask).await?;
    let draft = Draft::of(&ask, "add-item").await?;
    let place = address.query("place").unwrap_or_default();
    let mut spots = areas::named(&ask, &place).await?;
    let nothing = (!place.is_empty() && spots.is_empty()).then(|| {
        view! { <p class="soft">{t!("admin-grant-no-area", text = place.as_str())}</p> }
    });
    if place.is_empty() {
        let mut shops: Vec<Area> = items.iter().map(|item| item.shop).collect();
        shops.sort_unstable();
        shops.dedup();
        for shop in shops {
            spots.extend(areas::named(&ask, &shop.to_string()).await?);
        }
        if spots.is_empty() {
            spots = areas::near(&ask, None).await?;
        }
    }
    let choices = spots
        .into_iter()
        .map(|spot| {
            let small = above(&spot.path);
            Choice {
                value: spot.entry.area.to_string(),
                words: spot.entry.name,
                small: Some(small).filter(|small| !small.is_empty()),
                ..Choice::default()
            }
        })
        .collect();
    let body = view! {
        {crumbs(vec![("/admin/shop", t!("admin-shop"))], t!("admin-shop-new"))}
        <h1>{t!("admin-shop-new")}</h1>
        <form class="form" method="get" action="/admin/shop/new">
            <div class="field">
                <label for="place">{t!("admin-item-elsewhere")}</label>
                <p class="hint" id="place-hint">{t!("admin-item-elsewhere-hint")}</p>
                <div class="with-button">
                    <input class="input" id="place" name="place" value=place aria-describedby="place-hint" maxlength="40" />
                    <button class="button"><Sign name="search" />{t!("admin-search")}</button>
                </div>
                {nothing}
            </div>
        </form>
        <FormFor ask action={forms::url::<AddItem>()} draft=draft.clone() wide=true>
            <Choices draft=draft.clone() name="shop" legend=t!("admin-item-shop") choices />
            <Field
                draft=draft.clone()
                name="slug"
                label=t!("admin-slug")
                hint=t!("admin-slug-hint")
                autocomplete="off"
                maxlength=40
            />
            {fields(&draft, None)}
            <Field draft name="pieces" label=t!("admin-item-pieces") inputmode="numeric" class="input--short" />
            <div class="actions">
                <button class="button button--main">{t!("admin-shop-add")}</button>
                <a class="button button--quiet" href="/admin/shop">{t!("admin-leave")}</a>
            </div>
        </FormFor>
    };
    Ok(Page::new(t!("admin-shop-new"), body))
}

/// What stands on the label.
fn fields(draft: &Draft, item: Option<&Item>) -> impl IntoView + use<> {
    let was = |of: fn(&Item) -> String| item.map(of).unwrap_or_default();
    let chosen = item.map_or("goods-bag", |item| item.picture.as_str());
    let draft = draft.clone();
    view! {
        <Field draft=draft.clone() name="name_zh" label=t!("admin-name-zh") value=was(|i| i.name_zh.clone()) maxlength=80 />
        <Field draft=draft.clone() name="name_en" label=t!("admin-name-en") value=was(|i| i.name_en.clone()) maxlength=80 />
        <div class="wide">
            <Field
                draft=draft.clone()
                name="counter"
                label=t!("admin-item-counter")
                hint=t!("admin-item-counter-hint")
                value=was(|i| i.counter.clone())
                maxlength=80
            />
        </div>
        <Field
            draft=draft.clone()
            name="price"
            label=t!("admin-item-price")
            hint=t!("admin-item-price-hint")
            value=was(|i| i.price.to_string())
            inputmode="numeric"
            class="input--short"
        />
        <Choices draft name="picture" legend=t!("admin-picture") choices=pictures::goods(chosen) />
    }
}
