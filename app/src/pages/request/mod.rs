//! `/r/{number}`: the slip, unfolded, for whoever may see it; what they may do to it stands beside it.

mod actions;
mod contact;
mod find;

use desk::{
    Ask,
    live::Topic,
    view::{self, Reader, Slip},
};
use domain::{
    RequestNumber, Timestamp,
    number::NumberError,
    request::{Stage, State},
};
use leptos::prelude::*;

pub use self::find::find;
use self::{actions::actions, contact::contact};
use super::grid::above;
use crate::{
    context::locale,
    forms::Draft,
    page::{Address, Page, PageError},
    parts::{Errors, Lines, PhotoRow, Picture, Stamps, Time, TimeLeft, Timeline},
    t,
    words::{self, Standing},
};

/// The slip with the number in the address, written with dashes or without.
pub async fn request(ask: Ask, address: Address) -> Result<Page, PageError> {
    let typed: String = address.part("number")?;
    let number = match typed.parse::<RequestNumber>() {
        Ok(number) => number,
        Err(error @ (NumberError::Digits | NumberError::CheckDigit)) => {
            return Ok(find::wrong(&typed, error));
        }
    };
    let slip = view::slip(&ask, number).await?;
    let now = ask.at;
    let actions = actions(&ask, &slip).await?;
    let refused = refused(&ask, &address, &actions.forms).await?;
    let contact = contact(&ask, &slip).await?;

    let name = locale().pick(&slip.service.name_zh, &slip.service.name_en).to_owned();
    let title = t!("request-title", service = name.as_str(), number = number.to_string());
    let facts = facts(&slip, now);
    let next = words::next(Standing::of_slip(&slip, now));
    let photos = (!slip.photos.is_empty()).then(|| {
        view! { <section class="stack"><h2>{t!("request-photos")}</h2><PhotoRow photos=slip.photos.clone() /></section> }
    });
    let history = history(&slip, ask.person()?, now);
    let paper = view! {
        <article class="slip slip--page">
            <header class="slip-head">
                <Picture name=slip.service.picture.clone() />
                <h1 class="slip-title">{name}</h1>
                <p class="slip-number">{number.to_string()}</p>
            </header>
            <div data-live="stamps"><Stamps state=slip.request.state.clone() /></div>
            <div class="stack" data-live="next">
                <p class="slip-next">{next}</p>
                <TimeLeft due=slip.request.due() pressure=slip.pressure now />
            </div>
            <hr class="tear" />
            <div data-live="facts">{facts}</div>
            {contact}
            {photos}
        </article>
    };
    let body = view! {
        {refused}
        <div class="split">
            {paper}
            <div class="stack beside" data-live="actions">{actions.view}</div>
            {history}
        </div>
    };
    let page = Page::new(title, body).watching(Topic::Request(number));
    Ok(match slip.path.last() {
        Some(grid) => page.in_grid(grid.area, above(&slip.path), grid.name.clone()),
        None => page,
    })
}

/// A form that was not taken and is not offered any more: what was wrong with it is still said.
async fn refused(ask: &Ask, address: &Address, offered: &[String]) -> Result<Option<AnyView>, PageError> {
    let Some(name) = address.query("again").filter(|name| !offered.contains(name)) else {
        return Ok(None);
    };
    let draft = Draft::of(ask, name).await?;
    Ok(Some(view! { <Errors draft /> }.into_any()))
}

/// What is known, as word and value.
fn facts(slip: &Slip, now: Timestamp) -> impl IntoView + use<> {
    let request = &slip.request;
    let door = slip.resident.door.clone().map(|door| view! { <dt>{t!("request-door")}</dt><dd>{door}</dd> });
    let handler = slip.handler.clone().map(|name| view! { <dt>{t!("request-handler")}</dt><dd>{name}</dd> });
    let running =
        matches!(request.state.stage(), Some(Stage::Verify | Stage::Dispatch | Stage::Handle | Stage::Check));
    let limit = (running && !matches!(request.state, State::AskedBack { .. })).then(|| {
        view! { <dt>{t!("request-finish-by")}</dt><dd><Time at=request.limits.finish_by now /></dd> }
    });
    let earns =
        (slip.offers.accept || slip.reader == Reader::Handler && !request.state.is_over()).then(|| {
            view! {
                <dt>{t!("request-earns")}</dt>
                <dd>{t!("request-points", points = slip.service.points.get())}</dd>
            }
        });
    view! {
        <dl class="facts">
            <dt>{t!("request-need")}</dt><dd><Lines text=request.need.as_str() /></dd>
            <dt>{t!("request-place")}</dt><dd>{request.place.building.as_str().to_owned()}</dd>
            {door}
            {handler}
            <dt>{t!("request-placed")}</dt><dd><Time at=request.placed_at now /></dd>
            {limit}
            {earns}
        </dl>
    }
}

/// Every step so far, last on a phone and beneath the slip on a desk.
fn history(slip: &Slip, me: domain::PersonId, now: Timestamp) -> impl IntoView + use<> {
    let steps = slip.steps.clone();
    view! {
        <details class="fold fold--bare sheet" open>
            <summary>{t!("request-steps")}</summary>
            <div data-live="steps"><Timeline steps now me=Some(me) /></div>
        </details>
    }
}
