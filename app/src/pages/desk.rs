//! `/desk`: the heaps of the grid's desk, by what is to be done: verify, assign, check, and what others have in hand.

mod filters;
mod list;
mod paper;
mod told;

use desk::{
    Ask,
    live::Topic,
    view::{self, Board, LONG_PAGE, MOST_COUNTED, PAGE, Tab},
};
use leptos::prelude::*;

use self::filters::Asked;
use crate::{
    page::{Address, Page, PageError},
    parts::{Leaves, Picture},
    t,
};

/// One heap, of the post's own area or one below it.
pub async fn desk(ask: Ask, address: Address) -> Result<Page, PageError> {
    let asked = Asked::of(&address)?;
    let board = view::desk(&ask, &asked.wish).await?;
    let told = told::told(&ask, &address).await?;
    let watched = board.area.area;
    let tabs = tabs(&board, &asked);
    let sentence = filters::sentence(&board, &asked);
    let chips = filters::chips(&board, &asked);
    let paper = paper::table(&board, &asked, ask.at);
    let leafs = board.before.is_some() || board.after.is_some();
    let lengths = (leafs || asked.wish.long).then(|| lengths(&asked));
    let heading = t!("desk-heap", heap = heap(board.tab), area = board.area.name.as_str());
    let (before, after) =
        (board.before.map(|spot| asked.before(spot)), board.after.map(|spot| asked.after(spot)));
    let first = before.is_some().then(|| asked.link(|_| {}));
    let slips = if board.slips.is_empty() {
        nothing(&board, &asked)
    } else {
        list::form(&ask, board, &asked).await?
    };
    let body = view! {
        <h1>{t!("desk-title")}</h1>
        {told}
        <div data-live="tabs">{tabs}</div>
        {sentence}
        {chips}
        <section class="stack">
            <h2>{heading}</h2>
            <div class="stack" data-live="slips">
                {slips}
                {paper}
                <Leaves first back=before on=after />
                {lengths}
            </div>
        </section>
        {list::keys()}
    };
    Ok(Page::new(t!("desk-title"), body).watching(Topic::Grid(watched)).with_desk_keys())
}

/// The heaps with what lies on them. The filters stay, the page of the list does not.
fn tabs(board: &Board, asked: &Asked) -> impl IntoView + use<> {
    let links = board
        .counts
        .iter()
        .map(|&(tab, count)| {
            let current = (tab == board.tab).then_some("page");
            let count = (count > 0).then(|| {
                view! {
                    " "<span class="count">{counted(count)}<span class="spoken">" "{t!("slips", count = count)}</span></span>
                }
            });
            let href = asked.link(|wish| wish.tab = Some(tab));
            view! { <a href=href aria-current=current>{heap(tab)}{count}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!("desk-tabs")>{links}</nav> }
}

/// How many slips a page shows: fewer for a phone, more for whoever looks through much.
fn lengths(asked: &Asked) -> impl IntoView + use<> {
    let link = |rows: u32, long: bool| {
        let current = (asked.wish.long == long).then_some("true");
        let href = asked.link(|wish| wish.long = long);
        view! { <li><a class="chip" href=href aria-current=current>{rows}</a></li> }
    };
    view! {
        <nav class="no-print" aria-label=t!("desk-rows")>
            <ul class="chips"><li>{t!("desk-rows")}</li>{link(PAGE, false)}{link(LONG_PAGE, true)}</ul>
        </nav>
    }
}

/// How many there are, as far as anybody counted.
pub(super) fn counted(count: u32) -> String {
    if count > MOST_COUNTED { format!("{MOST_COUNTED}+") } else { count.to_string() }
}

/// Nothing lies there: because all is done, or because of what was asked for.
fn nothing(board: &Board, asked: &Asked) -> AnyView {
    let filtered = asked.is_filtered();
    let heading = if filtered { t!("desk-none") } else { t!("desk-empty") };
    let words = if filtered { t!("desk-none-hint") } else { empty(board.tab) };
    let everywhere = (filtered && board.tab != Tab::Open).then(|| {
        let href = asked.link(|wish| wish.tab = Some(Tab::Open));
        view! { <a class="button" href=href>{t!("desk-none-everywhere")}</a> }
    });
    view! {
        <div class="empty"><Picture name="empty-inbox" /><h3>{heading}</h3><p>{words}</p>{everywhere}</div>
    }
    .into_any()
}

/// What lies on a heap, in words.
pub(super) fn heap(tab: Tab) -> String {
    match tab {
        Tab::Verify => t!("heap-verify"),
        Tab::Dispatch => t!("heap-dispatch"),
        Tab::Check => t!("heap-check"),
        Tab::Hall => t!("heap-hall"),
        Tab::UnderWay => t!("heap-under-way"),
        Tab::Asked => t!("heap-asked"),
        Tab::Rate => t!("heap-rate"),
        Tab::Decide => t!("heap-decide"),
        Tab::Parked => t!("heap-parked"),
        Tab::Open => t!("heap-open"),
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
        Tab::Check => t!("heap-check-empty"),
        Tab::Hall => t!("heap-hall-empty"),
        Tab::UnderWay => t!("heap-under-way-empty"),
        Tab::Asked => t!("heap-asked-empty"),
        Tab::Rate => t!("heap-rate-empty"),
        Tab::Decide => t!("heap-decide-empty"),
        Tab::Parked => t!("heap-parked-empty"),
        Tab::Open => t!("heap-open-empty"),
        Tab::Closed => t!("heap-closed-empty"),
        Tab::Refused => t!("heap-refused-empty"),
        Tab::Withdrawn => t!("heap-withdrawn-empty"),
    }
}
