//! `/admin/shop`, `/admin/shop/new` and `/admin/shop/{slug}`: what stands on the shelves, and how much of it.

use desk::{
    Ask, Error,
    admin::{areas, shop::list},
    place::Entry,
};
use domain::{Area, shop::Item};
use leptos::prelude::*;

use super::{
    crumbs,
    edit::{EditForm, RetireFold, ShortName},
    pictures, spots,
};
use crate::{
    api::admin::{AddItem, ChangeItem, RestockItem, RetireItem},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    pages::shop::name,
    parts::{Choices, Field, FormFor, Picture, Sign},
    t,
};

/// The address of the list.
const LIST: &str = "/admin/shop";

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
    let slug = item.slug.clone();
    let about = ("item", slug.clone());
    let retired = item.retired;
    let (heading, hint, button) = if retired {
        (t!("admin-item-restore"), t!("admin-item-restore-hint"), t!("admin-item-restore-do"))
    } else {
        (t!("admin-item-retire"), t!("admin-item-retire-hint"), t!("admin-item-retire-do"))
    };
    let body = view! {
        {crumbs(vec![(LIST, t!("admin-shop"))], title.clone())}
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
            <EditForm ask=ask.clone() action={forms::url::<ChangeItem>()} draft=draft.clone() about=about.clone() list=LIST>
                {fields(&draft, Some(&item))}
            </EditForm>
        </section>
        <RetireFold ask action={forms::url::<RetireItem>()} draft=retiring about retired heading hint button />
    };
    Ok(Page::new(title, body))
}

/// A new item on the shelf of a shop: one there is, or the area's own first one.
pub async fn new(ask: Ask, address: Address) -> Result<Page, PageError> {
    let items = list(&ask).await?;
    let draft = Draft::of(&ask, "add-item").await?;
    let (search, mut spots) =
        spots::by_name(&ask, &address, t!("admin-item-elsewhere"), t!("admin-item-elsewhere-hint"), None)
            .await?;
    if address.query("place").is_none() {
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
    let choices = spots.into_iter().map(spots::choice).collect();
    let body = view! {
        {crumbs(vec![(LIST, t!("admin-shop"))], t!("admin-shop-new"))}
        <h1>{t!("admin-shop-new")}</h1>
        {search}
        <EditForm ask action={forms::url::<AddItem>()} draft=draft.clone() button=t!("admin-shop-add") list=LIST>
            <Choices draft=draft.clone() name="shop" legend=t!("admin-item-shop") choices />
            <ShortName draft=draft.clone() />
            {fields(&draft, None)}
            <Field draft name="pieces" label=t!("admin-item-pieces") inputmode="numeric" class="input--short" />
        </EditForm>
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
