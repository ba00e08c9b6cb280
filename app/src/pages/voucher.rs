//! `/me/vouchers` and `/me/vouchers/{id}`: what was taken from the shelf and waits at a counter.

use desk::{
    Ask,
    live::Topic,
    poster::Qr,
    shop::{PAGE, Redemption, my_vouchers},
};
use domain::{Timestamp, VoucherId, shop::VoucherState};
use leptos::prelude::*;

use super::shop::name;
use crate::{
    api::shop::CancelVoucher,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Pager, Picture, QrCode, Sign, page_of, qr::in_words},
    t, words,
};

/// All of one's vouchers, newest first.
pub async fn vouchers(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let mine = my_vouchers(&ask, page).await?;
    let full = mine.len() >= PAGE as usize;
    let more = full && !my_vouchers(&ask, page.saturating_add(1)).await?.is_empty();
    let list = if mine.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-shop" />
                <h2>{t!("voucher-none")}</h2>
                <p>{t!("voucher-none-hint")}</p>
                <a class="button" href="/shop">{t!("voucher-to-shop")}</a>
            </div>
        }
        .into_any()
    } else {
        let cards = mine.into_iter().map(|one| view! { <li><Card one at=ask.at /></li> }).collect_view();
        view! {
            <ul class="slips columns">{cards}</ul>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("points-me")}</a></li><li>{t!("voucher-title")}</li></ul>
        <h1>{t!("voucher-title")}</h1>
        <p class="lead">{t!("voucher-lead")}</p>
        <section data-live="vouchers">{list}</section>
    };
    Ok(Page::new(t!("voucher-title"), body).watching(Topic::Person(ask.person()?)))
}

/// A voucher in a list.
#[component]
fn Card(one: Redemption, at: Timestamp) -> impl IntoView {
    let Redemption { voucher, item } = one;
    let title = name(&item);
    let said = happened(&voucher.state, voucher.expires_at, voucher.price.get(), at);
    let (class, sign) = match voucher.state {
        VoucherState::Live => ("left", "clock"),
        VoucherState::Redeemed { .. } => ("left left--none", "check"),
        VoucherState::Cancelled { .. } => ("left left--none", "back"),
        VoucherState::Expired { .. } => ("left left--none", "clock"),
    };
    view! {
        <article class="slip slip--card">
            <header class="slip-head">
                <Picture name=item.picture />
                <h2 class="slip-title"><a href=format!("/me/vouchers/{}", voucher.id)>{title}</a></h2>
                <p class="slip-number">{voucher.code.to_string()}</p>
            </header>
            <p class="slip-place">{item.counter}</p>
            <p class=class><Sign name=sign /><span>{said}</span></p>
        </article>
    }
}

/// Where a voucher stands, said in a sentence.
fn happened(state: &VoucherState, expires_at: Timestamp, points: u32, now: Timestamp) -> String {
    match *state {
        VoucherState::Live => t!("voucher-live-until", until = words::when(expires_at, now), points = points),
        VoucherState::Redeemed { at, .. } => {
            t!("voucher-redeemed-at", at = words::when(at, now), points = points)
        }
        VoucherState::Cancelled { at } => {
            t!("voucher-cancelled-at", at = words::when(at, now), points = points)
        }
        VoucherState::Expired { at } => t!("voucher-expired-at", at = words::when(at, now), points = points),
    }
}

/// One voucher, as it is shown at the counter.
pub async fn voucher(ask: Ask, address: Address) -> Result<Page, PageError> {
    let id: VoucherId = address.part("id")?;
    let Redemption { voucher, item } = desk::shop::voucher(&ask, id).await?;
    let draft = Draft::of(&ask, "cancel-voucher").await?;
    let title = name(&item);
    let live = voucher.state == VoucherState::Live;
    let class = if live { "slip voucher" } else { "slip voucher voucher--used" };
    let said = happened(&voucher.state, voucher.expires_at, voucher.price.get(), ask.at);
    // The code alone grants nothing: a keeper of that shop must open this address.
    let address = format!("{}/counter?code={}", ask.desk.public_url, voucher.code.letters());
    let qr = Qr::of(&address).filter(|_| live).map(|qr| {
        view! { <QrCode qr label=t!("voucher-qr") caption=in_words(&address) /> }
    });
    let state = match voucher.state {
        VoucherState::Live => None,
        VoucherState::Redeemed { .. } => Some(("tag tag--done", "check")),
        VoucherState::Cancelled { .. } => Some(("tag", "back")),
        VoucherState::Expired { .. } => Some(("tag tag--soon", "clock")),
    }
    .map(|(class, sign)| {
        view! { <p><span class=class><Sign name=sign />{words::voucher_state(&voucher.state)}</span></p> }
    });
    let left = live.then(|| {
        view! {
            <p class="left"><Sign name="clock" /><span>{words::left(voucher.expires_at, ask.at)}</span></p>
        }
    });
    let cancel = live.then(|| {
        let about = vec![("voucher", voucher.id.to_string())];
        let open = draft.is_kept();
        view! {
            <details class="fold" open=open>
                <summary>{t!("voucher-cancel")}</summary>
                <div class="stack">
                    <p>{t!("voucher-cancel-hint", points = voucher.price.get())}</p>
                    <DoForm ask=ask.clone() action={forms::url::<CancelVoucher>()} draft about>
                        <div class="actions">
                            <button class="button button--danger">
                                <Sign name="warn" />{t!("voucher-cancel-do")}
                            </button>
                        </div>
                    </DoForm>
                </div>
            </details>
        }
    });
    let body = view! {
        <ul class="crumbs">
            <li><a href="/me">{t!("points-me")}</a></li>
            <li><a href="/me/vouchers">{t!("voucher-title")}</a></li>
            <li>{title.clone()}</li>
        </ul>
        <div class="stack" data-live="voucher">
            <article class=class>
                <Picture name=item.picture large=true />
                <h1>{title.clone()}</h1>
                {state}
                <p class="voucher-code">{voucher.code.to_string()}</p>
                {qr}
                {left}
                <hr class="tear" />
                <p><b>{said}</b></p>
                <p>{item.counter}</p>
                {live.then(|| view! { <p class="soft">{t!("voucher-how")}</p> })}
            </article>
            {cancel}
        </div>
    };
    Ok(Page::new(title, body).narrow().watching(Topic::Person(ask.person()?)))
}
