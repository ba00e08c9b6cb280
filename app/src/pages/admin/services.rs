//! `/admin/services` and what lies below it: the catalogue of case types.

mod fields;
mod file;
mod one;

use std::collections::HashMap;

use desk::{
    Ask,
    admin::services::{Filter, Listing, list},
};
use domain::catalogue::{Branch, Class, Service, Standing, Twig, tree};
use leptos::prelude::*;

pub use self::{
    file::file,
    one::{new, service, verdicts},
};
use super::crumbs;
use crate::{
    context::{encoded, locale},
    page::{Address, Page, PageError},
    parts::{Pager, Picture, Sign, page_of},
    t, words,
};

/// The address of the catalogue.
pub(super) const LIST: &str = "/admin/services";

fn name(service: &Service) -> String {
    locale().pick(&service.name_zh, &service.name_en).to_owned()
}

/// The tree; `?find=`, `?class=` and `?state=` narrow it.
pub async fn services(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let filter = Filter {
        find: address.query("find").unwrap_or_default(),
        class: address.query("class").and_then(|name| Class::from_name(&name)),
        standing: address.query("state").and_then(|name| Standing::from_name(&name)),
    };
    let listing = list(&ask, &filter, page).await?;
    let found = if listing.services.is_empty() {
        view! {
            <div class="empty"><Picture name="not-found" /><h2>{t!("type-none")}</h2><p>{t!("type-none-hint")}</p></div>
        }
        .into_any()
    } else {
        let branches = tree(&listing.services);
        let branches = branches.iter().map(|branch| self::branch(branch, &listing)).collect_view();
        view! { {branches}<Pager page more=listing.more /> }.into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("type-list"))}
        <h1>{t!("type-list")}</h1>
        <p class="lead">{t!("type-lead")}</p>
        <div class="actions">
            <a class="button button--main" href="/admin/services/new">{t!("type-new")}</a>
            <a class="button" href="/admin/services/import">{t!("type-file")}</a>
        </div>
        {sought(&filter)}
        {classes(&filter, &listing)}
        {found}
    };
    Ok(Page::new(t!("type-list"), body))
}

/// What is looked for, in words and by how it stands.
fn sought(filter: &Filter) -> impl IntoView + use<> {
    let states = Standing::ALL
        .into_iter()
        .map(|standing| {
            let selected = filter.standing == Some(standing);
            view! { <option value=standing.name() selected=selected>{words::standing_of_type(standing)}</option> }
        })
        .collect_view();
    let class = filter.class.map(|class| view! { <input type="hidden" name="class" value=class.name() /> });
    let asked = *filter != Filter::default();
    view! {
        <form class="sentence" method="get" action=LIST role="search">
            {class}
            {t!("type-see")}
            <select name="state" aria-label=t!("type-state")>
                <option value="">{t!("type-any")}</option>
                {states}
            </select>
            {t!("type-that-say")}
            <input
                name="find"
                type="search"
                value=filter.find.clone()
                placeholder=t!("type-anything")
                aria-label=t!("type-find")
                maxlength="40"
            />
            <button class="button">{t!("admin-see")}</button>
            {asked.then(|| view! { <a class="button button--quiet" href=LIST>{t!("type-all")}</a> })}
        </form>
    }
}

/// The first level of the tree, each with how much of what is looked for is in it.
fn classes(filter: &Filter, listing: &Listing) -> impl IntoView + use<> {
    let state = filter.standing.map_or("", Standing::name);
    let find = encoded(&filter.find);
    let tab = |class: Option<Class>, words: String, count: usize| {
        let href = format!("{LIST}?class={}&state={state}&find={find}", class.map_or("", Class::name));
        let here = (filter.class == class).then_some("page");
        view! { <a href=href aria-current=here>{words}" "<span class="count">{count}</span></a> }
    };
    let all = listing.by_class.iter().map(|(_, count)| count).sum();
    let all = tab(None, t!("type-every-class"), all);
    let tabs = listing.by_class.iter().map(|&(class, count)| tab(Some(class), words::class(class), count));
    view! { <nav class="tabs" aria-label=t!("type-class")>{all}{tabs.collect_view()}</nav> }
}

fn branch(branch: &Branch<'_>, listing: &Listing) -> impl IntoView + use<> {
    let twigs = branch.twigs.iter().map(|twig| self::twig(branch.class, twig, listing)).collect_view();
    view! { <section><h2>{words::class(branch.class)}</h2>{twigs}</section> }
}

fn twig(class: Class, twig: &Twig<'_>, listing: &Listing) -> impl IntoView + use<> {
    let Twig { subclass, services } = twig;
    let title = locale().pick(&subclass.name_zh, &subclass.name_en).to_owned();
    let counts: &HashMap<_, _> = &listing.by_subclass;
    let count = counts.get(&(class, subclass.slug.clone())).copied().unwrap_or(services.len());
    let rows =
        services.iter().map(|service| row(service, listing.changing.contains(&service.slug))).collect_view();
    view! {
        <div class="stack">
            <h3>{title.clone()}" "<span class="count">{count}</span></h3>
            <table class="table cards">
                <caption class="spoken">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("type-name")}</th>
                        <th scope="col">{t!("type-limits")}</th>
                        <th scope="col" class="number">{t!("type-points")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(service: &Service, changing: bool) -> impl IntoView + use<> {
    let href = format!("{LIST}/{}", service.slug);
    view! {
        <tr>
            <th scope="row">
                <span class="row">
                    <Picture name=service.picture.clone() />
                    <a href=href>{name(service)}</a>
                    {tags(service, changing)}
                </span>
            </th>
            <td data-label=t!("type-limits")>{limits(service)}</td>
            <td data-label=t!("type-points") class="number">{service.points.get()}</td>
        </tr>
    }
}

/// `4 个工作小时内有人接单，2 个工作日内办完`.
fn limits(service: &Service) -> String {
    t!(
        "order-limits",
        accept = words::limit(service.accept_within),
        finish = words::limit(service.finish_within),
    )
}

/// How it stands, where it is not simply in force, and that residents do not order it themselves.
fn tags(service: &Service, changing: bool) -> impl IntoView + use<> {
    let standing = match (service.standing(), changing) {
        (Standing::InForce, false) => None,
        (Standing::InForce, true) => Some(("tag tag--soon", "clock", t!("type-changing"))),
        (standing @ Standing::InReview, _) => {
            Some(("tag tag--soon", "clock", words::standing_of_type(standing)))
        }
        (standing @ (Standing::Declined | Standing::Retired), _) => {
            Some(("tag tag--line", "close", words::standing_of_type(standing)))
        }
    };
    let standing = standing.map(|(class, sign, words)| {
        view! { <span class=class><Sign name=sign />{words}</span> }
    });
    let by_grid = (!service.on_menu).then(|| view! { <span class="tag">{t!("type-by-grid")}</span> });
    view! { {standing}{by_grid} }
}
