//! `/me`: one's own slips first, then one's points, posts and data.

mod agent;
pub mod looks;
pub mod profile;
pub(super) mod public_phone;
pub mod quiet;
pub mod sessions;

use desk::{
    Ask,
    identity::{self, HeldPost, Me},
    live::Topic,
    view::{self, Mine},
};
use domain::{Area, Timestamp, area::Level};
use leptos::prelude::*;

use super::grid::above;
use crate::{
    api::{identity::SignOut, me::SwitchPost},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Choice, Choices, DoForm, FormFor, Pager, Picture, Sign, SlipCard, SlipLine, page_of},
    t, words,
};

/// One's own page.
pub async fn me(ask: Ask, address: Address) -> Result<Page, PageError> {
    let me = identity::me(&ask).await?;
    let page = page_of(&address);
    let mine = view::mine(&ask, page).await?;
    let points = desk::points::mine(&ask, 0).await?.available;
    let home = home(&ask, &me).await?;
    let posts = posts(&ask, &me.posts).await?;
    let sign_out = Draft::of(&ask, "sign-out").await?;

    let name = me.name.as_ref().map_or_else(|| t!("me-nameless"), ToString::to_string);
    let place = home.as_ref().map(|home| {
        view! { " · "<a href=format!("/g/{}", home.area)>{format!("{} {}", home.above, home.name)}</a> }
    });
    let order = home.as_ref().map_or_else(|| "/".to_owned(), |home| format!("/g/{}/order", home.area));
    let watched: Vec<_> = mine.open.iter().map(|glance| Topic::Request(glance.number)).collect();
    let body = view! {
        <header>
            <h1>{name}</h1>
            <p class="lead">{me.phone}{place}</p>
        </header>
        {posts}
        {slips(mine, page, order, ask.at)}
        <section data-live="points">
            <h2>{t!("me-points")}</h2>
            <p class="points balance"><Sign name="points" /><b>{points}</b>{t!("me-points-available")}</p>
            <div class="actions">
                <a class="button" href="/me/points">{t!("me-points-link")}</a>
                <a class="button" href="/me/vouchers">{t!("me-vouchers-link")}</a>
            </div>
        </section>
        <section>
            <h2>{t!("me-data")}</h2>
            <div class="actions">
                <a class="button" href="/me/profile">{t!("me-profile-link")}</a>
                <a class="button" href="/me/quiet">{t!("me-quiet-link")}</a>
                <a class="button" href="/me/looks">{t!("me-looks-link")}</a>
                <a class="button" href="/me/sessions">{t!("me-sessions-link")}</a>
            </div>
            <DoForm ask=ask.clone() action={forms::url::<SignOut>()} draft=sign_out>
                <button class="button button--quiet">{t!("me-sign-out")}</button>
            </DoForm>
        </section>
    };
    let page = Page::new(t!("me-title"), body).watching(Topic::Person(ask.person()?));
    Ok(watched.into_iter().fold(page, Page::watching))
}

/// The grid somebody lives in, in words.
pub(super) struct Home {
    pub area: Area,
    pub above: String,
    pub name: String,
}

/// Where the person lives, if they said so and the grid is still there.
async fn home(ask: &Ask, me: &Me) -> Result<Option<Home>, PageError> {
    match me.home.and_then(|area| area.at(Level::Grid)) {
        Some(area) => place(ask, area).await,
        None => Ok(None),
    }
}

pub(super) async fn place(ask: &Ask, area: Area) -> Result<Option<Home>, PageError> {
    match desk::place::area(ask, area).await {
        Ok(place) => Ok(Some(Home { area, above: above(&place.path), name: place.entry.name })),
        Err(desk::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The posts one holds, and the way to act in another. Nothing for who holds none.
async fn posts(ask: &Ask, posts: &[HeldPost]) -> Result<Option<AnyView>, PageError> {
    if posts.is_empty() {
        return Ok(None);
    }
    let draft = Draft::of(ask, "post").await?;
    let named = |held: &HeldPost| format!("{} {}", words::seat(&held.seat), words::role(held.post.role));
    let acting = posts.iter().find(|held| held.is_acting);
    let now = match acting {
        Some(held) => t!("me-acting", post = named(held)),
        None => t!("me-acting", post = words::role(domain::Role::Resident)),
    };
    let resident = Choice {
        value: String::new(),
        words: words::role(domain::Role::Resident),
        small: Some(t!("me-resident-hint")),
        by_default: acting.is_none(),
        ..Choice::default()
    };
    let held = posts.iter().map(|held| Choice {
        value: held.id.to_string(),
        words: words::role(held.post.role),
        small: Some(words::seat(&held.seat)),
        by_default: held.is_acting,
        ..Choice::default()
    });
    let choices = std::iter::once(resident).chain(held).collect();
    let open = draft.is_kept();
    let form = view! {
        <details class="fold" open=open>
            <summary><Sign name="person" />{now}</summary>
            <div>
                <FormFor ask=ask.clone() action={forms::url::<SwitchPost>()} draft=draft.clone()>
                    <Choices draft=draft.clone() name="post" legend=t!("me-act-as") choices class="choices--list" />
                    <div class="actions"><button class="button">{t!("me-switch")}</button></div>
                </FormFor>
            </div>
        </details>
    };
    Ok(Some(form.into_any()))
}

/// What is under way as cards, what is over as lines.
fn slips(mine: Mine, page: u32, order: String, now: Timestamp) -> impl IntoView {
    let Mine { open, over, more } = mine;
    let nothing = open.is_empty() && over.is_empty() && page == 0;
    let under_way = (!open.is_empty() && page == 0).then(|| {
        let cards = open.into_iter().map(|glance| view! { <li><SlipCard glance now /></li> }).collect_view();
        view! { <ul class="slips columns">{cards}</ul> }
    });
    let quiet = under_way.is_none() && !nothing && page == 0;
    let earlier = (!over.is_empty() || page > 0).then(|| {
        let lines = over.into_iter().map(|glance| view! { <li><SlipLine glance now /></li> }).collect_view();
        view! {
            <section>
                <h2>{t!("me-over")}</h2>
                <ul class="slips slips--lines">{lines}</ul>
                <Pager page more />
            </section>
        }
    });
    if nothing {
        return view! {
            <div class="empty">
                <Picture name="empty-slips" large=true />
                <h2>{t!("me-none")}</h2>
                <p>{t!("me-none-hint")}</p>
                <a class="button button--main" href=order>{t!("me-first-order")}</a>
            </div>
        }
        .into_any();
    }
    let first = (page == 0).then(|| {
        view! {
            <section data-live="slips">
                <h2>{t!("me-open")}</h2>
                {quiet.then(|| view! { <p class="soft">{t!("me-open-none")}</p> })}
                {under_way}
                <div class="actions"><a class="button button--main" href=order>{t!("me-order")}</a></div>
            </section>
        }
    });
    view! { {first}{earlier} }.into_any()
}
