//! `/r/{number}/trace`: who was responsible for a slip when, and how long each of them held it. A sheet to print.

use desk::{
    Ask,
    view::{self, Hand, Reader, Spent, Total, Trace, Who},
};
use domain::{
    Deadline, Minutes, RequestNumber, Timestamp,
    request::{Holder, State},
};
use leptos::prelude::*;

use crate::{
    context::locale,
    page::{Address, Page, PageError},
    pages::grid::above,
    parts::{PrintedAt, Sign, Time, slip_path},
    t,
    words::{self, Stood},
};

/// The tracing of the slip with the number in the address.
pub async fn trace(ask: Ask, address: Address) -> Result<Page, PageError> {
    let number: RequestNumber = address.part("number")?;
    let traced = view::trace(&ask, number).await?;
    let now = ask.at;
    let name = locale().pick(&traced.service.name_zh, &traced.service.name_en).to_owned();
    let title = t!("trace-title", number = number.to_string());
    let body = view! {
        <ul class="crumbs"><li><a href=slip_path(number)>{name.clone()}" "{number.to_string()}</a></li></ul>
        <h1>{t!("trace-heading")}</h1>
        <p class="lead">{t!("trace-lead", service = name, number = number.to_string())}</p>
        {facts(&traced, now)}
        {hands(&traced.hands, now)}
        {totals(&traced.totals)}
        <p class="soft">{t!("trace-counted")}</p>
        <p class="soft no-print">{t!("trace-print")}</p>
        <PrintedAt now />
    };
    let page = Page::new(title, body);
    Ok(match traced.path.last() {
        Some(grid) => page.in_grid(grid.area, above(&traced.path), grid.name.clone()),
        None => page,
    })
}

/// When it was placed, what was promised, and how it stands.
fn facts(traced: &Trace, now: Timestamp) -> impl IntoView + use<> {
    let request = &traced.request;
    let place = traced.path.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(" ");
    let stands = match &request.state {
        State::Closed { at, .. } => t!("trace-closed", at = words::when(*at, now)),
        other => words::state(other),
    };
    let own = request
        .limits
        .own
        .as_ref()
        .map(|own| view! { <dt>{t!("request-own-by")}</dt><dd>{limit(own, now)}</dd> });
    view! {
        <dl class="facts">
            <dt>{t!("request-place")}</dt><dd>{place}</dd>
            <dt>{t!("request-placed")}</dt><dd><Time at=request.placed_at now /></dd>
            <dt>{t!("request-accept-by")}</dt><dd>{limit(&request.limits.accept, now)}</dd>
            <dt>{t!("request-finish-by")}</dt><dd>{limit(&request.limits.finish, now)}</dd>
            {own}
            <dt>{t!("trace-stands")}</dt><dd>{stands}</dd>
        </dl>
    }
}

fn limit(deadline: &Deadline, now: Timestamp) -> impl IntoView + use<> {
    let stood = Stood { otherwise: deadline.paused(), ..Stood::default() };
    let why = words::why(deadline, stood, Reader::Staff, now);
    view! { <Time at=deadline.at now /><p class="soft">{why}</p> }
}

/// One row for each pair of hands.
fn hands(hands: &[Hand], now: Timestamp) -> impl IntoView + use<> {
    let rows = hands.iter().map(|hand| {
        let until = match hand.until {
            Some(at) => view! { <Time at now /> }.into_any(),
            None => t!("trace-still").into_any(),
        };
        view! {
            <tr>
                <th scope="row">{who(&hand.who)}</th>
                <td data-label=t!("trace-for")>{words::phase(hand.phase)}</td>
                <td data-label=t!("trace-from")><Time at=hand.from now /></td>
                <td data-label=t!("trace-until")>{until}</td>
                {spent(hand.spent)}
            </tr>
        }
    });
    view! {
        <section class="stack">
            <h2>{t!("trace-hands")}</h2>
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("trace-who")}</th>
                        <th scope="col">{t!("trace-for")}</th>
                        <th scope="col">{t!("trace-from")}</th>
                        <th scope="col">{t!("trace-until")}</th>
                        {heads()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

/// All the times of one of them together.
fn totals(totals: &[Total]) -> impl IntoView + use<> {
    let rows = totals.iter().map(|total| {
        view! { <tr><th scope="row">{who(&total.who)}</th>{spent(total.spent)}</tr> }
    });
    view! {
        <section class="stack">
            <h2>{t!("trace-totals")}</h2>
            <table class="table cards">
                <thead><tr><th scope="col">{t!("trace-who")}</th>{heads()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

fn heads() -> impl IntoView {
    view! {
        <th scope="col" class="number">{t!("trace-clock")}</th>
        <th scope="col" class="number">{t!("trace-working")}</th>
        <th scope="col" class="number">{t!("trace-late")}</th>
    }
}

fn spent(spent: Spent) -> impl IntoView {
    let late = match spent.late {
        Minutes(0) => view! { <span>"—"</span> }.into_any(),
        late => {
            view! { <span class="left left--late"><Sign name="warn" />{words::hours(late)}</span> }.into_any()
        }
    };
    view! {
        <td class="number" data-label=t!("trace-clock")>{words::length(spent.clock)}</td>
        <td class="number" data-label=t!("trace-working")>{words::hours(spent.working)}</td>
        <td class="number" data-label=t!("trace-late")>{late}</td>
    }
}

/// `陈静`, `周勇（水务局）`, `水务局`, the desk of the grid, the resident, the level above.
fn who(who: &Who) -> String {
    let name = match who.holder {
        Holder::Desk => t!("trace-desk", grid = who.name.as_str()),
        Holder::Above => t!("trace-above"),
        Holder::Resident => t!("trace-resident"),
        Holder::With(_) => t!("trace-with", number = who.name.as_str()),
        Holder::Nobody => t!("trace-nobody"),
        Holder::Unit(_) => return who.unit.as_ref().map_or_else(|| t!("next-some-unit"), words::unit),
        Holder::Person(_) => who.name.clone(),
    };
    match &who.unit {
        Some(unit) => t!("next-keeper", name = name, role = words::unit(unit)),
        None => name,
    }
}
