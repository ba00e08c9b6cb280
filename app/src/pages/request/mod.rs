//! `/r/{number}`: the slip, unfolded, for whoever may see it; what they may do to it stands beside it.

mod actions;
mod contact;
mod facts;
mod find;
mod kin;
mod trace;

use desk::{
    Ask,
    live::Topic,
    view::{self, Slip},
};
use domain::{RequestNumber, Timestamp, number::NumberError, permit};
use leptos::prelude::*;

use self::{actions::actions, contact::contact, facts::facts, kin::kin};
pub use self::{find::find, trace::trace};
use super::grid::above;
use crate::{
    context::locale,
    forms::Draft,
    page::{Address, Page, PageError},
    parts::{Errors, PhotoRow, Picture, PrintedAt, Sign, Stamps, TimeLeft, Timeline, slip_path},
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
    // Each large part loses its type, or the page's is too deep for the compiler.
    let facts = facts(&slip, now).into_any();
    let next = words::next(Standing::of_slip(&slip, now));
    let due = slip.request.due();
    let asides = words::asides(&slip.request.beside, due, slip.reader, now);
    let asides = asides.into_iter().map(|aside| view! { <p class="soft">{aside}</p> }).collect_view();
    let kin = kin(&slip, now).into_any();
    let photos = (!slip.photos.is_empty()).then(|| {
        view! { <section class="stack"><h2>{t!("request-photos")}</h2><PhotoRow photos=slip.photos.clone() /></section> }
    });
    let actor = ask.actor()?;
    let history = history(&slip, actor.person, now).into_any();
    let trace = permit::run(actor, &slip.request).is_ok().then(|| {
        view! { <p class="no-print"><a href=format!("{}/trace", slip_path(number))>{t!("request-trace")}</a></p> }
    });
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
                {asides}
                <TimeLeft due pressure=slip.pressure now />
            </div>
            <hr class="tear" />
            <div data-live="facts">{facts}</div>
            <div class="stack" data-live="kin">{kin}</div>
            {contact}
            {photos}
            <PrintedAt now />
        </article>
    }
    .into_any();
    let body = view! {
        {refused}
        <div class="split">
            {paper}
            <div class="stack beside" data-live="actions">{actions.view}</div>
            <div class="stack">{history}{trace}</div>
        </div>
    };
    let page = Page::new(title, body).watching(Topic::Request(number));
    Ok(match slip.path.last() {
        Some(grid) => page.in_grid(grid.area, above(&slip.path), grid.name.clone()),
        None => page,
    })
}

/// A form that was not taken and is not offered any more: what was wrong with it is still said, and what was written into it is
/// there to be copied.
async fn refused(ask: &Ask, address: &Address, offered: &[String]) -> Result<Option<AnyView>, PageError> {
    let Some(name) = address.query("again").filter(|name| !offered.contains(name)) else {
        return Ok(None);
    };
    let draft = Draft::of(ask, name).await?;
    let words = draft.words();
    let words = (!words.is_empty()).then(|| {
        let words = words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
        view! { <div class="notice"><Sign name="slip" /><div><p><b>{t!("request-typed")}</b></p>{words}</div></div> }
    });
    let refused = view! {
        <Errors draft />
        {words}
    };
    Ok(Some(refused.into_any()))
}

/// Every step so far, last on a phone and beneath the slip on a desk.
fn history(slip: &Slip, me: domain::PersonId, now: Timestamp) -> impl IntoView + use<> {
    let (steps, units) = (slip.steps.clone(), slip.units.clone());
    view! {
        <details class="fold fold--bare sheet" open>
            <summary>{t!("request-steps")}</summary>
            <div data-live="steps"><Timeline steps units now me=Some(me) /></div>
        </details>
    }
}
