//! `/`: what this is, and the way to one's grid: by scanning, by searching, or down the tree.

use desk::{Ask, place};
use domain::{Area, area::Level};
use leptos::prelude::*;

use crate::{
    page::{Address, Page, PageError},
    parts::{Picture, Sign},
    t, words,
};

pub async fn home(ask: Ask, address: Address) -> Result<Page, PageError> {
    let typed = address.query("q");
    let below: Option<Area> = address.queried("in");
    let found = match (&typed, below) {
        (Some(typed), _) => search(&ask, typed).await?,
        (None, Some(area)) => tree(&ask, area).await?,
        (None, None) => districts(&ask).await?,
    };
    let body = view! {
        <h1>{t!("home-heading")}</h1>
        <p class="lead">{t!("home-lead")}</p>
        <section class="stack" id="grid">
            <h2>{t!("home-find")}</h2>
            <p class="row"><Sign name="scan" /><span>{t!("home-scan")}</span></p>
            <form class="form" method="get" action="/#grid" role="search">
                <div class="field">
                    <label for="q">{t!("home-search")}</label>
                    <p class="hint" id="q-hint">{t!("home-search-hint")}</p>
                    <div class="with-button">
                        <input
                            class="input"
                            id="q"
                            name="q"
                            type="search"
                            value=typed
                            maxlength="40"
                            aria-describedby="q-hint"
                            autocomplete="street-address"
                        />
                        <button class="button">{t!("home-search-button")}</button>
                    </div>
                </div>
            </form>
            {found}
        </section>
    };
    Ok(Page::new(t!("home-title"), body))
}

/// Grids by what was typed.
async fn search(ask: &Ask, typed: &str) -> Result<AnyView, PageError> {
    let found = place::search(ask, typed).await?;
    if found.is_empty() {
        let empty = view! {
            <div class="empty">
                <Picture name="not-found" large=true />
                <h3>{t!("home-nothing")}</h3>
                <p>{t!("home-nothing-hint")}</p>
                <a class="button" href="/#grid">{t!("home-tree")}</a>
            </div>
        };
        return Ok(empty.into_any());
    }
    let more = found.len() >= place::FOUND_MOST as usize;
    let lines = found
        .into_iter()
        .map(|found| {
            let above: Vec<_> = found.path.iter().filter(|entry| entry.area != found.grid.area).collect();
            let above = above.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(" ");
            line(format!("/g/{}", found.grid.area), found.grid.name, Some(above))
        })
        .collect_view();
    let more = more.then(|| view! { <p>{t!("home-more")}</p> });
    Ok(view! { <ul class="menu menu--words">{lines}</ul>{more} }.into_any())
}

/// Where whoever has no poster begins. A single district is opened at once.
async fn districts(ask: &Ask) -> Result<AnyView, PageError> {
    let districts = place::districts(ask).await?;
    if let [only] = districts.as_slice() {
        return tree(ask, only.area).await;
    }
    let lines = districts.into_iter().map(|entry| line(below(entry.area), entry.name, None)).collect_view();
    Ok(view! { <ul class="menu menu--words">{lines}</ul> }.into_any())
}

/// What lies directly below an area: links further down, and at last to the grids.
async fn tree(ask: &Ask, area: Area) -> Result<AnyView, PageError> {
    let place = place::area(ask, area).await?;
    let last = place.path.len().saturating_sub(1);
    let crumbs = place
        .path
        .into_iter()
        .enumerate()
        .map(|(at, entry)| {
            if at == last {
                view! { <li aria-current="location">{entry.name}</li> }.into_any()
            } else {
                view! { <li><a href=below(entry.area)>{entry.name}</a></li> }.into_any()
            }
        })
        .collect_view();
    let children = place.children;
    let empty = children.is_empty().then(|| view! { <p>{t!("home-no-grids")}</p> });
    let level = children.first().map(|entry| view! { <h3>{words::level(entry.area.level())}</h3> });
    let lines = children
        .into_iter()
        .map(|entry| {
            let grid = entry.area.level() >= Level::Grid;
            let href = if grid { format!("/g/{}", entry.area) } else { below(entry.area) };
            line(href, entry.name, entry.extent)
        })
        .collect_view();
    let tree = view! {
        <ul class="crumbs">{crumbs}</ul>
        {level}
        <ul class="menu menu--words">{lines}</ul>
        {empty}
    };
    Ok(tree.into_any())
}

fn below(area: Area) -> String {
    format!("/?in={area}#grid")
}

fn line(href: String, name: String, small: Option<String>) -> impl IntoView {
    let small = small.map(|small| view! { <small>{small}</small> });
    view! { <li><a href=href><span>{name}</span>{small}</a></li> }
}
