//! `/`: what this is, and the way to one's grid: by scanning, by searching, or down the tree.

use desk::{
    Ask,
    live::Topic,
    place,
    view::{self, Glance, Home, Tab, UnitCounts},
};
use domain::{Area, Role, Timestamp, area::Level};
use leptos::prelude::*;

use super::desk::{counted, heap};
use crate::{
    page::{Address, Page, PageError},
    parts::{Picture, SlipCard},
    t, words,
};

pub async fn home(ask: Ask, address: Address) -> Result<Page, PageError> {
    let typed = address.query("q");
    let below: Option<Area> = address.queried("in");
    let looking = typed.is_some() || below.is_some();
    let found = match (&typed, below) {
        (Some(typed), _) => search(&ask, typed).await?,
        (None, Some(area)) => tree(&ask, area).await?,
        (None, None) => districts(&ask).await?,
    };
    let find = find(typed, found);
    let Some(actor) = ask.visitor.actor else {
        let body = view! {
            <h1>{t!("home-heading")}</h1>
            <p class="lead">{t!("home-lead")}</p>
            <section class="stack" id="grid"><h2>{t!("home-find")}</h2>{find}</section>
        };
        return Ok(Page::new(t!("home-title"), body));
    };
    let Home { grid, open, board, hall, unit } = view::home(&ask).await?;
    let watched: Vec<Topic> = open.iter().map(|glance| Topic::Request(glance.number)).collect();
    let find = match &grid {
        // Whoever knows their grid seldom looks for another.
        Some(_) => view! {
            <details class="fold" id="grid" open=looking><summary>{t!("home-find-other")}</summary><div class="stack">{find}</div></details>
        }
        .into_any(),
        None => view! { <section class="stack" id="grid"><h2>{t!("home-find")}</h2>{find}</section> }.into_any(),
    };
    let body = view! {
        <h1>{t!("home-heading")}</h1>
        {grid.map(own_grid)}
        {board.map(heaps)}
        {hall.map(|(count, pressing)| in_hall(count, pressing))}
        {unit.map(of_unit)}
        {mine(open, ask.at)}
        {find}
    };
    let page = watched.into_iter().fold(Page::new(t!("home-title"), body), Page::watching);
    Ok(match actor.post {
        Some(post) if board_or_hall(post.role) => page.watching(Topic::Grid(post.area)),
        _ => page,
    })
}

fn board_or_hall(role: Role) -> bool {
    role.runs_the_desk() || role.helps()
}

/// The grid one lives in, and the one main action.
fn own_grid(grid: desk::place::Entry) -> impl IntoView {
    view! {
        <section class="stack">
            <p class="lead">{t!("home-own-grid")}" "<a href=format!("/g/{}", grid.area)>{grid.name}</a></p>
            <div class="actions">
                <a class="button button--main" href=format!("/g/{}/order", grid.area)>{t!("home-order")}</a>
            </div>
        </section>
    }
}

/// What lies on the desk and waits for somebody.
fn heaps(counts: Vec<(Tab, u32)>) -> impl IntoView {
    let waits = |tab: &Tab| matches!(tab, Tab::Verify | Tab::Dispatch | Tab::Check);
    let figures = counts
        .into_iter()
        .filter(|(tab, _)| waits(tab))
        .map(|(tab, count)| {
            let href = format!("/desk?tab={}", tab.name());
            view! { <div><dt>{heap(tab)}</dt><dd><a href=href>{counted(count)}" "<small>{t!("home-slips")}</small></a></dd></div> }
        })
        .collect_view();
    view! {
        <section class="stack" data-live="heaps"><h2>{t!("home-desk")}</h2><dl class="figures">{figures}</dl></section>
    }
}

/// What waits in the hall.
fn in_hall(count: u32, pressing: u32) -> impl IntoView {
    view! {
        <section class="stack" data-live="hall">
            <h2>{t!("home-hall")}</h2>
            <p>{t!("home-hall-count", count = count, pressing = pressing)}</p>
            <div class="actions"><a class="button" href="/hall">{t!("home-to-hall")}</a></div>
        </section>
    }
}

/// What waits for the unit one acts for.
fn of_unit(counts: UnitCounts) -> impl IntoView {
    let UnitCounts { called, to_accept, in_hand } = counts;
    let idle = if counts == UnitCounts::default() { "yes" } else { "no" };
    let said = t!("home-unit-count", idle = idle, called = called, accept = to_accept, hand = in_hand);
    view! {
        <section class="stack" data-live="unit">
            <h2>{t!("home-unit")}</h2>
            <p>{said}</p>
            <div class="actions"><a class="button" href="/unit">{t!("home-to-unit")}</a></div>
        </section>
    }
}

/// One's own slips under way.
fn mine(open: Vec<Glance>, now: Timestamp) -> Option<AnyView> {
    let cards = open.into_iter().map(|glance| view! { <li><SlipCard glance now /></li> }).collect::<Vec<_>>();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="stack" data-live="mine">
                <h2>{t!("home-mine")}</h2>
                <ul class="slips columns">{cards}</ul>
            </section>
        }
        .into_any()
    })
}

/// The ways to a grid: scanning, searching, or down the tree.
fn find(typed: Option<String>, found: AnyView) -> impl IntoView {
    view! {
        <p>{t!("home-scan")}</p>
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
                        autocomplete="off"
                    />
                    <button class="button">{t!("home-search-button")}</button>
                </div>
            </div>
        </form>
        {found}
    }
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
