//! `/counter`: a keeper looks a voucher up by its code, sees what it is, and hands the goods out.

use desk::{
    Ask, Error,
    shop::{AtCounter, find_for_counter},
    view::{HandedOut, handed_out_today},
};
use domain::{permit::Denied, shop::VoucherState, text::is_blank};
use leptos::prelude::*;

use super::shop::name;
use crate::{
    api::shop::HandOut,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Picture, Sign, Time},
    t, words,
};

/// What became of a code that was looked up.
enum Looked {
    NotYet,
    /// Not a voucher's, or one wrong code too many: what to say of it.
    Wrong(String),
    /// It belongs to another area's shop.
    Elsewhere,
    /// One's own, which somebody else has to hand out.
    Own,
    Found(Box<AtCounter>),
}

/// The counter.
pub async fn counter(ask: Ask, address: Address) -> Result<Page, PageError> {
    let today = handed_out_today(&ask).await?;
    let code = address.query("code").unwrap_or_default();
    let looked = look(&ask, &code).await?;
    let draft = Draft::of(&ask, "hand-out").await?;
    let wrong = if let Looked::Wrong(words) = &looked { Some(words.clone()) } else { None };
    let found = found(&ask, looked, draft);
    let main = found.is_none();
    let body = view! {
        <h1>{t!("counter-title")}</h1>
        {found}
        <section>
            <CodeForm code wrong main />
        </section>
        <section>
            <h2>{t!("counter-today", count = today.len())}</h2>
            {list(today, &ask)}
        </section>
    };
    Ok(Page::new(t!("counter-title"), body).narrow())
}

async fn look(ask: &Ask, code: &str) -> Result<Looked, PageError> {
    if is_blank(code) {
        return Ok(Looked::NotYet);
    }
    match find_for_counter(ask, code).await {
        Ok(at_counter) => Ok(Looked::Found(Box::new(at_counter))),
        Err(Error::Fields(_)) => Ok(Looked::Wrong(t!("counter-unknown"))),
        Err(error @ Error::TooMuch(_)) => Ok(Looked::Wrong(words::error(&error))),
        Err(Error::Denied(Denied::NotYourArea)) => Ok(Looked::Elsewhere),
        Err(Error::Denied(Denied::OwnRequest)) => Ok(Looked::Own),
        Err(error) => Err(error.into()),
    }
}

/// The code, typed in or scanned. Looking a code up changes nothing but the count of wrong ones, so it may stand in the
/// address.
#[component]
fn CodeForm(
    code: String,
    wrong: Option<String>,
    /// Looking a code up is the main thing to do now.
    main: bool,
) -> impl IntoView {
    let button = if main { "button button--main" } else { "button" };
    let class = if wrong.is_some() { "field field--wrong" } else { "field" };
    let invalid = wrong.is_some().then_some("true");
    let described = if wrong.is_some() { "code-hint code-error" } else { "code-hint" };
    let wrong = wrong.map(|words| view! { <p class="error" id="code-error"><Sign name="warn" />{words}</p> });
    view! {
        <form class="form" method="get" action="/counter">
            <div class=class>
                <label for="code">{t!("counter-code")}</label>
                <p class="hint" id="code-hint">{t!("counter-code-hint")}</p>
                {wrong}
                <div class="with-button">
                    <input
                        class="input code-input"
                        id="code"
                        name="code"
                        value=code
                        required
                        maxlength="40"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                    <button class=button>{t!("counter-look")}</button>
                </div>
            </div>
        </form>
    }
}

/// What the code is for, before anything is handed out.
fn found(ask: &Ask, looked: Looked, draft: Draft) -> Option<AnyView> {
    let warn = |title: String, hint: String| {
        Some(
            view! {
                <div class="notice notice--warn" role="status">
                    <Sign name="warn" /><div><p><b>{title}</b></p><p>{hint}</p></div>
                </div>
            }
            .into_any(),
        )
    };
    let AtCounter { redemption, owner } = match looked {
        Looked::NotYet | Looked::Wrong(_) => return None,
        Looked::Elsewhere => return warn(t!("counter-elsewhere"), t!("counter-elsewhere-hint")),
        Looked::Own => return warn(t!("counter-own"), t!("counter-own-hint")),
        Looked::Found(found) => *found,
    };
    let (voucher, item) = (redemption.voucher, redemption.item);
    let now = ask.at;
    let over = ask.at >= voucher.expires_at;
    let action = match voucher.state {
        VoucherState::Live if !over => {
            let about = vec![("code", voucher.code.letters())];
            view! {
                <p class="slip-next">{t!("counter-good", until = words::when(voucher.expires_at, now))}</p>
                <DoForm ask=ask.clone() action={forms::url::<HandOut>()} draft about>
                    <div class="actions">
                        <button class="button button--main">{t!("counter-hand-out")}</button>
                        <a class="button button--quiet" href="/counter">{t!("counter-not-now")}</a>
                    </div>
                </DoForm>
            }
            .into_any()
        }
        VoucherState::Live | VoucherState::Expired { .. } => {
            let at = words::when(voucher.expires_at, now);
            refused(t!("counter-expired"), t!("counter-expired-hint", at = at))
        }
        VoucherState::Redeemed { at, .. } => {
            refused(t!("counter-used"), t!("counter-used-hint", at = words::when(at, now)))
        }
        VoucherState::Cancelled { at } => {
            refused(t!("counter-cancelled"), t!("counter-cancelled-hint", at = words::when(at, now)))
        }
    };
    Some(
        view! {
            <article class="slip slip--page">
                <header class="slip-head">
                    <Picture name=item.picture.clone() />
                    <h2 class="slip-title">{name(&item)}</h2>
                    <p class="slip-number">{voucher.code.to_string()}</p>
                </header>
                <dl class="facts">
                    <dt>{t!("counter-whose")}</dt><dd>{owner}</dd>
                    <dt>{t!("counter-price")}</dt><dd>{t!("counter-points", points = voucher.price.get())}</dd>
                    <dt>{t!("counter-taken")}</dt><dd>{words::when(voucher.issued_at, now)}</dd>
                    <dt>{t!("counter-where")}</dt><dd>{item.counter}</dd>
                </dl>
                <hr class="tear" />
                <div class="stack">{action}</div>
            </article>
        }
        .into_any(),
    )
}

fn refused(title: String, hint: String) -> AnyView {
    view! {
        <div class="notice notice--error" role="alert">
            <Sign name="warn" /><div><p><b>{title}</b></p><p>{hint}</p></div>
        </div>
    }
    .into_any()
}

fn list(today: Vec<HandedOut>, ask: &Ask) -> AnyView {
    if today.is_empty() {
        return view! { <p class="soft">{t!("counter-today-none")}</p> }.into_any();
    }
    let line = |HandedOut { voucher, item, owner }: HandedOut| {
        let at = match voucher.state {
            VoucherState::Redeemed { at, .. } => at,
            VoucherState::Live | VoucherState::Cancelled { .. } | VoucherState::Expired { .. } => {
                voucher.issued_at
            }
        };
        view! {
            <li>
                <span>{name(&item)}</span>
                <b>{t!("counter-points", points = voucher.price.get())}</b>
                <Time at=at now=ask.at />
                <span class="rest">{format!("{owner} · {}", voucher.code)}</span>
            </li>
        }
    };
    view! { <ol class="ledger">{today.into_iter().map(line).collect_view()}</ol> }.into_any()
}
