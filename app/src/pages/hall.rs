//! `/hall`: what a volunteer can take, nearest and most urgent first; `/hall/mine`: what they took.

use desk::{
    Ask,
    live::Topic,
    view::{self, Glance},
};
use domain::{RequestNumber, request::State};
use leptos::prelude::*;

use crate::{
    api::request::Accept,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Errors, Pager, Picture, SlipCard, SlipLine, page_of},
    t, words,
};

/// The name of the form that takes this slip on. The hall shows many of them.
pub(super) fn acceptance(number: RequestNumber) -> String {
    format!("accept-{}", number.digits())
}

/// What can be taken.
pub async fn hall(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let hall = view::hall(&ask, page).await?;
    let lost = lost(&ask, &address, &hall.open).await?;
    let none = hall.open.is_empty();
    let mut cards = Vec::new();
    for glance in hall.open {
        let draft = Draft::of(&ask, acceptance(glance.number)).await?;
        cards.push(card(&ask, glance, draft));
    }
    let slips = if none {
        view! {
            <div class="empty">
                <Picture name="empty-hall" />
                <h3>{t!("hall-empty")}</h3>
                <p>{t!("hall-empty-lead")}</p>
                <a class="button" href="/hall/mine">{t!("hall-to-mine")}</a>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="slips columns">{cards}</ul> }.into_any()
    };
    let body = view! {
        <h1>{t!("hall-title")}</h1>
        <p class="lead">{t!("hall-lead")}</p>
        {tabs(true)}
        {lost}
        <h2 class="spoken">{t!("hall-open")}</h2>
        <div data-live="hall">{slips}</div>
        <Pager page more=hall.more />
    };
    Ok(Page::new(t!("hall-title"), body).watching(Topic::Grid(hall.area)))
}

fn tabs(open: bool) -> impl IntoView {
    let current = |here: bool| here.then_some("page");
    view! {
        <nav class="tabs" aria-label=t!("hall-tabs")>
            <a href="/hall" aria-current=current(open)>{t!("hall-open")}</a>
            <a href="/hall/mine" aria-current=current(!open)>{t!("hall-mine")}</a>
        </nav>
    }
}

/// Somebody else was first, and the slip lies here no more: the person is told who has it.
async fn lost(ask: &Ask, address: &Address, open: &[Glance]) -> Result<Option<AnyView>, PageError> {
    let here = |name: &String| open.iter().any(|glance| acceptance(glance.number) == *name);
    let Some(name) = address.query("again").filter(|name| !here(name)) else {
        return Ok(None);
    };
    let draft = Draft::of(ask, name).await?;
    Ok(Some(view! { <Errors draft /> }.into_any()))
}

fn card(ask: &Ask, glance: Glance, draft: Draft) -> impl IntoView + use<> {
    let about = vec![("number", glance.number.digits())];
    let number = glance.number.to_string();
    let (ask, now) = (ask.clone(), ask.at);
    view! {
        <li>
            <SlipCard glance now need=true>
                <div class="above last">
                    <DoForm ask action={forms::url::<Accept>()} draft about>
                        <button class="button">
                            {t!("hall-accept")}<span class="spoken">{t!("hall-accept-which", number = number)}</span>
                        </button>
                    </DoForm>
                </div>
            </SlipCard>
        </li>
    }
}

/// What this person has in hand, what they have done, and how long they served.
pub async fn mine(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let work = view::in_hand(&ask, page).await?;
    let at_work = |glance: &Glance| matches!(glance.state, State::Accepted { .. } | State::Arrived { .. });
    let (in_hand, waiting): (Vec<_>, Vec<_>) = work.in_hand.into_iter().partition(at_work);
    let count = u32::try_from(in_hand.len()).unwrap_or(u32::MAX);
    let waiting = (!waiting.is_empty()).then(|| {
        let lines = waiting
            .into_iter()
            .map(|glance| view! { <li><SlipLine glance now=ask.at /></li> })
            .collect_view();
        view! {
            <section class="stack">
                <h2>{t!("mine-waiting")}</h2>
                <ul class="slips slips--lines">{lines}</ul>
            </section>
        }
    });
    let in_hand = if in_hand.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-slips" />
                <h3>{t!("mine-empty")}</h3>
                <p>{t!("mine-empty-lead")}</p>
                <a class="button" href="/hall">{t!("mine-to-hall")}</a>
            </div>
        }
        .into_any()
    } else {
        let cards =
            in_hand.into_iter().map(|glance| view! { <li><SlipCard glance now=ask.at need=true /></li> });
        view! { <ul class="slips columns">{cards.collect_view()}</ul> }.into_any()
    };
    let done = if work.done.is_empty() {
        view! { <p class="soft">{t!("mine-none-done")}</p> }.into_any()
    } else {
        let lines = work.done.into_iter().map(|glance| view! { <li><SlipLine glance now=ask.at /></li> });
        view! { <ul class="slips slips--lines">{lines.collect_view()}</ul> }.into_any()
    };
    let body = view! {
        <h1>{t!("mine-title")}</h1>
        {tabs(false)}
        <dl class="figures" data-live="figures">
            <div><dt>{t!("mine-in-hand")}</dt><dd>{count}" "<small>{t!("slips", count = count)}</small></dd></div>
            <div><dt>{t!("mine-served")}</dt><dd>{words::hours(work.served)}</dd></div>
        </dl>
        <section class="stack" data-live="in-hand"><h2>{t!("mine-in-hand")}</h2>{in_hand}</section>
        <div data-live="waiting">{waiting}</div>
        <section class="stack" data-live="done"><h2>{t!("mine-done")}</h2>{done}<Pager page more=work.more /></section>
    };
    let page = Page::new(t!("mine-title"), body);
    let post = ask.actor()?.post;
    Ok(match post {
        Some(post) => page.watching(Topic::Grid(post.area)),
        None => page,
    })
}
