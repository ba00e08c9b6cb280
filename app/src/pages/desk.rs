//! `/desk`: the heaps of the grid's desk, by what is to be done: verify, assign, check, and what others have in hand.

use desk::{
    Ask,
    live::Topic,
    view::{self, Board, Tab},
};
use domain::Area;
use leptos::prelude::*;

use crate::{
    page::{Address, Page, PageError},
    parts::{Pager, Picture, SlipLine, page_of},
    t,
};

/// One heap, of the post's own area or one below it.
pub async fn desk(ask: Ask, address: Address) -> Result<Page, PageError> {
    let tab = address.query("tab").and_then(|name| Tab::from_name(&name));
    let area = address.queried::<Area>("area");
    let board = view::desk(&ask, tab, area, page_of(&address)).await?;
    let watched = board.area.area;
    let (page, more) = (board.page, board.more);
    let tabs = tabs(&board, area);
    let sentence = sentence(&board);
    let heading = t!("desk-heap", heap = heap(board.tab), area = board.area.name.as_str());
    let slips = if board.slips.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-inbox" />
                <h3>{t!("desk-empty")}</h3>
                <p>{empty(board.tab)}</p>
            </div>
        }
        .into_any()
    } else {
        let lines = board.slips.into_iter().map(|glance| view! { <li><SlipLine glance now=ask.at /></li> });
        view! { <ul class="slips slips--lines">{lines.collect_view()}</ul> }.into_any()
    };
    let body = view! {
        <h1>{t!("desk-title")}</h1>
        {sentence}
        <div data-live="tabs">{tabs}</div>
        <section class="stack">
            <h2>{heading}</h2>
            <div data-live="slips">{slips}</div>
            <Pager page more />
        </section>
    };
    Ok(Page::new(t!("desk-title"), body).watching(Topic::Grid(watched)))
}

/// The heaps with what lies on them. The area stays, the page of the list does not.
fn tabs(board: &Board, area: Option<Area>) -> impl IntoView + use<> {
    let narrowed = area.map(|area| format!("&area={area}")).unwrap_or_default();
    let links = board
        .counts
        .iter()
        .map(|(tab, count)| {
            let current = (*tab == board.tab).then_some("page");
            let count = *count;
            let count = (count > 0 && tab.is_open()).then(|| {
                view! { " "<span class="count">{count}<span class="spoken">" "{t!("slips", count = count)}</span></span> }
            });
            view! { <a href=format!("/desk?tab={}{narrowed}", tab.name()) aria-current=current>{heap(*tab)}{count}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!("desk-tabs")>{links}</nav> }
}

/// The question as a sentence: whose slips. Nothing where there is no choice.
fn sentence(board: &Board) -> Option<AnyView> {
    let choices: Vec<_> =
        board.path.iter().chain(&board.below).map(|entry| (entry.area, entry.name.clone())).collect();
    (choices.len() > 1).then(|| {
        let options = choices
            .into_iter()
            .map(|(area, name)| {
                let selected = area == board.area.area;
                view! { <option value=area.to_string() selected=selected>{name}</option> }
            })
            .collect_view();
        view! {
            <form class="sentence" method="get" action="/desk">
                <input type="hidden" name="tab" value=board.tab.name() />
                {t!("desk-look-at")}
                <select name="area" aria-label=t!("desk-which-area")>{options}</select>
                {t!("desk-slips-of")}
                <button class="button">{t!("desk-look")}</button>
            </form>
        }
        .into_any()
    })
}

/// What lies on a heap, in words.
pub(super) fn heap(tab: Tab) -> String {
    match tab {
        Tab::Verify => t!("heap-verify"),
        Tab::Dispatch => t!("heap-dispatch"),
        Tab::Hall => t!("heap-hall"),
        Tab::UnderWay => t!("heap-under-way"),
        Tab::Check => t!("heap-check"),
        Tab::Asked => t!("heap-asked"),
        Tab::Rate => t!("heap-rate"),
        Tab::Closed => t!("heap-closed"),
        Tab::Refused => t!("heap-refused"),
        Tab::Withdrawn => t!("heap-withdrawn"),
    }
}

/// What it means that nothing lies there.
fn empty(tab: Tab) -> String {
    match tab {
        Tab::Verify => t!("heap-verify-empty"),
        Tab::Dispatch => t!("heap-dispatch-empty"),
        Tab::Hall => t!("heap-hall-empty"),
        Tab::UnderWay => t!("heap-under-way-empty"),
        Tab::Check => t!("heap-check-empty"),
        Tab::Asked => t!("heap-asked-empty"),
        Tab::Rate => t!("heap-rate-empty"),
        Tab::Closed => t!("heap-closed-empty"),
        Tab::Refused => t!("heap-refused-empty"),
        Tab::Withdrawn => t!("heap-withdrawn-empty"),
    }
}
