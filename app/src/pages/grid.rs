//! `/g/{grid}`: what scanning opens, on an old phone and without an account. Who serves here, the way to order, what
//! can be ordered, and what is being done, without anything personal.

use desk::{
    Ask,
    live::Topic,
    place::Entry,
    view::{self, Glance, GridPage, Menu},
};
use domain::{
    Area, Timestamp,
    area::{GridKind, Level},
    catalogue::{Branch, Service, tree},
};
use leptos::prelude::*;

use crate::{
    context::locale,
    kept::{Body, kept},
    page::{Address, Page, PageError},
    parts::{Dots, PersonCard, Picture, Sign},
    t, words,
};

/// The page of a grid: for everybody the same, and made once for each edition of it.
pub async fn grid(ask: Ask, address: Address) -> Result<Page, PageError> {
    let area: Area = address.part("grid")?;
    let (kept, locale) = (kept(), locale());
    let edition = view::grid_edition(&ask, area).await?;
    let body = match kept.body(area, locale, edition) {
        Some(body) => Body::clone(&body),
        None => {
            let body = body(view::grid(&ask, area).await?, ask.at);
            kept.keep_body(area, locale, edition, body.clone());
            body
        }
    };
    Ok(Page::from(body).watching(Topic::Grid(area)).kept_as(area, edition))
}

fn body(page: GridPage, now: Timestamp) -> Body {
    let area = page.entry.area;
    let name = page.entry.name.clone();
    let kind = page.entry.grid_kind.filter(|kind| *kind != GridKind::Comprehensive).map(|kind| {
        view! { " "<span class="tag">{words::grid_kind(kind)}</span> }
    });
    let extent = page.entry.extent.clone().map(|extent| view! { <p class="lead">{extent}</p> });
    let crumbs = page.path.iter().filter(|entry| entry.area != area);
    let crumbs = crumbs.map(|entry| view! { <li>{entry.name.clone()}</li> }).collect_view();
    let people = (!page.serving.is_empty()).then(|| {
        view! { <section><h2>{t!("grid-people")}</h2>{serving_here(&page)}</section> }
    });
    let title = t!("grid-title", community = above(&page.path), grid = name.as_str());
    Body::of(
        title,
        view! {
            <header class="stack">
                <ul class="crumbs" aria-label=t!("grid-path")>{crumbs}</ul>
                <h1>{name}{kind}</h1>
                {extent}
                {call(&page)}
                {counts(page.under_way, page.closed)}
            </header>
            {people}
            <section><h2>{t!("grid-menu")}</h2>{menu(area, page.menu)}</section>
            {doing(page.doing, now)}
            {page.entry.supervision_phone.map(without_phone)}
        },
    )
}

/// Town and community of a path, as one says them before the grid's own name.
pub(super) fn above(path: &[Entry]) -> String {
    let named = path.iter().filter(|entry| matches!(entry.area.level(), Level::Town | Level::Community));
    named.map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// Those who serve the grid, as cards. People of the community say for where they serve.
pub(super) fn serving_here(page: &GridPage) -> AnyView {
    let place = |area: Area| {
        page.path
            .iter()
            .find(|entry| entry.area == area && area != page.entry.area)
            .map(|entry| entry.name.clone())
    };
    let people = page.serving.iter().cloned();
    let people = people.map(|serving| {
        let place = place(serving.area);
        view! { <li><PersonCard serving place /></li> }
    });
    view! { <ul class="columns">{people.collect_view()}</ul> }.into_any()
}

/// The one thing to do here, and who it reaches.
fn call(page: &GridPage) -> AnyView {
    if page.entry.valid_until.is_some() {
        return view! {
            <div class="notice notice--warn">
                <Sign name="warn" /><div><p>{t!("grid-void")}</p><p><a href="/">{t!("grid-void-link")}</a></p></div>
            </div>
        }
        .into_any();
    }
    let reader = page.serving.first().filter(|reader| !reader.name.is_empty());
    let lead = match reader {
        Some(reader) => t!("grid-call", role = words::role(reader.role), name = reader.name.as_str()),
        None => t!("grid-call-nobody"),
    };
    view! {
        <div class="actions">
            <a class="button button--main" href=format!("/g/{}/order", page.entry.area)>{t!("grid-order")}</a>
        </div>
        <p>{lead}</p>
    }
    .into_any()
}

/// What is usual here, each line a way to the form with that service chosen; then the classes, as ways to the rest.
fn menu(area: Area, menu: Menu) -> impl IntoView {
    let line = |service: &Service| {
        let href = format!("/g/{area}/order?service={}", service.slug);
        let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
        view! { <li><a href=href><Picture name=service.picture.clone() /><span>{name}</span></a></li> }
    };
    let lines = menu.usual().map(line).collect_view();
    let class = |branch: Branch<'_>| {
        let name = branch.class.name();
        let href = format!("/g/{area}/order?class={name}#{name}");
        let count = branch.services().count();
        view! { <a class="button" href=href>{words::class(branch.class)}" "<span class="count">{count}</span></a> }
    };
    let classes: Vec<_> = tree(menu.others()).into_iter().map(class).collect();
    let classes = (!classes.is_empty()).then(|| {
        view! {
            <h3>{t!("grid-menu-others")}</h3>
            <div class="row">{classes}</div>
        }
    });
    view! {
        <ul class="menu">{lines}</ul>
        {classes}
    }
}

/// How much is being done here, and how much was.
fn counts(under_way: u32, closed: u32) -> impl IntoView {
    view! {
        <dl class="figures" data-live="counts">
            <div>
                <dt>{t!("grid-under-way")}</dt>
                <dd><a href="#doing">{under_way}</a>" "<small>{t!("grid-slips")}</small></dd>
            </div>
            <div><dt>{t!("grid-closed")}</dt><dd>{closed}" "<small>{t!("grid-slips")}</small></dd></div>
        </dl>
    }
}

/// What is being done here, for all to see.
fn doing(slips: Vec<Glance>, now: Timestamp) -> impl IntoView {
    let list = if slips.is_empty() {
        view! { <p class="soft">{t!("grid-doing-none")}</p> }.into_any()
    } else {
        let lines = slips.into_iter().map(|slip| line(slip, now)).collect_view();
        view! { <ul class="slips slips--lines">{lines}</ul> }.into_any()
    };
    view! { <section id="doing" data-live="doing"><h2>{t!("grid-doing")}</h2>{list}</section> }
}

/// A slip as everybody may see it: which service, how long ago, how far.
fn line(slip: Glance, now: Timestamp) -> impl IntoView {
    let name = locale().pick(&slip.service.name_zh, &slip.service.name_en).to_owned();
    let ago = match now.minutes_since(slip.placed_at) {
        domain::Minutes(0) => t!("grid-just-now"),
        length => t!("grid-ago", length = words::length(length)),
    };
    view! {
        <li>
            <article class="slip slip--line">
                <Picture name=slip.service.picture.clone() />
                <h3 class="slip-title">{name}</h3>
                <p class="slip-place">{words::state(&slip.state)}" · "{ago}</p>
                <Dots state=slip.state.clone() />
            </article>
        </li>
    }
}

/// The other ways in: a call is as good as a click.
fn without_phone(phone: String) -> impl IntoView {
    let href = format!("tel:{}", phone.replace(' ', ""));
    view! {
        <div class="notice">
            <Sign name="phone" />
            <div><p>{t!("grid-supervision")}" "<a href=href>{phone}</a></p></div>
        </div>
    }
}
