//! `/me/looks`: who looked behind the mask of one's contact, on which slip, and why.

use desk::{
    Ask,
    contact::{LookedAt, looks as at_me},
    live::Topic,
};
use leptos::prelude::*;

use crate::{
    page::{Address, Page, PageError},
    parts::{Pager, Picture, Time, page_of, slip_path},
    t, words,
};

const PAGE: u32 = 20;

/// The looks at one's contact, newest first.
pub async fn looks(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let mut looks = at_me(&ask, page.saturating_mul(PAGE), PAGE + 1).await?;
    let more = looks.len() > PAGE as usize;
    looks.truncate(PAGE as usize);
    let list = if looks.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-inbox" large=true />
                <h2>{t!("me-looks-none")}</h2>
                <p>{t!("me-looks-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        let lines = looks.into_iter().map(|look| line(look, &ask)).collect_view();
        view! { <ul class="stack">{lines}</ul><Pager page more /> }.into_any()
    };
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("me-title")}</a></li><li>{t!("me-looks")}</li></ul>
        <h1>{t!("me-looks")}</h1>
        <p class="lead">{t!("me-looks-lead")}</p>
        <section data-live="looks">{list}</section>
    };
    Ok(Page::new(t!("me-looks"), body).narrow().watching(Topic::Person(ask.person()?)))
}

fn line(looked: LookedAt, ask: &Ask) -> impl IntoView + use<> {
    let LookedAt { look, viewer } = looked;
    let slip = look.request.map(|number| {
        view! { <p><a href=slip_path(number)>{t!("me-look-slip", number = number.to_string())}</a></p> }
    });
    view! {
        <li class="sheet">
            <p><b>{t!("me-look-by", viewer = viewer)}</b></p>
            <p class="soft"><Time at=look.at now=ask.at /></p>
            <p>{t!("me-look-reason", reason = words::look_reason(&look.reason))}</p>
            {slip}
        </li>
    }
}
