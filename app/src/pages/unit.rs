//! `/unit`: where somebody who acts for a unit works. What it was called for comes first, then what it is to accept, has in
//! hand and helps with, and at last what is over.

use desk::{
    Ask,
    live::Topic,
    view::{self, Called, Glance, UnitPage},
};
use domain::{Timestamp, request::Pressure};
use leptos::prelude::*;

use crate::{
    page::{Address, Page, PageError},
    parts::{Pager, Picture, Sign, SlipLine, page_of},
    t, words,
};

/// The unit acted for.
pub async fn unit(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let board = view::unit(&ask, page).await?;
    let watched = watched(&board);
    let now = ask.at;
    let name = words::unit(&board.unit);
    let head = head(&board);
    let figures = figures(&board);
    let UnitPage { called, to_accept, in_hand, waiting, helping, more_under_way, over, more, .. } = board;
    let idle =
        called.is_empty() && [&to_accept, &in_hand, &waiting, &helping].iter().all(|slips| slips.is_empty());
    let none = idle.then(|| {
        view! {
            <div class="empty" data-live="none">
                <Picture name="empty-slips" />
                <h2>{t!("unit-work-none")}</h2>
                <p>{t!("unit-work-none-hint")}</p>
            </div>
        }
    });
    // Where there is nothing to do, one picture says it for all.
    let said = |words: String| (!idle).then_some(words);
    let (none_to_accept, none_in_hand) =
        (said(t!("unit-work-to-accept-none")), said(t!("unit-work-in-hand-none")));
    let none_over = if page == 0 { t!("unit-work-over-none") } else { t!("unit-work-over-no-more") };
    let body = view! {
        <h1>{name.clone()}</h1>
        {head}
        {figures}
        {calls(called, now)}
        {section("to-accept", t!("unit-work-to-accept"), to_accept, none_to_accept, now)}
        {section("in-hand", t!("unit-work-in-hand"), in_hand, none_in_hand, now)}
        {section("waiting", t!("unit-work-waiting"), waiting, None, now)}
        {section("helping", t!("unit-work-helping"), helping, None, now)}
        <div data-live="more">{more_under_way.then(|| view! { <p class="soft">{t!("unit-work-more")}</p> })}</div>
        {none.map_or_else(|| nothing("none"), IntoAny::into_any)}
        <section class="stack" id="over" data-live="over">
            <h2>{t!("unit-work-over")}</h2>
            {lines(over, none_over, now)}
            <Pager page more />
        </section>
    };
    Ok(watched.into_iter().fold(Page::new(name, body), Page::watching))
}

/// The slips that press most; of new ones the inbox hears.
fn watched(board: &UnitPage) -> Vec<Topic> {
    let called = board.called.iter().map(|called| &called.glance);
    let others = [&board.to_accept, &board.in_hand, &board.helping, &board.waiting].into_iter().flatten();
    called.chain(others).map(|glance| Topic::Request(glance.number)).collect()
}

/// What kind of unit it is, where it serves and when it works: its limits are counted in these hours.
fn head(board: &UnitPage) -> impl IntoView + use<> {
    let unit = &board.unit;
    let retired = unit.retired.then(|| {
        view! {
            <div class="notice" role="status">
                <Picture name="slip" /><div><p><b>{t!("unit-retired")}</b></p><p>{t!("unit-work-retired")}</p></div>
            </div>
        }
    });
    let kind = words::unit_kind(unit.kind);
    view! {
        <p class="lead">
            {t!("unit-work-lead", kind = kind, area = board.area_name.as_str(), hours = words::office_hours(&unit.hours))}
        </p>
        {retired}
    }
}

/// How much lies in each part, with the way there.
fn figures(board: &UnitPage) -> impl IntoView + use<> {
    let figure = |id: &str, words: String, count: usize| {
        let number = if count > 0 {
            view! { <a href=format!("#{id}")>{count}</a> }.into_any()
        } else {
            count.into_any()
        };
        view! { <div><dt>{words}</dt><dd>{number}" "<small>{t!("slips", count = count)}</small></dd></div> }
    };
    view! {
        <dl class="figures" data-live="figures">
            {figure("called", t!("unit-work-called-short"), board.called.len())}
            {figure("to-accept", t!("unit-work-to-accept"), board.to_accept.len())}
            {figure("in-hand", t!("unit-work-in-hand"), board.in_hand.len())}
            {figure("helping", t!("unit-work-helping"), board.helping.len())}
        </dl>
    }
}

/// What the unit was called for, each with the moment by which it must be there.
fn calls(called: Vec<Called>, now: Timestamp) -> AnyView {
    if called.is_empty() {
        return nothing("called");
    }
    let count = called.len();
    let call = |Called { glance, report_by, pressure }: Called| {
        let (class, sign) = match pressure {
            Pressure::Calm => ("left", "clock"),
            Pressure::Soon => ("left left--soon", "clock"),
            Pressure::Overdue => ("left left--late", "warn"),
        };
        let (when, left) = (words::when(report_by, now), words::left(report_by, now));
        view! {
            <li>
                <p class=class><Sign name=sign /><span>{t!("unit-work-report-by", when = when, left = left)}</span></p>
                <SlipLine glance now />
            </li>
        }
    };
    view! {
        <section class="stack" id="called" data-live="called">
            <h2>{t!("unit-work-called")}" "{counted(count)}</h2>
            <p>{t!("unit-work-called-hint")}</p>
            <ul class="slips">{called.into_iter().map(call).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// A part of the list. One that says nothing of being empty is left out when it is.
fn section(
    id: &'static str,
    title: String,
    slips: Vec<Glance>,
    none: Option<String>,
    now: Timestamp,
) -> AnyView {
    if slips.is_empty() && none.is_none() {
        return nothing(id);
    }
    let count = slips.len();
    let lines = lines(slips, none.unwrap_or_default(), now);
    view! { <section class="stack" id=id data-live=id><h2>{title}" "{counted(count)}</h2>{lines}</section> }
        .into_any()
}

/// Where a part will stand once it has something to show.
fn nothing(part: &'static str) -> AnyView {
    view! { <div data-live=part></div> }.into_any()
}

fn lines(slips: Vec<Glance>, none: String, now: Timestamp) -> AnyView {
    if slips.is_empty() {
        return view! { <p class="soft">{none}</p> }.into_any();
    }
    let lines = slips.into_iter().map(|glance| view! { <li><SlipLine glance now /></li> });
    view! { <ul class="slips slips--lines">{lines.collect_view()}</ul> }.into_any()
}

/// How many, beside a heading. Nothing where there are none.
fn counted(count: usize) -> Option<impl IntoView> {
    (count > 0).then(|| {
        view! { <span class="count">{count}<span class="spoken">" "{t!("slips", count = count)}</span></span> }
    })
}
